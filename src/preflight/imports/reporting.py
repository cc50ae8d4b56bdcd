"""One check of imports as a report: findings, counts, cycles and the verdict."""

from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

from preflight.findings import Report
from preflight.imports.checking import Check
from preflight.imports.cycles import list_cycles
from preflight.imports.problems import Code


def check_imports(paths: Sequence[Path], *, lists_cycles: bool = False) -> Report:
    """Check every file below the paths."""
    began = perf_counter()
    check = Check(paths)
    findings = check.run()
    codes = [reading.code for reading in check.readings.values()]
    cycles = list_cycles(check.machine.edges)
    in_harm = {
        name for problem in check.problems.values() if problem.code is Code.CYCLE for name in problem.chain
    }
    benign = [cycle for cycle in cycles if in_harm.isdisjoint(cycle)]
    counts = {
        "modules": len(codes),
        "exports": sum(len(code.bound) for code in codes),
        "imports": sum(code.imports for code in codes),
        "harmful cycles": len({problem.chain for problem in check.problems.values() if problem.chain}),
        "benign cycles": len(benign),
        "seconds": round(perf_counter() - began, 2),
    }
    notes = [f"benign cycle: {' → '.join([*cycle, cycle[0]])}" for cycle in benign] if lists_cycles else []
    return Report(
        "imports",
        findings,
        counts,
        notes=notes,
        clean_verdict="Every import is found.",
        failed_verdict="Some imports fail.",
    )
