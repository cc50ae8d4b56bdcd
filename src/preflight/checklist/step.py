"""One line of the checklist, and what it found."""

from collections.abc import Sequence
from dataclasses import dataclass

from preflight.findings import Finding, Severity


@dataclass(frozen=True, slots=True)
class Step:
    """A step that was taken: what it says when all is well or not, and what it found."""

    name: str
    summary: str
    findings: Sequence[Finding] = ()
    notes: Sequence[str] = ()

    @property
    def errors(self) -> int:
        return sum(finding.severity is Severity.ERROR for finding in self.findings)
