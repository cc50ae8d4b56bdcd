"""The checklist for people: a line a step, what failing entry points wrote, the verdict and its reasons."""

from argparse import Namespace
from collections.abc import Iterator, Sequence
from dataclasses import replace

from preflight.checklist.causes import Reason
from preflight.checklist.checking import Checklist
from preflight.checklist.entry_points import Start
from preflight.checklist.step import Step
from preflight.findings import Report, Severity
from preflight.options import take_baseline_away
from preflight.output import write_report
from preflight.output.text import Line, write_lines

_SAFE, _NOT_SAFE = "SAFE TO START", "NOT SAFE"
_OK, _WARN, _FAIL = ("[ ok ]", "green"), ("[warn]", "yellow"), ("[FAIL]", "bold red")
_SHOWN_PLACES = 10


def write(checklist: Checklist, args: Namespace) -> int:
    """Print as asked for and say the exit code."""
    report = take_baseline_away(make_report(checklist), args)
    reasons = [reason for reason in checklist.reasons if set(reason.findings) & set(report.findings)]
    if args.format == "text":
        write_lines(list(render(checklist, reasons, is_quiet=args.quiet)))
    else:
        report = replace(report, details=describe(checklist, reasons))
        write_report(report, form=args.format, is_quiet=args.quiet)
    return report.exit_code


def render(checklist: Checklist, reasons: Sequence[Reason], *, is_quiet: bool) -> Iterator[Line]:
    """Put the checklist into lines; when ``is_quiet``, only what speaks against a start."""
    if not is_quiet:
        for step in checklist.steps:
            yield from _render_step(step)
        yield []
    elif not reasons:
        return
    for start in checklist.starts:
        yield from _render_stderr(start)
    yield [(_NOT_SAFE, "bold red") if reasons else (_SAFE, "bold green")]
    for number, reason in enumerate(reasons, 1):
        yield from _render_reason(number, reason)


def _render_step(step: Step) -> Iterator[Line]:
    mark = _FAIL if step.errors else _WARN if step.findings else _OK
    yield [mark, (f" {step.name:<13}", "bold"), (step.summary, "")]
    yield from ([("       ", ""), (note, "dim")] for note in step.notes)
    for finding in step.findings:
        if finding.severity is Severity.WARNING:
            hint = f" → {finding.hint}" if finding.hint else ""
            yield [("       ", ""), (f"{finding.place}: {finding.message}{hint}", "yellow")]


def _render_stderr(start: Start) -> Iterator[Line]:
    if start.failure is None and start.failure_without is None:
        return
    how = "" if start.failure else " without the tree's bytecode"
    yield [(f"What the import of {start.entry}{how} wrote:", "bold")]
    yield from ([(f"  | {line}", "dim")] for line in start.stderr.splitlines())
    yield []


def _render_reason(number: int, reason: Reason) -> Iterator[Line]:
    first = reason.findings[0]
    yield [(f"{number}. ", "bold"), (f"{first.code}: ", "dim"), (first.message, "bold")]
    for finding in reason.findings[:_SHOWN_PLACES]:
        yield [("   ", ""), (finding.place, "cyan")]
    if len(reason.findings) > _SHOWN_PLACES:
        yield [(f"   … and {len(reason.findings) - _SHOWN_PLACES} more places", "")]
    if reason.stops:
        yield [("   stops ", ""), (", ".join(reason.stops), "bold")]
    if reason.proof:
        yield [(f"   {reason.proof}", "")]
    if first.hint:
        yield [("   → ", ""), (first.hint, "green")]


def make_report(checklist: Checklist) -> Report:
    """Put the checklist into a report, in which the findings have no order."""
    findings = checklist.findings
    counts = {"steps": len(checklist.steps), "seconds": round(checklist.seconds, 2)}
    return Report("all", findings, counts, clean_verdict=_SAFE, failed_verdict=_NOT_SAFE)


def describe(checklist: Checklist, reasons: Sequence[Reason]) -> dict[str, object]:
    """Put into values what programs want to know beside the findings."""
    return {
        "steps": [
            {"name": step.name, "errors": step.errors, "summary": step.summary, "notes": list(step.notes)}
            for step in checklist.steps
        ],
        "reasons": [
            {
                "code": reason.findings[0].code,
                "message": reason.findings[0].message,
                "places": [finding.place for finding in reason.findings],
                "stops": reason.stops,
                "proof": reason.proof,
                "hint": reason.findings[0].hint,
            }
            for reason in reasons
        ],
        "entry_points": [
            {
                "name": start.entry,
                "imports": start.failure is None,
                "failure": str(start.failure or ""),
                "stderr": start.stderr,
            }
            for start in checklist.starts
        ],
    }
