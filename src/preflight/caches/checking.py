"""The whole examination of a tree: scan it, ask the workers, and put everything together."""

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from preflight.caches.diagnose import (
    Ghost,
    conclude_ghost,
    conclude_pair,
    find_winner,
    ignore,
    list_problems,
    list_suspects,
)
from preflight.caches.examine import Pair
from preflight.caches.kinds import Diagnosis, Kind, Remedy
from preflight.caches.leftovers import find_leftovers
from preflight.caches.prefix import scan_prefix
from preflight.caches.scan import Folder, scan_tree
from preflight.caches.workers import Interpreter, Workers


@dataclass(frozen=True, slots=True)
class Examination:
    """A tree as it was found: all bytecode that is not fine, and how much there is."""

    root: str
    diagnoses: Sequence[Diagnosis]
    sources: int
    examined: int
    fine: int
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
        elsewhere = list(scan_prefix(self.prefix, root, folders)) if self.prefix else []
        places = [*folders.values(), *elsewhere]
        suspects = [suspect for place in places for suspect in list_suspects(place, tag=self.interpreter.tag)]
        diagnoses = list(self._diagnose(suspects))
        leftovers = list(find_leftovers(folders, root=root))
        told = [*list_problems(places), *_leave_out(diagnoses, leftovers), *leftovers]
        return Examination(
            root,
            sorted(told),
            sources=sum(len(folder.sources) for folder in folders.values()),
            examined=len(suspects),
            fine=len(suspects) - len(diagnoses),
            notes=_list_notes(folders),
        )

    def _diagnose(self, suspects: Sequence[Diagnosis | Pair | Ghost]) -> Iterator[Diagnosis]:
        pairs = [suspect for suspect in suspects if isinstance(suspect, Pair)]
        ghosts = [Pair(suspect.path, "") for suspect in suspects if isinstance(suspect, Ghost)]
        yield from (suspect for suspect in suspects if isinstance(suspect, Diagnosis))
        for pair, said in self.workers.ask("examine", pairs, thorough=self.is_thorough):
            if diagnosis := conclude_pair(pair, said):
                yield self._judge_reach(diagnosis)
        for pair, said in self.workers.ask("alone", ghosts):
            if diagnosis := conclude_ghost(pair.cache, said):
                yield self._judge_reach(diagnosis)

    def _judge_reach(self, diagnosis: Diagnosis) -> Diagnosis:
        """Take the harm out of a diagnosis where Python looks elsewhere, or finds something else first."""
        if diagnosis.remedy is Remedy.NONE and diagnosis.kind is not Kind.GHOST:
            return diagnosis
        module = os.path.splitext(diagnosis.source or diagnosis.path)[0]
        if winner := find_winner(module, self.interpreter.natives):
            return ignore(diagnosis, f"{winner} comes before it")
        if diagnosis.source and self.prefix and not diagnosis.path.startswith(os.path.join(self.prefix, "")):
            return ignore(diagnosis, "under PYTHONPYCACHEPREFIX Python does not look here")
        return diagnosis


def _leave_out(diagnoses: Sequence[Diagnosis], leftovers: Sequence[Diagnosis]) -> Iterator[Diagnosis]:
    """Leave out the orphans that a leftover package is made of."""
    places = tuple(os.path.join(leftover.path, "") for leftover in leftovers)
    for diagnosis in diagnoses:
        if diagnosis.kind is not Kind.ORPHAN or not diagnosis.path.startswith(places):
            yield diagnosis


def _list_notes(folders: Mapping[str, Folder]) -> Sequence[str]:
    """Say what was not looked into, so that nobody thinks it was."""
    foreign = [folder.path for folder in folders.values() if folder.is_foreign]
    links = [link for folder in folders.values() for link in folder.links]
    return [
        *(f"not entered: {path} is a virtualenv or another repository" for path in foreign),
        *(f"not followed: the link {link} leads out of the tree" for link in links),
    ]
