"""Values that a report consists of. Amounts in rupiah."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple


class Span(StrEnum):
    """Into what a report divides time."""

    DAY = "d"
    WEEK = "w"
    MONTH = "m"


class Stretch(NamedTuple):
    """From when to when, the end not included."""

    starts_at: datetime
    ends_at: datetime


class Figures(NamedTuple):
    """What happened in one stretch: orders placed and paid, what was paid, and who came first then."""

    placed: int = 0
    paid: int = 0
    revenue: int = 0
    newcomers: int = 0


class TopProduct(NamedTuple):
    """How much of a product was sold."""

    name: str
    units: int
    revenue: int


@dataclass(frozen=True)
class Report:
    """The figures of several stretches, the earliest first, and what sold best over all of them."""

    span: Span
    stretches: Sequence[tuple[Stretch, Figures]]
    top: Sequence[TopProduct]

    @property
    def total(self) -> Figures:
        """The figures of all stretches together."""
        columns = zip(*(figures for _stretch, figures in self.stretches), strict=True)
        return Figures(*(sum(column) for column in columns))
