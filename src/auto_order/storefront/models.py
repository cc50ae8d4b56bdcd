"""Values that a storefront shows. It has no table of its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from auto_order.catalog.models import PriceStep, find_price, read_steps


class Sort(StrEnum):
    """The order of a product list."""

    SHELF = "s"  # as the seller arranged it
    NEWEST = "n"
    CHEAPEST = "c"
    BEST = "b"


class Offer(NamedTuple):
    """A product as it can be bought now. ``price`` is in rupiah; ``free`` and ``sold`` count units.

    ``photo`` is the door's own name of a picture; ``price_steps`` are as the product has them.
    """

    id: int
    code: str
    name: str
    description: str
    price: int
    category_id: int | None
    photo: str | None
    price_steps: str
    warranty_days: int
    free: int
    sold: int

    @property
    def steps(self) -> Sequence[PriceStep]:
        """The wholesale prices, by rising quantity."""
        return read_steps(self.price_steps)

    def price_for(self, quantity: int) -> int:
        """Say what one unit costs, in rupiah, when so many are bought at once."""
        return find_price(quantity, price=self.price, steps=self.steps)


class Shelf(NamedTuple):
    """A category that has something to buy in it."""

    id: int
    name: str


@dataclass(frozen=True)
class Place:
    """Which page of which list. ``category`` None is every category; pages count from 1."""

    category: int | None = None
    sort: Sort = Sort.SHELF
    page: int = 1
    search: str = ""


@dataclass(frozen=True)
class OfferPage:
    """Some offers of a list. ``place.page`` is the page that was found, the nearest to the one asked for."""

    place: Place
    offers: Sequence[Offer]
    pages: int
    total: int


class Figures(NamedTuple):
    """How many customers the shop has met and how many orders it has sold."""

    customers: int
    sales: int
