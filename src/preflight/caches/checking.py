"""The whole examination of a tree: scan it, ask the workers, and put everything together."""

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from preflight.caches.diagnose import Ghost, conclude_ghost, conclude_pair, list_suspects
from preflight.caches.examine import Pair
from preflight.caches.kinds import Diagnosis, Kind
from preflight.caches.leftovers import find_leftovers
from preflight.caches.prefix import scan_prefix
from preflight.caches.scan import Folder, scan_tree
from preflight.caches.workers import Interpreter, Workers


@dataclass(frozen=True, slots=True)
class Examination:
    """A tree as it was found: all bytecode that is not fine, and how much there is."""

    root: str
    diagnoses: Sequence[Diagnosis]
    sources: Sequence[str]
    examined: int
    notes: Sequence[str]


@dataclass(frozen=True, slots=True)
class Examiner:
    """How trees are examined: for which interpreter, with which folder for all caches."""

    interpreter: Interpreter
    workers: Workers
    prefix: str = ""
    is_thorough: bool = False

    def examine(self, root: str) -> Examination:
        """Diagnose the bytecode of the tree at an absolute path. Nothing is changed."""
        folders = {
            folder.path: folder
            for folder in scan_tree(root, natives=self.interpreter.natives, skipped=self.prefix)
        }
        suspects = [*self._list_suspects(folders), *self._list_elsewhere(root, folders)]
        diagnoses = list(self._diagnose(suspects))
        leftovers = list(find_leftovers(folders, root=root))
        return Examination(
            root,
            sorted([*_leave_out(diagnoses, leftovers), *leftovers]),
            [
                os.path.join(folder.path, f"{stem}.py")
                for folder in folders.values()
                for stem in folder.sources
            ],
            len(suspects),
            _list_notes(folders),
        )

    def _list_suspects(self, folders: Mapping[str, Folder]) -> Iterator[Diagnosis | Pair | Ghost]:
        for folder in folders.values():
            packages = _list_packages(folder, folders)
            yield from list_suspects(folder, tag=self.interpreter.tag, packages=packages)

    def _list_elsewhere(self, root: str, folders: Mapping[str, Folder]) -> Iterator[Diagnosis | Pair | Ghost]:
        if self.prefix:
            for folder in scan_prefix(self.prefix, root, folders):
                yield from list_suspects(folder, tag=self.interpreter.tag)

    def _diagnose(self, suspects: Sequence[Diagnosis | Pair | Ghost]) -> Iterator[Diagnosis]:
        pairs = [suspect for suspect in suspects if isinstance(suspect, Pair)]
        ghosts = [Pair(suspect.path, "") for suspect in suspects if isinstance(suspect, Ghost)]
        yield from (suspect for suspect in suspects if isinstance(suspect, Diagnosis))
        for pair, said in self.workers.ask("examine", pairs, thorough=self.is_thorough):
            is_looked_at = not self.prefix or pair.cache.startswith(os.path.join(self.prefix, ""))
            if diagnosis := conclude_pair(pair, said, is_looked_at=is_looked_at):
                yield diagnosis
        for pair, said in self.workers.ask("alone", ghosts):
            if diagnosis := conclude_ghost(pair.cache, said):
                yield diagnosis


def _list_packages(folder: Folder, folders: Mapping[str, Folder]) -> Sequence[str]:
    if not folder.legacy:
        return ()
    below = {name: folders.get(os.path.join(folder.path, name)) for name in folder.folders}
    return [name for name, inner in below.items() if inner and inner.is_package]


def _leave_out(diagnoses: Sequence[Diagnosis], leftovers: Sequence[Diagnosis]) -> Iterator[Diagnosis]:
    """Leave out the orphans that a leftover package is made of."""
    places = tuple(os.path.join(leftover.path, "") for leftover in leftovers)
    for diagnosis in diagnoses:
        if diagnosis.kind is not Kind.ORPHAN or not diagnosis.path.startswith(places):
            yield diagnosis


def _list_notes(folders: Mapping[str, Folder]) -> Sequence[str]:
    """Say what was not looked into, so that nobody thinks it was."""
    foreign = [folder.path for folder in folders.values() if folder.is_foreign]
    links = [link for folder in folders.values() for link in folder.links_out]
    return [
        *(f"not entered: {path} is a virtualenv or another repository" for path in foreign),
        *(f"not followed: the link {link} leads out of the tree" for link in links),
    ]
