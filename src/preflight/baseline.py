"""A baseline lists findings that are known, so that only new ones fail a run."""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from preflight.errors import UsageError
from preflight.files import write_atomically
from preflight.findings import Finding, Report


def apply_baseline(report: Report, file: Path, *, update: bool) -> Report:
    """Leave out what the file lists; with ``update`` write what was found into it first."""
    if update:
        write_baseline(file, report.findings)
    known = read_baseline(file)
    left = [finding for finding in report.findings if finding.fingerprint not in known]
    counts = {**report.counts, "in the baseline": len(report.findings) - len(left)}
    return replace(report, findings=left, counts=counts)


def read_baseline(file: Path) -> frozenset[str]:
    """Read the fingerprints of a baseline, or say why it cannot be one."""
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
        return frozenset(entry["fingerprint"] for entry in content["findings"])
    except OSError as error:
        raise UsageError(f"the baseline {file} cannot be read: {error.strerror}") from error
    except (ValueError, KeyError, TypeError) as error:
        raise UsageError(
            f"{file} is no baseline; write one with --baseline {file} --update-baseline"
        ) from error


def write_baseline(file: Path, findings: Sequence[Finding]) -> None:
    """Write the findings down, one entry each, in an order that makes small diffs."""
    entries = [
        {
            "fingerprint": finding.fingerprint,
            "code": finding.code,
            "path": finding.path,
            "message": finding.message,
        }
        for finding in sorted(findings)
    ]
    content = json.dumps({"version": 1, "findings": entries}, indent=1, ensure_ascii=False)
    try:
        write_atomically(file, content.encode() + b"\n")
    except OSError as error:
        raise UsageError(f"the baseline {file} cannot be written: {error.strerror}") from error
