"""What a project needs: read from requirements files with all they include."""

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from preflight.checklist.markers import MarkerError, applies
from preflight.errors import UsageError

_REQUIREMENT = re.compile(
    r"\s*(?P<name>[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)\s*(?:\[[^\]]*\])?\s*"
    r"(?:@\s*(?P<address>[^\s;]+)|\(?(?P<demands>[^;()]*)\)?)\s*(?:;(?P<marker>.*))?"
)
_INCLUDE = re.compile(r"(?:-r|--requirement)[\s=]\s*(\S+)")


@dataclass(frozen=True, slots=True)
class Requirement:
    """A distribution that is needed, and where that is said. ``is_lock``: one version and no other."""

    name: str
    demands: str
    path: str
    line: int

    @property
    def is_lock(self) -> bool:
        return self.demands.strip().startswith("==") and "," not in self.demands and "*" not in self.demands


def normalize(name: str) -> str:
    """Spell a distribution's name the one way that all its spellings come to."""
    return re.sub(r"[-_.]+", "-", name).lower()


def read_requirements(path: str, environment: Mapping[str, str]) -> Sequence[Requirement]:
    """Read a requirements file and what it includes, for an interpreter."""
    return list(_read_file(path, environment, seen=set()))


def _read_file(path: str, environment: Mapping[str, str], *, seen: set[str]) -> Iterator[Requirement]:
    if os.path.realpath(path) in seen:
        return
    seen.add(os.path.realpath(path))
    try:
        with open(path, encoding="utf-8-sig") as file:
            lines = file.read().split("\n")
    except OSError as error:
        raise UsageError(f"the requirements {path} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"the requirements {path} are no UTF-8 text") from error
    for number, line in _join(lines):
        if found := _INCLUDE.match(line):
            included = os.path.join(os.path.dirname(path), found[1])
            yield from _read_file(included, environment, seen=seen)
        elif not line.startswith("-") and (read := read_requirement(line, path, number, environment)):
            yield read


def _join(lines: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Put lines that end in a backslash together, and take comments and options of a requirement away."""
    start, whole = 0, ""
    for number, line in enumerate(lines, 1):
        start = start or number
        whole += line.removesuffix("\\") + " "
        if line.endswith("\\"):
            continue
        text = re.sub(r"(^|\s)(#.*|--(?!requirement)\w.*)", "", whole).strip()
        if text:
            yield start, text
        start, whole = 0, ""


def read_requirement(text: str, path: str, line: int, environment: Mapping[str, str]) -> Requirement | None:
    """Read one requirement; nothing when it does not apply here, or is no name: a path, an address."""
    found = _REQUIREMENT.fullmatch(text)
    if not found:
        return None
    try:
        if found["marker"] and not applies(found["marker"], environment):
            return None
    except MarkerError:
        return None
    return Requirement(normalize(found["name"]), (found["demands"] or "").strip(), path, line)
