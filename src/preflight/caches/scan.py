"""Which sources and which bytecode a tree holds. Only names are read here, no file is opened."""

import os
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field

from preflight.trees import NEVER_ENTERED, is_foreign

CACHE_FOLDER = "__pycache__"


@dataclass(slots=True)
class Folder:
    """A folder: the names in it that Python's imports care about."""

    path: str
    sources: dict[str, bool] = field(default_factory=dict)  # stem: whether it is a plain file, not a link
    natives: set[str] = field(default_factory=set)
    legacy: list[str] = field(default_factory=list)  # bytecode beside the sources
    caches: dict[str, bool] = field(default_factory=dict)  # name: whether it is a plain file
    cache_path: str = ""  # where the caches are; empty when there is no such folder
    folders: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    has_others: bool = False
    is_foreign: bool = False  # a virtualenv or another repository, and not looked into
    problem: str = ""

    @property
    def is_package(self) -> bool:
        return "__init__" in self.sources or "__init__" in self.natives or "__init__.pyc" in self.legacy


def scan_tree(root: str, *, natives: Sequence[str], skipped: str = "") -> Iterator[Folder]:
    """Go over the folders of a tree, parents first. Links to folders are not followed.

    What a link leads to inside the tree is met there; one that leads out is noted. ``skipped`` is left out.
    """
    real_root = os.path.realpath(root)
    # Whoever names a virtualenv means what is installed in it.
    is_virtualenv = os.path.exists(os.path.join(root, "pyvenv.cfg"))
    never = NEVER_ENTERED - {"site-packages"} if is_virtualenv else NEVER_ENTERED
    waiting = [root]
    while waiting:
        path = waiting.pop()
        try:
            with os.scandir(path) as scan:
                entries = sorted(scan, key=lambda entry: entry.name)
        except FileNotFoundError:
            continue
        except OSError as error:
            yield Folder(path, problem=error.strerror or "unreadable")
            continue
        if path != root and is_foreign([entry.name for entry in entries]):
            yield Folder(path, is_foreign=True)
            continue
        folder = Folder(path)
        for entry in entries:
            _sort_in(entry, folder, natives, never)
        folder.folders = [name for name in folder.folders if os.path.join(path, name) != skipped]
        folder.links = [link for link in folder.links if _leads_out(link, real_root)]
        yield folder
        waiting.extend(os.path.join(path, name) for name in reversed(folder.folders))


def _sort_in(entry: os.DirEntry[str], folder: Folder, natives: Sequence[str], never: Container[str]) -> None:
    name = entry.name
    if _is_folder(entry):
        _sort_folder_in(entry, folder, never)
    elif name.endswith(".py"):
        folder.sources[name[:-3]] = not entry.is_symlink()
    elif name.endswith((".pyc", ".pyo")):
        folder.legacy.append(name)
    elif suffix := next((suffix for suffix in natives if name.endswith(suffix)), ""):
        folder.natives.add(name[: -len(suffix)])
    else:
        folder.has_others = True


def _sort_folder_in(entry: os.DirEntry[str], folder: Folder, never: Container[str]) -> None:
    if entry.name == CACHE_FOLDER:
        folder.cache_path = entry.path
        folder.caches, folder.problem = list_files(entry.path, are_plain=not entry.is_symlink())
    elif entry.name in never or entry.name.startswith("."):
        folder.has_others = True
    elif entry.is_symlink():
        folder.has_others = True
        folder.links.append(entry.path)
    else:
        folder.folders.append(entry.name)


def list_files(path: str, *, are_plain: bool) -> tuple[dict[str, bool], str]:
    """List what is in a folder of caches, and say what kept it from being read."""
    try:
        with os.scandir(path) as scan:
            return {entry.name: are_plain and not entry.is_symlink() for entry in scan}, ""
    except FileNotFoundError:
        return {}, ""
    except OSError as error:
        return {}, error.strerror or "unreadable"


def _leads_out(link: str, root: str) -> bool:
    return os.path.commonpath([os.path.realpath(link), root]) != root


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads round in a circle
        return False
