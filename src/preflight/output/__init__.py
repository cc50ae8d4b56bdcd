"""How a report is printed: for people, for machines, for GitHub and for SARIF viewers."""

import sys

from preflight.findings import Report

FORMATS = ("text", "json", "github", "sarif")


def write_report(report: Report, *, form: str, is_quiet: bool) -> None:
    """Print the report on standard output in one of ``FORMATS``."""
    if form == "text":
        from preflight.output.text import write_text  # noqa: PLC0415 - each run needs only one of them

        write_text(report, is_quiet=is_quiet)
        return

    from preflight.output import machine  # noqa: PLC0415 - as above

    render = {"json": machine.render_json, "github": machine.render_github, "sarif": machine.render_sarif}
    sys.stdout.write(render[form](report))
