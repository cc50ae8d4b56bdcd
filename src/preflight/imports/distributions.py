"""Which distributions a project asks for, and which ones installed modules belong to."""

import os
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

_REQUIREMENT = re.compile(r"^\s*([A-Za-z0-9][A-Za-z0-9._-]*)")
_QUOTED = re.compile(r"""["']([A-Za-z0-9][A-Za-z0-9._-]*)\s*(?:\[[^]]*\])?\s*(?:[<>=!~;@ ][^"']*)?["']""")
_INFO = (".dist-info", ".egg-info")


class Declared(NamedTuple):
    """What a project declares, by normal names. ``is_anything`` is false where it declares nothing at all."""

    names: frozenset[str]
    extras: frozenset[str]
    is_anything: bool


def normal(name: str) -> str:
    """Write the name of a distribution as they are compared."""
    return re.sub(r"[-_.]+", "-", name).lower()


def read_declared(top: str) -> Declared:
    """Read what pyproject.toml, requirements files, setup.cfg, setup.py and Pipfile of a project ask for."""
    if not top:
        return Declared(frozenset(), frozenset(), is_anything=False)
    settings = _read_toml(os.path.join(top, "pyproject.toml"))
    project = settings.get("project", {})
    required = set(_names(project.get("dependencies", ())))
    extras = set(_names(_flatten(project.get("optional-dependencies", {}))))
    groups = set(_names(_flatten(settings.get("dependency-groups", {}))))
    groups |= set(_names(settings.get("build-system", {}).get("requires", ())))
    poetry = settings.get("tool", {}).get("poetry", {})
    for table in (poetry, *poetry.get("group", {}).values()):
        required |= {
            normal(name) for name in (*table.get("dependencies", {}), *table.get("dev-dependencies", {}))
        }
    files = set(_read_requirement_files(top))
    own = {normal(str(project.get("name", "")))}
    is_anything = "dependencies" in project or bool(poetry) or bool(files)
    return Declared(
        frozenset(required | extras | groups | files | own), frozenset(extras - required), is_anything
    )


def _read_toml(path: str) -> Mapping[str, Any]:
    try:
        with open(path, "rb") as file:
            return tomllib.load(file)
    except (OSError, ValueError):
        return {}


def _flatten(tables: Mapping[str, Any]) -> Iterator[str]:
    for entries in tables.values():
        yield from (entry for entry in entries if isinstance(entry, str))


def _names(requirements: Iterable[object]) -> Iterator[str]:
    for requirement in requirements:
        found = _REQUIREMENT.match(requirement) if isinstance(requirement, str) else None
        if found:
            yield normal(found[1])


def _read_requirement_files(top: str) -> Iterator[str]:
    for folder in (top, os.path.join(top, "requirements")):
        for name in sorted(os.listdir(folder)) if os.path.isdir(folder) else ():
            is_list = name.endswith((".txt", ".in")) and (folder != top or "requirements" in name)
            if is_list or name in {"setup.py", "setup.cfg", "Pipfile"}:
                yield from _read_requirement_file(os.path.join(folder, name))


def _read_requirement_file(path: str) -> Iterator[str]:
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            text = file.read()
    except OSError:
        return
    if path.endswith(".py"):
        yield from (normal(found[1]) for found in _QUOTED.finditer(text))
    else:
        yield from _names(text.splitlines())


@cache
def owners_in(folder: str) -> Mapping[str, frozenset[str]]:
    """Say which distributions of a folder own each top-level module, from their own lists of files."""
    owners: dict[str, set[str]] = {}
    for entry in os.listdir(folder) if os.path.isdir(folder) else ():
        if entry.endswith(_INFO):
            distribution = normal(entry.rpartition(".")[0].partition("-")[0])
            for top in _list_tops(os.path.join(folder, entry)):
                owners.setdefault(top, set()).add(distribution)
    return {top: frozenset(names) for top, names in owners.items()}


def _list_tops(info: str) -> set[str]:
    for name in ("RECORD", "top_level.txt"):
        try:
            with open(os.path.join(info, name), encoding="utf-8", errors="replace") as file:
                lines = file.read().splitlines()
        except OSError:
            continue
        firsts = {line.partition(",")[0].partition("/")[0] for line in lines}
        return {first.partition(".")[0] for first in firsts if not first.endswith(_INFO) and first}
    return set()
