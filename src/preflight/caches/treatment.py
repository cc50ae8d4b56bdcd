"""A run of the doctor from end to end: lock, examine, repair, examine again, report."""

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from time import perf_counter

from preflight.caches.checking import Examination, Examiner
from preflight.caches.fixing import repair
from preflight.caches.kinds import Diagnosis, Remedy
from preflight.caches.lock import locked
from preflight.caches.processes import find_processes
from preflight.caches.report import Account, make_report
from preflight.caches.workers import Workers, get_interpreter
from preflight.errors import UsageError
from preflight.findings import Report


@dataclass(frozen=True, slots=True)
class Orders:
    """What is asked of the doctor. ``prefix`` is what PYTHONPYCACHEPREFIX says."""

    paths: Sequence[str]
    python: str
    jobs: int
    prefix: str = ""
    is_fixing: bool = False
    is_dry_run: bool = False
    is_thorough: bool = False
    lists_all: bool = False


def find_prefix() -> str:
    """Say where the environment wants all caches, as an absolute path; empty when beside the sources."""
    prefix = os.environ.get("PYTHONPYCACHEPREFIX") or sys.pycache_prefix
    return os.path.abspath(prefix) if prefix else ""


def check_caches(orders: Orders) -> Report:
    """Examine the trees, repair them where that is asked for, and tell what is left."""
    return make_report(treat(orders))


def treat(orders: Orders) -> Account:
    """Do as ``check_caches``, and leave the telling to the caller."""
    began = perf_counter()
    interpreter = get_interpreter(orders.python)
    account = Account(is_dry_run=orders.is_dry_run, lists_all=orders.lists_all)
    with ExitStack() as stack:
        roots = list(_list_roots(orders.paths))
        for root in roots:
            if not stack.enter_context(locked(root, is_exclusive=_is_repairing(orders))):
                account.notes.append(f"no lock: the file system of {root} has none")
        workers = stack.enter_context(Workers(interpreter.python, count=orders.jobs))
        examiner = Examiner(interpreter, workers, orders.prefix, orders.is_thorough)
        for root in roots:
            _treat(root, examiner, account, is_repairing=_is_repairing(orders))
    account.seconds = perf_counter() - began
    return account


def _is_repairing(orders: Orders) -> bool:
    return orders.is_fixing and not orders.is_dry_run


def _list_roots(paths: Sequence[str]) -> Iterator[str]:
    seen: set[str] = set()
    for path in paths:
        if not os.path.exists(path):
            raise UsageError(f"{path} does not exist")
        if not os.path.isdir(path):
            raise UsageError(f"{path} is no folder: caches are looked for in folders")
        if (real := os.path.realpath(path)) not in seen:
            seen.add(real)
            yield os.path.abspath(path)


def _treat(root: str, examiner: Examiner, account: Account, *, is_repairing: bool) -> None:
    found = examiner.examine(root)
    if not found.examined and not found.sources:
        raise UsageError(f"no Python file in {root}: there is nothing to check")
    if is_repairing and any(diagnosis.remedy is not Remedy.NONE for diagnosis in found.diagnoses):
        before = found
        account.failures |= repair(found.diagnoses, examiner.workers)
        # Only a second look says what is left, whatever else happens in the tree meanwhile.
        found = examiner.examine(root)
        account.repaired |= _list_repaired(before, found)
    account.examined += found.examined
    account.fine += found.fine
    account.sources += found.sources
    account.diagnoses |= {diagnosis.path: diagnosis for diagnosis in found.diagnoses}
    account.processes |= dict.fromkeys(find_processes(root), root)
    account.notes += found.notes


def _list_repaired(before: Examination, after: Examination) -> dict[str, Diagnosis]:
    left = {diagnosis.path for diagnosis in after.diagnoses}
    return {
        diagnosis.path: diagnosis
        for diagnosis in before.diagnoses
        if diagnosis.remedy is not Remedy.NONE and diagnosis.path not in left
    }
