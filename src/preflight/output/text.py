"""The report for people: findings by cause, counts, one verdict. Coloured on a terminal that has Rich."""

import sys
from collections.abc import Iterator

from preflight.findings import Finding, Report, Severity, group_by_cause

# A line is a list of pieces, each with a style that Rich knows or none.
Line = list[tuple[str, str]]

_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow"}
_SHOWN_OF_A_GROUP = 10


def write_text(report: Report, *, is_quiet: bool) -> None:
    """Print for people; when ``is_quiet``, findings only."""
    write_lines(list(render(report, is_quiet=is_quiet)))


def write_lines(lines: list[Line]) -> None:
    """Print lines, with colours on a terminal that has Rich."""
    if sys.stdout.isatty():
        try:
            _write_with_rich(lines)
        except ImportError:
            pass
        else:
            return
    sys.stdout.write("".join("".join(text for text, _style in line) + "\n" for line in lines))


def render(report: Report, *, is_quiet: bool) -> Iterator[Line]:
    """Put the report into lines."""
    for group in group_by_cause(report.findings):
        yield from _render_group(group)
        yield []
    if is_quiet:
        return
    yield from ([(note, "")] for note in report.notes)
    counts = {**report.counts, "errors": report.errors, "warnings": report.warnings}
    yield [(" · ".join(f"{value} {name}" for name, value in counts.items()), "dim")]
    yield [(report.verdict, "bold red" if report.errors else "bold green")]


def _render_group(group: list[Finding]) -> Iterator[Line]:
    """Say a cause once, and then every place it shows at."""
    first = group[0]
    yield [
        (first.severity.value, _STYLES[first.severity]),
        (f" {first.code}: ", "dim"),
        (first.message, "bold"),
    ]
    for finding in group[:_SHOWN_OF_A_GROUP]:
        yield [("  ", ""), (finding.place, "cyan")]
    if len(group) > _SHOWN_OF_A_GROUP:
        yield [(f"  … and {len(group) - _SHOWN_OF_A_GROUP} more places", "")]
    if first.hint:
        yield [("  → ", ""), (first.hint, "green")]


def _write_with_rich(lines: list[Line]) -> None:
    from rich.console import Console  # noqa: PLC0415 - it may not be installed
    from rich.text import Text  # noqa: PLC0415 - as above

    console = Console(highlight=False, soft_wrap=True)
    for line in lines:
        console.print(Text.assemble(*line))
