"""What a check found: findings, how they are grouped by cause, and the report that holds them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256


class Severity(StrEnum):
    """How bad it is. Only an error fails a run."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing that is wrong, at one place. Lines and columns count from 1; line 0 means the whole file."""

    path: str
    line: int
    column: int
    code: str
    message: str
    hint: str = ""
    severity: Severity = Severity.ERROR
    # Findings with one cause are shown together: a missing function imported in nine places is one.
    cause: str = ""

    @property
    def place(self) -> str:
        if not self.line:
            return self.path
        return f"{self.path}:{self.line}:{self.column}"

    @property
    def fingerprint(self) -> str:
        """Name the finding for a baseline: lines move when a file is edited, so they are left out."""
        return sha256(f"{self.code}\0{self.path}\0{self.message}".encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Report:
    """What a command has to say. ``counts`` are shown in their order."""

    command: str
    findings: Sequence[Finding]
    counts: Mapping[str, int | float | str] = field(default_factory=dict)
    # Plain lines shown before the verdict, such as benign cycles that were asked for.
    notes: Sequence[str] = ()
    clean_verdict: str = "CLEAN"
    failed_verdict: str = "NOT CLEAN"
    # What only programs want to know in full.
    details: Mapping[str, object] = field(default_factory=dict)

    @property
    def errors(self) -> int:
        return sum(finding.severity is Severity.ERROR for finding in self.findings)

    @property
    def warnings(self) -> int:
        return len(self.findings) - self.errors

    @property
    def verdict(self) -> str:
        return self.failed_verdict if self.errors else self.clean_verdict

    @property
    def exit_code(self) -> int:
        return 1 if self.errors else 0


def group_by_cause(findings: Iterable[Finding]) -> list[list[Finding]]:
    """Put findings of one cause together: errors first, then the causes with most findings."""
    groups: dict[tuple[str, str], list[Finding]] = {}
    for finding in sorted(findings):
        cause = finding.cause or f"{finding.place} {finding.message}"
        groups.setdefault((finding.code, cause), []).append(finding)
    return sorted(
        groups.values(), key=lambda group: (group[0].severity is not Severity.ERROR, -len(group), group[0])
    )
