"""The rooms of a shop behind their doors: real services, tasks and queue; fakes for the outside world."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum

from sqlalchemy import select

from auto_order.bootstrap.base import Base
from auto_order.bootstrap.tasks import build_tasks
from auto_order.carts.service import Wanted
from auto_order.catalog.models import Product
from auto_order.customers.service import CustomerCard
from auto_order.db.engine import Database
from auto_order.db.session import Transactions
from auto_order.delivery.models import Delivery
from auto_order.jobs.registry import Tasks
from auto_order.ledger import service as ledger
from auto_order.notifications.notices import StaffProblem
from auto_order.orders import placing
from auto_order.orders.models import Order, OrderStatus
from auto_order.payments import service as payments
from auto_order.payments.models import Payment
from auto_order.payments.policy import PaymentPolicy
from auto_order.settings import read_settings
from auto_order.stock.models import StockItem, StockStatus
from tests.factories import INVOICE_TIME, KEYRING, make_customer, make_product
from tests.fakes.files import FakeFiles
from tests.fakes.gateway import FakeGateway
from tests.fakes.mailer import FakeMailer
from tests.fakes.notifier import FakeNotifier
from tests.rig.clock import Clock
from tests.rig.inspecting import find_differences
from tests.rig.invariants import find_broken
from tests.rig.works import Works

SELLER, OWNER = 2001, 3001
GRACE = timedelta(seconds=120)
# Within it everything is retried that failed the first two times.
_STORM = timedelta(seconds=25)


class Fate(StrEnum):
    """How the day goes. Whatever it is, the end must be the same."""

    CALM = "calm"
    TWICE = "twice"  # every promise is kept twice, every webhook comes twice
    CRASH = "crash"  # every worker dies once, after the world has heard it and before it is written down
    DOWN = "down"  # the gateway fails twice at everything: before it acts, then after


@dataclass
class Shop:
    """A shop on a database, with a clock that stands still."""

    database: Database
    clock: Clock
    fate: Fate = Fate.CALM

    def __post_init__(self) -> None:
        self.tx = Transactions(self.database)
        self.gateway = FakeGateway(self.clock)
        self.notifier, self.owners = FakeNotifier(), FakeNotifier()
        self.files = FakeFiles()
        self.mailer = FakeMailer()
        self.policy = PaymentPolicy(
            gateway=self.gateway,
            invoice_time=INVOICE_TIME,
            grace=GRACE,
            most_open_orders=3,
            is_fee_on_buyer=False,
        )
        self.hire()

    def hire(self) -> None:
        """Put a worker in place, as at a start of the process, under the policy as it is now."""
        self.works = Works(
            self.database,
            self.build_tasks(),
            self.clock,
            has_crashes=self.fate is Fate.CRASH,
            has_repeats=self.fate is Fate.TWICE,
        )

    def build_tasks(self) -> Tasks:
        """Give the table of tasks, which keep their promises to the outside world of this test."""
        given = {
            "TELEGRAM_ADMIN_IDS": str(SELLER),
            "TELEGRAM_OWNER_IDS": str(OWNER),
            # The clock stands still: whatever anybody does, they do it at once.
            "ANTI_SPAM": "false",
        }
        settings = read_settings(given, env_file=None, needs_bot=False)
        self.gateway.is_shaky = self.fate is Fate.DOWN
        self.base = Base(settings, self.database, self.tx, KEYRING, self.clock)
        return build_tasks(
            self.base,
            notifier=self.notifier,
            owner_notifier=self.owners,
            files=self.files,
            mailer=self.mailer,
            policy=self.policy,
        )

    def meet_fate(self, fate: Fate) -> None:
        """Have another kind of day from now on."""
        self.fate = fate
        self.hire()

    def change_policy(self, **changes: object) -> None:
        self.policy = replace(self.policy, **changes)  # type: ignore[arg-type]  # each test gives what fits
        self.hire()

    # What happens.

    async def meet(self, name: str = "Wati", *, language: str = "id") -> CustomerCard:
        async with self.tx() as session:
            return await make_customer(session, name=name, language=language, now=self.clock())

    async def offer(self, *, units: int = 1, price: int = 45_000, name: str = "Netflix") -> Product:
        async with self.tx() as session:
            return await make_product(session, units=units, price=price, name=name)

    async def place(
        self, buyer: CustomerCard, *products: Product, quantity: int = 1, checkout: str | None = None
    ) -> Order:
        """Have a buyer agree and tap "pay": the transaction of P1, and no work yet."""
        wanted = [Wanted(product.id, quantity) for product in products]
        default = placing.one_product(products[0].id) if len(products) == 1 else placing.CART
        async with self.tx() as session:
            started = await payments.checkout(
                session,
                customer_id=buyer.id,
                checkout=checkout or default,
                wanted=wanted,
                digest=(await placing.quote(session, wanted)).digest,
                policy=self.policy,
                now=self.clock(),
            )
        return started.order

    async def order(self, buyer: CustomerCard, *products: Product, quantity: int = 1) -> Order:
        """Place an order and have its QR shown."""
        order = await self.place(buyer, *products, quantity=quantity)
        await self.work()
        return order

    async def work(self) -> None:
        """Do what is due, and on a bad day what is due soon: that is when things are tried again."""
        await self.works.work()
        if self.fate in (Fate.CRASH, Fate.DOWN):
            await self.works.work_until(self.clock() + _STORM)

    async def wait(self, **parts: float) -> None:
        """Let time pass, doing every job at its moment."""
        await self.works.work_until(self.clock() + timedelta(**parts))

    async def skip(self, **parts: float) -> None:
        """Let time pass in which nobody works, as when the process is away, and then do what is due."""
        self.clock.move(**parts)
        await self.work()

    async def hear_webhook(self, txn_id: str, *, event: str = "e1", reference: str | None = None) -> None:
        """Have the gateway report a transaction; on some days twice."""
        headers, body = self.gateway.write_webhook(txn_id, event=event, reference=reference)
        claim = self.gateway.read_webhook(headers=headers, body=body)
        for _ in range(2 if self.fate is Fate.TWICE else 1):
            async with self.tx() as session:
                await payments.receive_event(
                    session, gateway=self.gateway.name, claim=claim, now=self.clock()
                )

    async def pay(self, order: Order) -> None:
        """Have the payer pay what was shown, the gateway report it, and the shop act on it."""
        txn_id = (await self.payment(order)).txn_id
        assert txn_id is not None
        self.gateway.pay(txn_id)
        await self.hear_webhook(txn_id)
        await self.work()

    async def tap_cancel(self, order: Order) -> bool:
        async with self.tx() as session:
            return await payments.request_cancel(
                session, order_id=order.id, customer_id=order.customer_id, now=self.clock()
            )

    async def tap_status(self, order: Order) -> Payment | None:
        async with self.tx() as session:
            return await payments.request_check(
                session, order_id=order.id, customer_id=order.customer_id, now=self.clock()
            )

    # What is true now.

    async def payments(self, order: Order) -> Sequence[Payment]:
        """List the attempts to pay an order, the first one first."""
        async with self.tx.reading() as session:
            rows = await session.scalars(
                select(Payment).where(Payment.order_id == order.id).order_by(Payment.id)
            )
            return rows.all()

    async def payment(self, order: Order) -> Payment:
        return (await self.payments(order))[-1]

    async def status(self, order: Order) -> OrderStatus:
        async with self.tx.reading() as session:
            return (await session.get_one(Order, order.id)).status

    async def units(self, product: Product) -> Counter[str]:
        """Count a product's units by their status."""
        async with self.tx.reading() as session:
            rows = await session.scalars(select(StockItem.status).where(StockItem.product_id == product.id))
            return Counter(StockStatus(status).value for status in rows)

    async def delivery(self, order: Order) -> Delivery | None:
        async with self.tx.reading() as session:
            found: Delivery | None = await session.scalar(
                select(Delivery).where(Delivery.order_id == order.id)
            )
            return found

    async def account(self, name: str) -> int:
        async with self.tx.reading() as session:
            return await ledger.sum_account(session, name)

    async def wallet(self, buyer: CustomerCard) -> int:
        async with self.tx.reading() as session:
            return await ledger.find_balance(session, customer_id=buyer.id)

    def problems(self) -> Sequence[str]:
        """List which problems the staff was told of."""
        return [notice.problem for notice in self.notifier.heard(SELLER, StaffProblem)]

    async def find_broken(self) -> Sequence[str]:
        """Say what is wrong by the rules of the tests."""
        async with self.tx.reading() as session:
            return await find_broken(session)

    async def audit(self) -> Sequence[str]:
        """Say what is wrong by these rules and by those of ``auto-order audit``."""
        async with self.tx.reading() as session:
            return [*await find_broken(session), *await find_differences(session, now=self.clock())]
