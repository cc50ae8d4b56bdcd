"""Reports that programs read: JSON, GitHub's workflow commands, SARIF 2.1.0."""

import json
from dataclasses import asdict
from typing import Any

from preflight.findings import Finding, Report, Severity

_SARIF = "https://json.schemastore.org/sarif-2.1.0.json"


def render_json(report: Report) -> str:
    """Write everything down, as one object."""
    content = {
        "version": 1,
        "command": report.command,
        "verdict": report.verdict,
        "exit_code": report.exit_code,
        "counts": {**report.counts, "errors": report.errors, "warnings": report.warnings},
        "findings": [
            {**asdict(finding), "fingerprint": finding.fingerprint} for finding in sorted(report.findings)
        ],
        "notes": list(report.notes),
        **report.details,
    }
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"


def render_github(report: Report) -> str:
    """Write one workflow command a finding, which GitHub shows beside the line."""
    return "".join(f"{_annotate(finding)}\n" for finding in sorted(report.findings))


def _annotate(finding: Finding) -> str:
    where = {"file": finding.path, "title": f"preflight: {finding.code}"}
    if finding.line:
        where |= {"line": str(finding.line), "col": str(finding.column)}
    places = ",".join(f"{key}={_escape(value, ':,')}" for key, value in where.items())
    text = f"{finding.message} {finding.hint}".strip()
    return f"::{finding.severity} {places}::{_escape(text)}"


def _escape(text: str, more: str = "") -> str:
    for character in "%\r\n" + more:
        text = text.replace(character, f"%{ord(character):02X}")
    return text


def render_sarif(report: Report) -> str:
    """Write a SARIF log with one run."""
    codes = sorted({finding.code for finding in report.findings})
    driver = {"name": "preflight", "rules": [{"id": code, "name": code} for code in codes]}
    run = {"tool": {"driver": driver}, "results": [_result(finding) for finding in sorted(report.findings)]}
    return (
        json.dumps({"$schema": _SARIF, "version": "2.1.0", "runs": [run]}, indent=1, ensure_ascii=False)
        + "\n"
    )


def _result(finding: Finding) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": {"uri": finding.path}}
    if finding.line:
        place["region"] = {"startLine": finding.line, "startColumn": finding.column}
    return {
        "ruleId": finding.code,
        "level": "error" if finding.severity is Severity.ERROR else "warning",
        "message": {"text": f"{finding.message} {finding.hint}".strip()},
        "locations": [{"physicalLocation": place}],
        "partialFingerprints": {"preflight/v1": finding.fingerprint},
    }
