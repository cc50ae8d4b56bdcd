"""The step that compiles every source, in the interpreter that would run it, and writes nothing."""

import json
from collections.abc import Iterator, Sequence

from preflight.caches.examine import Answer, Pair
from preflight.caches.scan import scan_tree
from preflight.caches.workers import Interpreter, Workers
from preflight.checklist.step import Step
from preflight.findings import Finding, Severity
from preflight.showing import show


def compile_everything(paths: Sequence[str], interpreter: Interpreter, *, jobs: int) -> Step:
    """Compile every source below the paths."""
    sources = dict.fromkeys(_list_sources(paths))
    with Workers(interpreter.python, count=jobs) as workers:
        findings = list(_tell(workers.ask("compile", (Pair(source, source) for source in sources))))
    broken = sum(finding.code == "syntax" for finding in findings)
    summary = f"{len(sources) - broken} of {len(sources)} sources compile for Python {interpreter.version}"
    return Step("Compilation", summary, findings)


def _list_sources(paths: Sequence[str]) -> Iterator[str]:
    for path in paths:
        for folder in scan_tree(path, natives=()):
            yield from (f"{folder.path}/{stem}.py" for stem in folder.sources)


def _tell(answers: Iterator[tuple[Pair, Answer]]) -> Iterator[Finding]:
    for pair, said in answers:
        path = show(pair.source)
        if said.word == "unreadable":
            yield Finding(path, 0, 0, "unreadable", f"{said.evidence}.")
        elif said.word == "syntax":
            line, column, text = json.loads(said.evidence)
            yield Finding(path, line, column if line else 0, "syntax", f"{text}.")
        elif said.word != "gone":
            message = "Whether it compiles is not known: the compiler gives up."
            yield Finding(path, 0, 0, "unverified", message, severity=Severity.WARNING)
