"""What is inspected, and what was found. No table: inspecting leaves nothing behind."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple


class Check(NamedTuple):
    """Something that must be true of every row of ``table``; ``query`` lists the rows of which it is not.

    ``invariant`` is its number in docs/reliability.md.
    """

    name: str
    invariant: str
    says: str
    table: str
    query: str


class Finding(NamedTuple):
    """A row of which a check is not true. Numbers, references and amounts, never goods."""

    check: str
    subject: str
    detail: str


@dataclass
class Outcome:
    """What a check came to. ``examples`` are the first findings, so that a report stays small."""

    name: str
    invariant: str
    says: str
    rows: int = 0
    found: int = 0
    examples: list[Finding] = field(default_factory=list)

    def add(self, finding: Finding, *, most: int) -> None:
        """Count a finding, and keep it while fewer than ``most`` are kept."""
        self.found += 1
        if len(self.examples) < most:
            self.examples.append(finding)


@dataclass(frozen=True)
class Report:
    """Everything that was inspected."""

    outcomes: Sequence[Outcome]

    @property
    def found(self) -> int:
        return sum(outcome.found for outcome in self.outcomes)
