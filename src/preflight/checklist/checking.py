"""The checklist from top to bottom."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from preflight.caches.kinds import Kind
from preflight.caches.report import Account, make_report
from preflight.caches.treatment import Orders, treat
from preflight.caches.workers import get_interpreter
from preflight.checklist.causes import Reason, find_reasons, tell_failure
from preflight.checklist.compilation import compile_everything
from preflight.checklist.entry_points import Start, Starter
from preflight.checklist.environment import ask_facts, check_environment
from preflight.checklist.settings import Settings
from preflight.checklist.step import Step
from preflight.findings import Finding
from preflight.imports.reporting import check_imports


@dataclass(frozen=True, slots=True)
class Checklist:
    """Everything that was checked, and the causes why it is not safe, the likeliest first."""

    steps: Sequence[Step]
    starts: Sequence[Start]
    reasons: Sequence[Reason]
    seconds: float

    @property
    def findings(self) -> list[Finding]:
        """All findings, each once: what does not compile is found by two steps."""
        return list(_take_once([finding for step in self.steps for finding in step.findings]).values())


def check_all(settings: Settings, orders: Orders) -> Checklist:
    """Go through the checklist. Only caches are ever changed, and only when that is asked for."""
    began = perf_counter()
    interpreter = get_interpreter(orders.python)
    environment = check_environment(settings, ask_facts(interpreter.python))
    account = treat(orders)
    caches = _tell_caches(account)
    compilation = compile_everything(settings.paths, interpreter, jobs=orders.jobs)
    imports = _check_imports(settings, orders)
    starter = Starter(settings, interpreter.python, _list_leftovers(account), bool(caches.errors))
    starts = list(starter.try_all())
    before = list(_take_once([*environment.findings, *compilation.findings, *imports.findings]).values())
    return Checklist(
        [environment, caches, compilation, imports, _tell_starts(starts)],
        starts,
        find_reasons([*before, *caches.findings], caches.findings, starts),
        perf_counter() - began,
    )


def _take_once(findings: Sequence[Finding]) -> dict[tuple[str, ...], Finding]:
    seen: dict[tuple[str, ...], Finding] = {}
    for finding in findings:
        text = "" if finding.code == "syntax" else finding.message
        seen.setdefault((finding.place.partition(":")[0], str(finding.line), finding.code, text), finding)
    return seen


def _tell_caches(account: Account) -> Step:
    report = make_report(account)
    counts = {name: count for name, count in report.counts.items() if name not in {"sources", "seconds"}}
    summary = ", ".join(f"{count} {name}" for name, count in counts.items())
    return Step("Caches", summary, report.findings, report.notes)


def _list_leftovers(account: Account) -> list[str]:
    return [path for path, found in account.diagnoses.items() if found.kind is Kind.LEFTOVER]


def _check_imports(settings: Settings, orders: Orders) -> Step:
    report = check_imports(
        [Path(os.path.relpath(path)) for path in settings.paths], jobs=orders.jobs, python=orders.python
    )
    counts = {name: count for name, count in report.counts.items() if name != "seconds"}
    summary = ", ".join(f"{count} {name}" for name, count in counts.items())
    return Step("Imports", f"{summary}, {report.errors} errors", report.findings)


def _tell_starts(starts: Sequence[Start]) -> Step:
    if not starts:
        return Step("Entry points", "none is named: [tool.preflight] entry-points in pyproject.toml does")
    works = sum(start.failure is None for start in starts)
    findings = [
        tell_failure(start.entry, failure, is_borrowed=start.failure is None)
        for start in starts
        for failure in (start.failure, start.failure_without)
        if failure
    ]
    return Step(
        "Entry points", f"{works} of {len(starts)} import in a clean process", list(dict.fromkeys(findings))
    )
