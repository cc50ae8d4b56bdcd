"""The report of the last run, given again when nothing that it stood on has changed."""

import os
import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from preflight.findings import Finding, Report, Severity
from preflight.imports.caching.shelf import Shelf, digest_text, own_version
from preflight.imports.caching.stamps import are_current, take_stamps


def shelf_for(paths: Sequence[Path], *options: object) -> Shelf:
    """Name where the report of a check is kept: another folder, interpreter or option is another check."""
    wanted = [os.path.abspath(path) for path in paths]
    told = digest_text(
        own_version(), sys.executable, repr(sys.path), os.getcwd(), repr(wanted), repr(options)
    )
    return Shelf(f"report-{told}")


def recall(shelf: Shelf) -> Report | None:
    """Give the last report again if every file and folder that it stood on is as it was."""
    kept = shelf.load()
    if not kept or not are_current(kept["stamps"]):
        return None
    findings = [
        Finding(**{**values, "severity": Severity(values["severity"])}) for values in kept["findings"]
    ]
    return Report(findings=findings, **kept["report"])


def remember(shelf: Shelf, report: Report, files: Iterable[str], *, read_at: int) -> None:
    """Keep a report, unless something that it stands on has changed meanwhile, or only just before."""
    stamps = take_stamps(files, read_at=read_at)
    if stamps is None:
        return
    plain: dict[str, Any] = {
        "command": report.command,
        "counts": dict(report.counts),
        "notes": list(report.notes),
        "clean_verdict": report.clean_verdict,
        "failed_verdict": report.failed_verdict,
    }
    findings = [
        {**asdict(finding), "severity": finding.severity.value, "code": str(finding.code)}
        for finding in report.findings
    ]
    shelf.save({"stamps": stamps, "findings": findings, "report": plain})
