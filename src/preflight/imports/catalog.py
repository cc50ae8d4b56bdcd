"""The modules of the tree: what they are called, their code, and the tricks they play together."""

import os
from collections.abc import Mapping
from functools import cached_property

from preflight.imports.finding.finder import Finder
from preflight.imports.finding.found import Found, Kind
from preflight.imports.project import Project
from preflight.imports.reading import Reading
from preflight.imports.translating.code import EMPTY, UNREADABLE, Code


class Catalog:
    """Implements ``Tree`` for a project whose files have been read."""

    def __init__(self, project: Project, finder: Finder, readings: Mapping[str, Reading]) -> None:
        self._project = project
        self._finder = finder
        self._readings = readings
        self._here = os.getcwd() + os.sep
        self._of_the_tree: dict[str, bool] = {}
        self._names: dict[str, str] = {}
        self._by_name: dict[str, Found] = {}
        self._folders: dict[str, str] = {}
        for file in project.files:
            self._name(file)

    # What the modules are called

    @cached_property
    def tops(self) -> frozenset[str]:
        """Top-level names of the tree."""
        return frozenset(name.partition(".")[0] for name in self._names.values() if "@" not in name)

    def name_of(self, shown: str) -> str:
        """Say what the module of a file is called that findings call so."""
        return self._names.get(os.path.abspath(shown), "")

    def sibling(self, shown: str, name: str) -> str:
        """Name the module beside a file that has this last name; empty when there is none."""
        package = self.name_of(shown).rpartition(".")[0]
        full_name = f"{package}.{name}"
        return full_name if package and self.find(full_name) is not None else ""

    def list_folder(self, folder: str) -> frozenset[str]:
        return self._finder.listings.names(folder)

    @property
    def names(self) -> Mapping[str, str]:
        """Names of the checked files by their paths."""
        return self._names

    def find(self, name: str) -> Found | None:
        """Find a module by its name, also one that no import statement can spell."""
        return self._by_name.get(name) or self._finder.find(name)

    def _name(self, file: str) -> None:
        package = ""
        for root in (*self._project.roots, *self._project.bases):
            if file.startswith(root + os.sep):
                name = _dotted(file[len(root) + 1 :])
                found = self._finder.find(name) if name else None
                if found is not None and found.path == file:
                    self._names[file] = name
                    return
                if found is not None and _lies_beside(found, file):
                    # A package or a compiled module of its name is taken instead: nothing imports this file.
                    return
                package = package or name.rpartition(".")[0]
        # Hidden by a module from elsewhere, or called so that only its path leads to it.
        folder, last = os.path.split(file)
        is_package = last == "__init__.py"
        stem = os.path.basename(folder) if is_package else os.path.splitext(last)[0]
        name = f"{stem.replace('.', '_')}@{len(self._by_name)}"
        name = f"{package}.{name}" if package else name
        self._names[file] = name
        self._by_name[name] = Found(name, Kind.SOURCE, file, (folder,) if is_package else (), is_package)

    def siblings_of(self, found: Found) -> str:
        """Name the folder of a script as a package, when what lies beside it is imported by plain names.

        Python puts a script's folder in front of its path. A folder that is imported from by its own name, or
        that has an ``__init__``, is a package and not one of scripts.
        """
        folder = os.path.dirname(found.path)
        if folder not in self._folders:
            self._folders[folder] = self._name_folder(folder)
        return self._folders[folder]

    def _name_folder(self, folder: str) -> str:
        project = self._project
        if folder in project.roots or folder in project.bases or os.path.isfile(f"{folder}/__init__.py"):
            return ""
        for root in project.roots:
            if folder.startswith(root + os.sep):
                name = folder[len(root) + 1 :].replace(os.sep, ".")
                found = self._finder.find(name)
                is_it = found is not None and folder in found.locations
                return name if is_it and not self._is_imported_from(name) else ""
        return ""

    def _is_imported_from(self, package: str) -> bool:
        start = package + "."
        return any(target.startswith(start) for target in self._targets)

    @cached_property
    def _targets(self) -> frozenset[str]:
        return frozenset[str]().union(*(reading.code.targets for reading in self._readings.values()))

    # Tree

    @cached_property
    def attributes_set(self) -> frozenset[str]:
        return frozenset[str]().union(*(reading.code.attributes_set for reading in self._readings.values()))

    @cached_property
    def attributes_set_later(self) -> frozenset[str]:
        return frozenset[str]().union(
            *(reading.code.attributes_set_later for reading in self._readings.values())
        )

    def has(self, found: Found) -> bool:
        known = self._of_the_tree.get(found.name)
        if known is None:
            places = (found.path,) if found.path else found.locations
            is_source = found.kind in {Kind.SOURCE, Kind.NAMESPACE}
            known = is_source and any(self._project.holds(place) for place in places)
            self._of_the_tree[found.name] = known
        return known

    def code(self, found: Found) -> Code:
        if found.kind is Kind.NAMESPACE:
            return EMPTY
        reading = self.reading(found.path)
        return reading.code if reading is not None else UNREADABLE

    def failure(self, found: Found) -> str:
        reading = self.reading(found.path)
        return reading.failure if reading is not None and reading.failure not in {"large", "OSError"} else ""

    def reading(self, path: str) -> Reading | None:
        return self._readings.get(path)

    def shown(self, found: Found) -> str:
        return self.show(found.path)

    def show(self, path: str) -> str:
        """Say how people call a file: from where they stand, when it is below."""
        return path.removeprefix(self._here)

    def registered(self, importer: str, name: str) -> None:
        if name:
            self._patterns.add(name)
        else:
            self._wild.add(importer.partition(".")[0])

    def may_appear(self, code: Code, name: str) -> bool:
        top = name.partition(".")[0]
        if name in self._patterns or (top in self._wild and "." in name):
            return True
        if any(pattern.endswith("*") and name.startswith(pattern[:-1]) for pattern in self._patterns):
            return True
        if "." in name:
            return self._opens_path(name)
        if code.tricks.changes_path or "*" in code.tricks.registers:
            return True
        return self._changes_path and name in self._stems

    def _opens_path(self, name: str) -> bool:
        found = self.find(name.rpartition(".")[0])
        return found is not None and self.has(found) and self.code(found).tricks.opens_path

    @cached_property
    def _patterns(self) -> set[str]:
        """Names of modules that somebody puts into ``sys.modules``, and beginnings of such names."""
        found: set[str] = set()
        for path, name in self._names.items():
            reading = self.reading(path)
            registers = reading.code.tricks.registers if reading is not None else ()
            found |= {pattern.replace("__name__", name) for pattern in registers if pattern not in {"*", "?"}}
        return found

    @cached_property
    def _wild(self) -> set[str]:
        """Top-level packages in which modules of any name may appear."""
        return {
            name.partition(".")[0]
            for path, name in self._names.items()
            if (reading := self.reading(path)) is not None and "*" in reading.code.tricks.registers
        }

    @cached_property
    def _changes_path(self) -> bool:
        return any(reading.code.tricks.changes_path for reading in self._readings.values())

    @cached_property
    def _stems(self) -> frozenset[str]:
        """What might be imported from anywhere in the tree by a plain name."""
        stems = {os.path.splitext(os.path.basename(path))[0] for path in self._project.files}
        return frozenset(stems | {os.path.basename(os.path.dirname(path)) for path in self._project.files})


def _lies_beside(found: Found, file: str) -> bool:
    folder = os.path.dirname(found.path)
    return os.path.dirname(file) in {folder, os.path.dirname(folder) if found.is_package else folder}


def _dotted(path: str) -> str:
    """Turn a path below a root into a module name; empty when it cannot be one."""
    stem = os.path.splitext(path)[0].removesuffix(f"{os.sep}__init__")
    return "" if "." in stem or stem == "__init__" else stem.replace(os.sep, ".")
