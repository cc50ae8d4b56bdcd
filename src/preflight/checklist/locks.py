"""What a project needs, read from ``uv.lock``: what its own package depends on, and what that depends on."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from preflight.checklist.markers import MarkerError, applies
from preflight.checklist.requirements import Requirement, normalize
from preflight.errors import UsageError

NAME = "uv.lock"


def read_lock(path: str, environment: Mapping[str, str]) -> Sequence[Requirement]:
    """List the versions that are locked for an interpreter, without those for development only."""
    try:
        with open(path, "rb") as file:
            packages = tomllib.load(file).get("package", [])
    except OSError as error:
        raise UsageError(f"the lock {path} cannot be read: {error.strerror}") from error
    except ValueError as error:
        raise UsageError(f"the lock {path} is no TOML: {error}") from error
    lock = _Lock(packages, environment)
    return [
        Requirement(normalize(name), f"=={version}", path, 0) for name, version in sorted(lock.list_needed())
    ]


class _Lock:
    """The packages of a lock, and the interpreter that they are wanted for."""

    def __init__(self, packages: Sequence[Mapping[str, Any]], environment: Mapping[str, str]) -> None:
        self._packages = packages
        self._environment = environment

    def list_needed(self) -> set[tuple[str, str]]:
        """List names and versions of everything that the project depends on."""
        needed: set[tuple[str, str]] = set()
        seen: set[tuple[str, str, str]] = set()
        waiting = [(package, "") for package in self._packages if _is_project(package)]
        while waiting:
            package, extra = waiting.pop()
            for wanted in _list_dependencies(package, extra):
                for found in self._find(wanted):
                    needed.add((found["name"], found["version"]))
                    for more in ("", *wanted.get("extra", ())):
                        if (key := (found["name"], found["version"], more)) not in seen:
                            seen.add(key)
                            waiting.append((found, more))
        return needed

    def _find(self, wanted: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
        """Find what a dependency is locked to here; there may be several versions for several platforms."""
        if not self._applies(wanted.get("marker", "")):
            return
        for package in self._packages:
            is_it = package["name"] == wanted["name"] and "version" in package and not _is_project(package)
            if is_it and wanted.get("version", package["version"]) == package["version"]:
                markers = package.get("resolution-markers", [])
                if not markers or any(map(self._applies, markers)):
                    yield package

    def _applies(self, marker: str) -> bool:
        try:
            return not marker or applies(marker, self._environment)
        except MarkerError:
            return False


def _is_project(package: Mapping[str, Any]) -> bool:
    source = package.get("source", {})
    return "." in {source.get("editable"), source.get("virtual"), source.get("directory")}


def _list_dependencies(package: Mapping[str, Any], extra: str) -> Sequence[Mapping[str, Any]]:
    if extra:
        return package.get("optional-dependencies", {}).get(extra, ())  # type: ignore[no-any-return] # TOML
    return package.get("dependencies", ())  # type: ignore[no-any-return] # TOML
