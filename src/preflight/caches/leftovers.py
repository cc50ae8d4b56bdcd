"""Folders whose sources are gone and that still import, as empty namespace packages."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from preflight.caches.kinds import Diagnosis, Kind, Remedy
from preflight.caches.scan import Folder


@dataclass(slots=True)
class _Content:
    """What a folder holds, itself and all below it."""

    bytecode: int = 0
    has_code: bool = False
    has_others: bool = False


def find_leftovers(folders: Mapping[str, Folder], *, root: str) -> Iterator[Diagnosis]:
    """Find the folders that hold bytecode and nothing that it was made from, the topmost of each.

    One that holds nothing else can go as a whole. One with other files in it is only told about: it would
    import the same without any bytecode.
    """
    found: set[str] = set()
    for path, content in _weigh(folders).items():
        parent, name = os.path.split(path)
        if path == root or content.has_code or not content.bytecode:
            continue
        if parent in found or _is_leftover(name, folders[path], folders[parent], content):
            found.add(path)
        if path in found and parent not in found:
            yield _diagnose(folders[path], content)


def _is_leftover(name: str, folder: Folder, parent: Folder, content: _Content) -> bool:
    is_found_first = name in parent.sources or name in parent.natives or f"{name}.pyc" in parent.legacy
    is_whole = not content.has_others
    return name.isidentifier() and not is_found_first and (is_whole or bool(folder.caches))


def _diagnose(folder: Folder, content: _Content) -> Diagnosis:
    how = "the package of its __init__.pyc" if folder.is_package else "an empty namespace package"
    evidence = f"only bytecode is left ({content.bytecode}), no source; it still imports, as {how}"
    if content.has_others:
        evidence += ". Other files are in it, so it stays: any folder imports like that"
        return Diagnosis(folder.path, Kind.LEFTOVER, evidence)
    return Diagnosis(
        folder.path,
        Kind.LEFTOVER,
        f"{evidence}, and hides that it was deleted",
        is_harmful=True,
        remedy=Remedy.REMOVE_FOLDER,
    )


def _weigh(folders: Mapping[str, Folder]) -> dict[str, _Content]:
    """Add up what is in each folder and below, parents first."""
    contents: dict[str, _Content] = {}
    for path, folder in reversed(list(folders.items())):
        content = contents[path] = _Content(
            bytecode=len(folder.caches) + len(folder.legacy),
            has_code=bool(folder.sources or folder.natives),
            has_others=bool(folder.has_others or folder.is_foreign or folder.problem),
        )
        for name in folder.folders:
            below = contents.get(os.path.join(path, name), _Content())
            content.bytecode += below.bytecode
            content.has_code |= below.has_code
            content.has_others |= below.has_others
    return dict(reversed(list(contents.items())))
