"""Every button there is, tapped by somebody whom what it names does not belong to: nothing happens to it."""

from collections.abc import Iterator, Mapping
from enum import Enum
from inspect import isclass
from typing import Any

import pytest
from aiogram.filters.callback_data import CallbackData
from sqlalchemy import select

from auto_order.audit.actor import SYSTEM
from auto_order.carts import service as carts
from auto_order.customers.models import Customer
from auto_order.db.engine import Database
from auto_order.payments import topups
from auto_order.payments.models import Payment
from auto_order.staff import service as staff
from auto_order.staff.models import Permission
from auto_order.stock.models import StockItem
from auto_order.telegram.routes import Routes
from auto_order.telegram.staff_callbacks.orders import ShowAllOrders
from auto_order.telegram.staff_callbacks.stock import ShowStocks
from tests.factories import load_units
from tests.rig.clock import Clock
from tests.rig.front import TEXTS, Front
from tests.rig.shop import Shop
from tests.rig.snapshots import compare, take_snapshot

_BUTTONS = sorted(Routes(TEXTS).kinds, key=lambda kind: kind.__name__)
_STRANGER = 990_001
# What a stranger may bring about: rows of their own.
_OWN_TABLES = {"customers", "cart_lines", "payments", "jobs", "dialogs"}
_OWNED_TABLES = ("cart_lines", "payments")


@pytest.fixture
def shop(database: Database, clock: Clock) -> Shop:
    return Shop(database, clock)


class _Victim:
    """A buyer with an open order, goods, a cart and an open top-up, and all that is named by it."""

    def __init__(self, shop: Shop) -> None:
        self.shop = shop
        self.ids: dict[str, list[int]] = {}
        self.secrets: list[str] = []

    async def live(self) -> None:
        shop = self.shop
        buyer = await shop.meet("Korban")
        product = await shop.offer(units=0, name="Netflix")
        async with shop.tx() as session:
            self.secrets += await load_units(session, product.id, units=4)
        bought = await shop.order(buyer, product)
        await shop.pay(bought)
        open_one = await shop.order(buyer, product)
        async with shop.tx() as session:
            await carts.set_quantity(
                session, customer_id=buyer.id, product_id=product.id, quantity=1, now=shop.clock()
            )
        await self._top_up(buyer.id)
        async with shop.tx.reading() as session:
            payments = (await session.scalars(select(Payment.id))).all()
            items = (await session.scalars(select(StockItem.id))).all()
        self.secrets += [bought.number, open_one.number]
        self.ids = {
            "order": [bought.id, open_one.id],
            "payment": list(payments),
            "product": [product.id],
            "unit": list(items),
        }

    async def _top_up(self, customer_id: int) -> None:
        async with self.shop.tx() as session:
            await topups.begin(
                session,
                customer_id=customer_id,
                amount=50_000,
                policy=self.shop.policy,
                now=self.shop.clock(),
            )
        await self.shop.work()

    def press(self, kind: type[CallbackData]) -> Iterator[CallbackData]:
        """Make the button for each thing of the victim that it can name."""
        most = max((len(ids) for ids in self.ids.values()), default=1)
        for number in range(most):
            fields = kind.model_fields.items()
            yield kind(**{name: self._fill(name, field.annotation, number) for name, field in fields})

    def _fill(self, name: str, annotation: Any, number: int) -> Any:  # noqa: ANN401 - any field
        if name in self.ids:
            return self.ids[name][number % len(self.ids[name])]
        if isclass(annotation) and issubclass(annotation, Enum):
            return next(iter(annotation))
        values: Mapping[Any, Any] = {int: 1, str: "x", bool: True}
        return values.get(annotation, 1)


async def test_no_button_does_anything_to_what_belongs_to_somebody_else(shop: Shop) -> None:
    victim, front = _Victim(shop), Front(shop)
    await victim.live()
    await front.say(_STRANGER, "/start")
    async with shop.tx.reading() as session:
        stranger = await session.scalar(select(Customer.id).where(Customer.telegram_id == _STRANGER))
    before = await take_snapshot(shop.tx)

    for kind in _BUTTONS:
        for button in victim.press(kind):
            calls = await front.tap(_STRANGER, button)
            said = " ".join(str(call.values) for call in calls)

            assert any(call.method == "answerCallbackQuery" for call in calls), button
            assert not [secret for secret in victim.secrets if secret in said], button
            assert "gangguan" not in said, button

    touched, added = compare(before, await take_snapshot(shop.tx))
    assert not [row for row in touched if "jobs" not in row]
    assert set(added) <= _OWN_TABLES
    assert {row["customer_id"] for table in _OWNED_TABLES for row in added.get(table, ())} <= {stranger}
    assert not await shop.find_broken()


async def test_one_of_the_staff_does_what_they_may_and_nothing_else(shop: Shop) -> None:
    async with shop.tx() as session:
        await staff.set_permission(
            session,
            telegram_id=_STRANGER,
            name="Budi",
            permission=Permission.STOCK,
            is_granted=True,
            by=SYSTEM,
            now=shop.clock(),
        )
    front = Front(shop)

    allowed = await front.tap(_STRANGER, ShowStocks())
    denied = await front.tap(_STRANGER, ShowAllOrders())

    assert "tidak berlaku" not in " ".join(str(call.values) for call in allowed)
    assert "tidak berlaku" in " ".join(str(call.values) for call in denied)
