"""One check of imports as a report: findings, counts, cycles and the verdict."""

import gc
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from time import perf_counter, time_ns
from typing import TYPE_CHECKING

from preflight.findings import Report
from preflight.imports.caching.results import recall, remember, shelf_for

if TYPE_CHECKING:
    from preflight.imports.checking import Check


def check_imports(
    paths: Sequence[Path],
    *,
    lists_cycles: bool = False,
    jobs: int = 1,
    is_cached: bool = True,
    python: str | None = None,
    search: Sequence[str] | None = None,
) -> Report:
    """Check every file below the paths, or say again what was found if nothing has changed since.

    ``python`` names another interpreter, a virtualenv or a command to check for; ``search`` is where modules
    are found, when it is not where this very process finds them.
    """
    # Each of these is imported only where it is needed, since most of the time there is nothing to do.
    if python is not None:
        from preflight.imports.elsewhere import check_elsewhere, is_another  # noqa: PLC0415

        if is_another(python):
            options = {"lists_cycles": lists_cycles, "jobs": jobs, "is_cached": is_cached}
            return check_elsewhere(python, paths, options)
    began, read_at = perf_counter(), time_ns()
    shelf = shelf_for(paths, lists_cycles, search)
    report = recall(shelf) if is_cached else None
    if report is None:
        from preflight.imports.checking import Check  # noqa: PLC0415

        with _without_collecting_garbage():
            check = Check(paths, search=search, jobs=jobs, is_cached=is_cached)
            report = _report_on(check, lists_cycles=lists_cycles)
        if is_cached:
            remember(shelf, report, _list_grounds(check), read_at=read_at)
    counts = {**report.counts, "seconds": round(perf_counter() - began, 2)}
    return replace(report, counts=counts)


def _report_on(check: "Check", *, lists_cycles: bool) -> Report:
    from preflight.imports.cycles import list_cycles  # noqa: PLC0415 - as above
    from preflight.imports.problems import Code  # noqa: PLC0415 - as above

    findings = check.run()
    codes = [reading.code for reading in check.readings.values()]
    problems = check.problems.values()
    in_harm = {name for problem in problems if problem.code is Code.CYCLE for name in problem.chain}
    benign = [cycle for cycle in list_cycles(check.machine.edges) if in_harm.isdisjoint(cycle)]
    counts = {
        "modules": len(codes),
        "exports": sum(len(code.bound) for code in codes),
        "imports": sum(code.imports for code in codes),
        "harmful cycles": len({problem.chain for problem in problems if problem.chain}),
        "benign cycles": len(benign),
    }
    return Report(
        "imports",
        findings,
        counts,
        notes=[f"benign cycle: {' → '.join([*cycle, cycle[0]])}" for cycle in benign] if lists_cycles else (),
        clean_verdict="Every import is found.",
        failed_verdict="Some imports fail.",
    )


def _list_grounds(check: "Check") -> Iterator[str]:
    """List everything that a report stands on: files that were read, and folders that were listed."""
    yield from check.project.files
    yield from check.project.folders
    yield from check.theirs.used()
    yield from check.listings.listed()
    top = check.project.top
    for folder in (top, os.path.join(top, "requirements")) if top else ():
        yield folder
        for name in os.listdir(folder) if os.path.isdir(folder) else ():
            if name.endswith((".txt", ".in", ".toml", ".cfg", "setup.py", "Pipfile")):
                yield os.path.join(folder, name)


@contextmanager
def _without_collecting_garbage() -> Iterator[None]:
    """Syntax trees are freed when nobody has them; to look for cycles in them takes a third of the time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
