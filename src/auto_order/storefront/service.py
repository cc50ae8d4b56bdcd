"""Reading for the buyers' screens, shared and cached so that many who browse ask the database little."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, TypeVar

from auto_order.catalog import service as catalog
from auto_order.customers import service as customers
from auto_order.db.session import Transactions
from auto_order.kit.shared_read import SharedRead
from auto_order.orders import service as orders
from auto_order.stock import service as stock
from auto_order.storefront import repository
from auto_order.storefront.models import Figures, Offer, OfferPage, Place, Shelf

ValueT = TypeVar("ValueT")

# Another process may sell, load or count meanwhile. What matters is read again when an order is placed.
_STOCK_HOLDS = timedelta(seconds=1)
_COUNTS_HOLD = timedelta(seconds=10)
_FIGURES_HOLD = timedelta(minutes=1)
_MOST_KEPT = 2000


class Storefront:
    """Answers what can be bought now.

    One cheap read, shared by everyone who asks at the same time, tells whether the catalogue has changed in
    any process. Sales of this process are heard of at once, those of others within a second.
    """

    def __init__(self, tx: Transactions, clock: Callable[[], datetime]) -> None:
        self._tx = tx
        self._clock = clock
        self._kept: OrderedDict[Hashable, _Kept] = OrderedDict()
        self._revision = SharedRead(self._read_revision)
        self._sales = 0
        tx.changes(stock.TOPIC).listen(self._note_sale)

    async def list_offers(self, place: Place, *, per_page: int) -> OfferPage:
        """Give a page of a list; a page that does not exist becomes the nearest one."""
        total = await self._count(place)
        pages = max(1, -(-total // per_page))
        found = replace(place, page=min(max(place.page, 1), pages))

        async def fetch() -> Sequence[Offer]:
            async with self._tx.reading() as session:
                return await repository.list_offers(
                    session,
                    category=found.category,
                    search=found.search,
                    sort=found.sort,
                    offset=(found.page - 1) * per_page,
                    limit=per_page,
                )

        offers = await self._recall((found, per_page), fetch, holds=_STOCK_HOLDS, follows_sales=True)
        return OfferPage(found, offers, pages, total)

    async def find_offer(self, product_id: int) -> Offer | None:
        """Find a listed product, sold out or not."""

        async def fetch() -> Offer | None:
            async with self._tx.reading() as session:
                return await repository.find_offer(session, product_id)

        return await self._recall(product_id, fetch, holds=_STOCK_HOLDS, follows_sales=True)

    async def find_product_id(self, code: str) -> int | None:
        """Find the product that a deep link names."""
        async with self._tx.reading() as session:
            product = await catalog.find_product_by_code(session, code)
        return None if product is None else product.id

    async def list_shelves(self) -> Sequence[Shelf]:
        """List the categories in which something can be bought."""

        async def fetch() -> Sequence[Shelf]:
            async with self._tx.reading() as session:
                return await repository.list_shelves(session)

        return await self._recall("shelves", fetch, holds=_COUNTS_HOLD)

    async def count_figures(self) -> Figures:
        """Count customers and finished orders, as of at most a minute ago."""

        async def fetch() -> Figures:
            async with self._tx.reading() as session:
                return Figures(
                    customers=await customers.count_customers(session),
                    sales=await orders.count_finished(session),
                )

        return await self._recall("figures", fetch, holds=_FIGURES_HOLD)

    async def _count(self, place: Place) -> int:
        async def fetch() -> int:
            async with self._tx.reading() as session:
                return await repository.count_offers(session, category=place.category, search=place.search)

        return await self._recall(("total", place.category, place.search), fetch, holds=_COUNTS_HOLD)

    async def _recall(
        self,
        key: Hashable,
        fetch: Callable[[], Awaitable[ValueT]],
        *,
        holds: timedelta,
        follows_sales: bool = False,
    ) -> ValueT:
        revision = await self._revision.get()
        state = (revision, self._sales if follows_sales else 0)
        kept = self._keep(key)
        if not kept.is_good(state, self._clock()):
            async with kept.lock:
                # Whoever had the lock before may have read what is good for this one too.
                if not kept.is_good(state, self._clock()):
                    kept.value = await fetch()
                    kept.state = state
                    kept.until = self._clock() + holds
        value: ValueT = kept.value
        return value

    def _keep(self, key: Hashable) -> "_Kept":
        kept = self._kept.setdefault(key, _Kept())
        self._kept.move_to_end(key)
        while len(self._kept) > _MOST_KEPT:
            self._kept.popitem(last=False)
        return kept

    async def _read_revision(self) -> int:
        async with self._tx.reading() as session:
            return await catalog.find_revision(session)

    def _note_sale(self) -> None:
        self._sales += 1


class _Kept:
    """A value and how long it is good."""

    def __init__(self) -> None:
        self.lock = asyncio.Lock()
        self.value: Any = None
        self.state: tuple[int, int] | None = None
        self.until: datetime | None = None

    def is_good(self, state: tuple[int, int], now: datetime) -> bool:
        return self.state == state and self.until is not None and now < self.until
