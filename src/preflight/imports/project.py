"""What is checked: the files, the project around them, and where its modules are imported from."""

import os
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from preflight.errors import UsageError
from preflight.trees import Folder, walk_tree

_MARKERS = ("pyproject.toml", "setup.py", "setup.cfg", ".git")
_INSTALLED = frozenset({"site-packages", "dist-packages"})


class Project(NamedTuple):
    """Files that are checked, and the folders that first-party modules are found in."""

    files: tuple[str, ...]
    # Whatever lies below these, and is not installed there, is of the tree.
    homes: tuple[str, ...]
    roots: tuple[str, ...]
    # The folder with pyproject.toml or its like; empty when there is none.
    top: str
    # Folders that packages lie in without being roots: ``backend`` of ``backend/app/__init__.py``.
    bases: tuple[str, ...]
    # Every folder that was looked into for files.
    folders: tuple[str, ...]
    unreadable: tuple[tuple[str, str], ...]

    def holds(self, path: str) -> bool:
        """Say whether a file is of the tree."""
        for home in self.homes:
            if path == home or (path.startswith(home + os.sep) and not _is_installed(path[len(home) :])):
                return True
        return False


def open_project(paths: Sequence[Path]) -> Project:
    """Find what to check below the paths. A tree without Python is an error, not a success."""
    files: dict[str, None] = {}
    folders: list[Folder] = []
    for path in paths:
        files.update(dict.fromkeys(_list_files(os.path.abspath(path), path, folders)))
    unreadable = [(folder.path, folder.problem) for folder in folders if folder.problem]
    if not files:
        problem = f" ({unreadable[0][0]}: {unreadable[0][1]})" if unreadable else ""
        raise UsageError(
            f"no Python file in {', '.join(map(str, paths))}: there is nothing to check{problem}"
        )
    homes: dict[str, None] = {}
    roots: dict[str, None] = {}
    top = ""
    for full in map(os.path.abspath, paths):
        base = find_base(full if os.path.isdir(full) else os.path.dirname(full))
        project = _find_top(base)
        top = top or project
        homes[project or full] = None
        roots.update(dict.fromkeys(_list_roots(project, base)))
    bases = dict.fromkeys(base for base in map(_base_of_package, files) if base and base not in roots)
    return Project(
        tuple(files),
        tuple(homes),
        tuple(roots),
        top,
        tuple(bases),
        tuple(folder.path for folder in folders),
        tuple(unreadable),
    )


def _base_of_package(file: str) -> str:
    """Find what the package of a file is imported from, looking only at files that make a package."""
    folder, name = os.path.split(file)
    return find_base(folder) if name == "__init__.py" else ""


def find_base(folder: str) -> str:
    """Find the folder that a package is imported from: the first above that is none itself."""
    while os.path.isfile(os.path.join(folder, "__init__.py")) and os.path.dirname(folder) != folder:
        folder = os.path.dirname(folder)
    return folder


def search_path() -> list[str]:
    """List where this interpreter finds modules, without what was put in front for preflight itself."""
    path = list(sys.path) if sys.flags.safe_path else sys.path[1:]
    return [os.path.abspath(entry) for entry in path if entry]


def read_settings(top: str) -> Mapping[str, Any]:
    """Read ``pyproject.toml``; nothing when there is none or it cannot be read."""
    try:
        with open(os.path.join(top, "pyproject.toml"), "rb") as file:
            return tomllib.load(file)
    except (OSError, ValueError):
        return {}


def _list_files(full: str, path: Path, folders: list[Folder]) -> Iterator[str]:
    if os.path.isfile(full):
        yield full
        return
    if not os.path.isdir(full):
        raise UsageError(f"{path} does not exist")
    for folder in walk_tree(Path(full)):
        folders.append(folder)
        for name in folder.files:
            if name.endswith((".py", ".pyw")):
                yield os.path.join(folder.path, name)


def _find_top(base: str) -> str:
    """Find the project around a folder; none around what is installed."""
    folder = base
    while os.path.basename(folder) not in _INSTALLED:
        if any(os.path.exists(os.path.join(folder, marker)) for marker in _MARKERS):
            return folder
        if os.path.dirname(folder) == folder:
            break
        folder = os.path.dirname(folder)
    return ""


def _list_roots(project: str, base: str) -> Iterator[str]:
    if project:
        settings = read_settings(project)
        for folder in ("src", *_list_set_roots(settings)):
            root = os.path.normpath(os.path.join(project, folder))
            if os.path.isdir(root) and not os.path.isfile(os.path.join(root, "__init__.py")):
                yield root
        yield project
    else:
        yield base


def _list_set_roots(settings: Mapping[str, Any]) -> list[str]:
    """List the folders that the project's own settings name."""
    tool = settings.get("tool", {})
    places = [
        tool.get("preflight", {}).get("roots"),
        tool.get("pytest", {}).get("ini_options", {}).get("pythonpath"),
        tool.get("setuptools", {}).get("packages", {}).get("find", {}).get("where")
        if isinstance(tool.get("setuptools", {}).get("packages"), dict)
        else None,
        list(tool.get("setuptools", {}).get("package-dir", {}).values()),
    ]
    found: list[str] = []
    for place in places:
        found += place.split() if isinstance(place, str) else [str(part) for part in place or ()]
    return found


def _is_installed(rest: str) -> bool:
    return any(part in _INSTALLED for part in rest.split(os.sep))
