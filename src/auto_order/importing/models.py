"""Values that a catalogue file is read into. There is no table of imports."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from auto_order.catalog.service import ProductFacts
from auto_order.importing.problems import Place
from auto_order.kit.secret import Secret
from auto_order.stock.loading import Duplicate


class Offered(NamedTuple):
    """A product that the file offers."""

    facts: ProductFacts
    place: Place


class Unit(NamedTuple):
    """A unit of a product that was offered before. Within one file the lines of a product's units rise."""

    code: str
    place: Place
    content: Secret


Piece = Offered | Unit


@dataclass(frozen=True)
class ProductReport:
    """What the import did with one product. ``duplicates`` are told by the file that they stand in."""

    code: str
    name: str
    price: int
    is_new: bool
    new_units: int
    duplicates: Sequence[tuple[str, Duplicate]]
