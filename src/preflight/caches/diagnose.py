"""From names to diagnoses: what is clear from names alone, and what must be opened by the workers."""

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from preflight.caches.bytecode import is_bytecode
from preflight.caches.examine import Answer, Pair
from preflight.caches.kinds import CACHE_VERDICTS, Diagnosis, Kind, Remedy
from preflight.caches.names import INTERRUPTED, CacheName, read_name
from preflight.caches.scan import Folder

_GONE = "gone"


@dataclass(frozen=True, slots=True)
class Ghost:
    """Bytecode without a source where Python finds it; the workers say what the import comes to."""

    path: str


def list_suspects(folder: Folder, *, tag: str) -> Iterator[Diagnosis | Pair | Ghost]:
    """Go over the bytecode of a folder: diagnosed where its name is enough, else what is to be asked about.

    Data is passed over, and noted in the folder.
    """
    for name, is_plain in folder.caches.items():
        path = os.path.join(folder.cache_path, name)
        read = read_name(name, tag)
        if read is None:
            folder.has_others = True
        elif read.is_ours and read.stem in folder.sources:
            is_beside = is_plain and folder.sources[read.stem]
            yield Pair(path, os.path.join(folder.path, f"{read.stem}.py"), read.level, is_beside)
        elif (read.tag and read.stem in folder.sources) or is_bytecode(path):
            yield _diagnose_unread(path, read, folder, tag=tag)
        else:
            folder.has_others = True
    for name in folder.legacy:
        yield from _list_legacy(name, folder)


def list_problems(folders: Iterable[Folder]) -> Iterator[Diagnosis]:
    """Tell of the folders that cannot be read: what is in them is not known to be fine."""
    for folder in folders:
        if folder.problem:
            path = folder.cache_path or folder.path
            yield Diagnosis(path, Kind.UNREADABLE, f"it cannot be read: {folder.problem}", is_harmful=True)


def _diagnose_unread(path: str, name: CacheName, folder: Folder, *, tag: str) -> Diagnosis:
    """Judge a cache that Python never loads, whatever is in it."""
    if name.tag == INTERRUPTED:
        return Diagnosis(path, Kind.ORPHAN, f"{INTERRUPTED} left it, and no import looks for its name")
    source = os.path.join(folder.path, f"{name.stem}.py")
    if name.stem not in folder.sources:
        return Diagnosis(path, Kind.ORPHAN, f"there is no {source}; Python loads no cache without its source")
    whose = name.tag or "no interpreter"
    if name.tag == tag:
        whose = "an optimization of its own"
    return Diagnosis(path, Kind.FOREIGN, f"it belongs to {whose}, and {tag} never looks for this name")


def _list_legacy(name: str, folder: Folder) -> Iterator[Diagnosis | Ghost]:
    path = os.path.join(folder.path, name)
    stem = name[:-4]
    if name.endswith(".pyo") or "." in stem:
        # Not what is left of a package: data, or a folder where somebody keeps caches on purpose.
        folder.has_others = True
        if is_bytecode(path):
            yield Diagnosis(path, Kind.ORPHAN, "no import looks for a file of this name")
    elif stem in folder.sources:
        yield Diagnosis(path, Kind.IGNORED, f"{stem}.py comes before it")
    else:
        yield Ghost(path)


def find_winner(path: str, natives: Sequence[str]) -> str:
    """Say what Python finds before a module at a path without suffix: a package, or a compiled module."""
    for suffix in (*natives, ".py", ".pyc"):
        if os.path.isfile(os.path.join(path, f"__init__{suffix}")):
            return f"the package {os.path.basename(path)}/"
    found = [suffix for suffix in natives if os.path.isfile(path + suffix)]
    return f"{os.path.basename(path)}{found[0]}" if found else ""


def ignore(diagnosis: Diagnosis, reason: str) -> Diagnosis:
    """Take the harm out of a diagnosis: Python does not come to the file."""
    evidence = f"{reason}. Else: {diagnosis.evidence}"
    return replace(diagnosis, kind=Kind.IGNORED, evidence=evidence, is_harmful=False, remedy=Remedy.NONE)


def conclude_pair(pair: Pair, said: Answer) -> Diagnosis | None:
    """Turn what the workers say of a cache into a diagnosis; nothing when it is gone by now."""
    if said.word == _GONE:
        return None
    kind, is_harmful, remedy = CACHE_VERDICTS[said.word]
    evidence = said.evidence
    if is_harmful and pair.level:
        evidence += f"; python {'-' + 'O' * pair.level} loads it"
    return Diagnosis(pair.cache, kind, evidence, is_harmful, remedy, pair.source, pair.level)


def conclude_ghost(path: str, said: Answer) -> Diagnosis | None:
    """Turn what the workers say of bytecode without a source into a diagnosis."""
    if said.word == _GONE:
        return None
    if said.word == "unreadable":
        return Diagnosis(path, Kind.UNREADABLE, said.evidence, is_harmful=True)
    folder, file = os.path.split(path)
    stem = file.removesuffix(".pyc")
    name = os.path.basename(folder) if stem == "__init__" else stem
    if said.word == "fine":
        evidence = f"there is no {stem}.py, yet the import of {name} works: it runs this file"
    else:
        evidence = (
            f"there is no {stem}.py, yet the import of {name} tries this file and dies: {said.evidence}"
        )
    is_ours = is_bytecode(path)
    if not is_ours:
        evidence += "; it is not bytecode, so it is left to you"
    remedy = Remedy.REMOVE if is_ours else Remedy.NONE
    return Diagnosis(path, Kind.GHOST, evidence, is_harmful=True, remedy=remedy)
