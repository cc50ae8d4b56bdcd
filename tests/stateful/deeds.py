"""Everything that people and the outside world can do to the shop, with something picked from what is there.

A deed gives what came of it in a word, None when there was nothing to do it with. What the shop declines is
declined: a Refusal is as good an outcome as any.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, TypeVar

from sqlalchemy import Select, select

from auto_order.audit.actor import staff
from auto_order.carts import service as carts
from auto_order.carts.service import Wanted
from auto_order.catalog import editing
from auto_order.catalog.editing import Field
from auto_order.customers.service import CustomerCard
from auto_order.delivery import replacing
from auto_order.delivery import service as delivery
from auto_order.kit.secret import Secret
from auto_order.ledger import service as ledger
from auto_order.orders import placing
from auto_order.orders.models import Order, OrderStatus
from auto_order.payments import reviewing, topups
from auto_order.payments import service as payments
from auto_order.payments.by_hand import mark_paid
from auto_order.payments.gateways import BadWebhookError, PaymentState
from auto_order.payments.models import MANUAL, Payment, PaymentStatus
from auto_order.payments.rules import OPEN
from auto_order.refunds import service as refunds
from auto_order.refunds.models import Refund, RefundStatus, RefundWay
from auto_order.stock import keeping
from auto_order.stock.loading import NumberedContent
from auto_order.stock.models import StockItem, StockStatus
from auto_order.vouchers import managing
from auto_order.vouchers import service as vouchers
from auto_order.vouchers.managing import VoucherFacts
from auto_order.vouchers.models import VoucherKind
from auto_order.vouchers.rules import GuessLimits
from tests.factories import KEYRING
from tests.fakes.gateway import Transaction
from tests.rig.shop import SELLER
from tests.stateful.life import Life

RowT = TypeVar("RowT")
RINA = staff(SELLER)
Outcome = str | None
_WITH_GOODS = (OrderStatus.PAID, OrderStatus.FULFILLED)
_NOTE = "sudah dicek"
_QR_LIVES = timedelta(hours=24)


class Deeds:
    """The people and what they can do. ``pick`` chooses among what is there."""

    def __init__(self, life: Life) -> None:
        self.life = life
        self.buyers: list[CustomerCard] = []
        self.products: list[int] = []
        self._taps = 0

    async def open_doors(self) -> None:
        """Begin with three buyers, the first of them with money, and two products with few units."""
        for name in ("Wati", "Budi", "Sari"):
            self.buyers.append(await self.life.meet(name))
        for price, units in ((20_000, 2), (35_000, 1)):
            self.products.append((await self.life.offer(units=units, price=price)).id)
        await self._adjust(self.buyers[0], 60_000)

    # Buyers.

    async def fill_cart(self, buyer: int, product: int, quantity: int) -> Outcome:
        async with self.life.tx() as session:
            await carts.set_quantity(
                session,
                customer_id=self._buyer(buyer).id,
                product_id=_pick(self.products, product),
                quantity=quantity,
                now=self.life.clock(),
            )
        return "filled"

    async def buy_by_qris(self, buyer: int, product: int, quantity: int) -> Outcome:
        """Agree to what is shown and tap "pay": one product, or with quantity 0 the cart."""
        card = self._buyer(buyer)
        wanted, digest = await self._agree(card, product, quantity)
        async with self.life.tx() as session:
            started = await payments.checkout(
                session,
                customer_id=card.id,
                checkout=placing.one_product(wanted[0].product_id) if quantity else placing.CART,
                wanted=wanted,
                digest=digest,
                policy=self.life.policy,
                now=self.life.clock(),
            )
            if not started.is_new:
                await payments.show_again(
                    session, started.order, policy=self.life.policy, now=self.life.clock()
                )
        return "placed" if started.is_new else "shown again"

    async def buy_by_wallet(self, buyer: int, product: int, quantity: int, *, is_repeated: bool) -> Outcome:
        card = self._buyer(buyer)
        wanted, digest = await self._agree(card, product, quantity)
        if not is_repeated:
            self._taps += 1
        async with self.life.tx() as session:
            bought = await payments.pay_by_wallet(
                session,
                customer_id=card.id,
                wanted=wanted[0] if quantity else None,
                digest=digest,
                token=f"tap{self._taps}",
                now=self.life.clock(),
            )
        return "bought" if bought.is_new else "known"

    async def tap_cancel(self, pick: int) -> Outcome:
        order = await self._find(select(Order).where(Order.status == OrderStatus.AWAITING), pick)
        return None if order is None else str(await self.life.tap_cancel(order))

    async def tap_status(self, pick: int) -> Outcome:
        order = await self._find(select(Order).where(Order.status == OrderStatus.AWAITING), pick)
        if order is None:
            return None
        await self.life.tap_status(order)
        return "asked"

    async def ask_for_goods(self, pick: int) -> Outcome:
        order = await self._find(select(Order).where(Order.status.in_(_WITH_GOODS)), pick)
        if order is None:
            return None
        async with self.life.tx() as session:
            await delivery.resend(
                session, order_id=order.id, customer_id=order.customer_id, now=self.life.clock()
            )
        return "sent again"

    async def fill_wallet(self, buyer: int, *, is_by_hand: bool) -> Outcome:
        card, now = self._buyer(buyer), self.life.clock()
        async with self.life.tx() as session:
            if is_by_hand:
                limits = self.life.policy.topup_limits
                filling = await topups.state_transfer(
                    session, customer_id=card.id, amount=30_000, limits=limits, now=now
                )
            else:
                filling = await topups.begin(
                    session, customer_id=card.id, amount=25_000, policy=self.life.policy, now=now
                )
        return "begun" if filling.is_new else "open already"

    async def drop_topup(self, pick: int) -> Outcome:
        payment = await self._find(
            select(Payment).where(Payment.order_id.is_(None), Payment.status.in_(OPEN)), pick
        )
        if payment is None:
            return None
        async with self.life.tx() as session:
            dropped = await topups.request_cancel(
                session,
                payment_id=payment.id,
                customer_id=payment.customer_id,
                now=self.life.clock(),
            )
        return str(dropped)

    async def try_voucher(self, buyer: int, code: str) -> Outcome:
        async with self.life.tx() as session:
            chosen = await vouchers.try_code(
                session,
                customer_id=self._buyer(buyer).id,
                code=code,
                limits=GuessLimits(),
                now=self.life.clock(),
            )
        return "chosen" if chosen else "not usable"

    async def block_shop(self, buyer: int) -> Outcome:
        self.life.notifier.unreachable.add(self._buyer(buyer).telegram_id)
        return "blocked"

    async def come_back(self, buyer: int) -> Outcome:
        card = self._buyer(buyer)
        self.life.notifier.unreachable.discard(card.telegram_id)
        async with self.life.tx() as session:
            await delivery.resume_blocked(session, customer_id=card.id, now=self.life.clock())
        return "back"

    # Payers and the gateway.

    async def pay(self, pick: int, *, webhooks: int) -> Outcome:
        """Pay one that can be paid: also one that was just cancelled, whose QR is still on a screen."""
        found = self.list_payable()
        if not found:
            return None
        transaction = _pick(found, pick)
        self.life.gateway.pay(transaction.txn_id)
        for _ in range(webhooks):
            await self.life.hear_webhook(transaction.txn_id)
        return f"{webhooks} webhooks"

    async def pay_oddly(self, pick: int, how: str) -> Outcome:
        """Pay something else than what was asked for; the gateway says so."""
        found = self.list_payable()
        if not found:
            return None
        transaction = _pick(found, pick)
        self.life.gateway.pay(transaction.txn_id)
        self.life.gateway.oddities[transaction.txn_id] = how
        await self.life.hear_webhook(transaction.txn_id)
        return how

    async def cancel_at_gateway(self, pick: int) -> Outcome:
        found = [one for one in self._transactions() if one.state is PaymentState.PENDING]
        if not found:
            return None
        self.life.gateway.cancel_there(_pick(found, pick).txn_id)
        return "cancelled"

    async def send_webhook(self, pick: int, event: int, *, reference_of: int | None) -> Outcome:
        """Claim something with the right secret: true or not, again or not, mixed up or not."""
        found = self._transactions()
        if not found:
            return None
        reference = None if reference_of is None else _pick(found, reference_of).reference
        await self.life.hear_webhook(_pick(found, pick).txn_id, event=f"e{event}", reference=reference)
        return "true" if reference_of is None else "mixed up"

    async def forge_webhook(self, pick: int) -> Outcome:
        found = self._transactions()
        if not found:
            return None
        txn_id = _pick(found, pick).txn_id
        headers, body = self.life.gateway.write_webhook(txn_id, event="forged", secret="guessed")
        try:
            self.life.gateway.read_webhook(headers=headers, body=body)
        except BadWebhookError:
            return "not trusted"
        raise AssertionError("a forged webhook was believed")

    # The staff.

    async def load_units(self, product: int, quantity: int) -> Outcome:
        self._taps += 1
        lines = [
            NumberedContent(number, Secret(f"unit-{self._taps}-{number}"))
            for number in range(1, quantity + 1)
        ]
        async with self.life.tx() as session:
            await keeping.add_units(
                session,
                product_id=_pick(self.products, product),
                lines=lines,
                keyring=KEYRING,
                by=RINA,
                now=self.life.clock(),
            )
        return "loaded"

    async def take_unit_out(self, pick: int) -> Outcome:
        unit = await self._find(select(StockItem).where(StockItem.status == StockStatus.FREE), pick)
        if unit is None:
            return None
        async with self.life.tx() as session:
            await keeping.remove_unit(
                session, product_id=unit.product_id, unit_id=unit.id, by=RINA, now=self.life.clock()
            )
        return "taken out"

    async def change_price(self, product: int, price: int) -> Outcome:
        async with self.life.tx() as session:
            await editing.change_product(
                session, _pick(self.products, product), Field.PRICE, price, by=RINA, now=self.life.clock()
            )
        return "changed"

    async def archive(self, product: int, *, is_archived: bool) -> Outcome:
        async with self.life.tx() as session:
            await editing.set_archived(
                session,
                _pick(self.products, product),
                is_archived=is_archived,
                by=RINA,
                now=self.life.clock(),
            )
        return "archived" if is_archived else "restored"

    async def make_voucher(self, code: str, value: int, *, uses: int) -> Outcome:
        facts = VoucherFacts(
            code=code, kind=VoucherKind.PERCENT, value=value, uses_in_total=uses, uses_per_customer=1
        )
        async with self.life.tx() as session:
            await managing.create(session, facts, by=RINA, now=self.life.clock())
        return "made"

    async def adjust_wallet(self, buyer: int, amount: int) -> Outcome:
        await self._adjust(self._buyer(buyer), amount)
        return "adjusted"

    async def decide_transfer(self, pick: int, *, is_there: bool) -> Outcome:
        wanted = select(Payment).where(Payment.gateway == MANUAL, Payment.status == PaymentStatus.PENDING)
        payment = await self._find(wanted, pick)
        if payment is None:
            return None
        decide = topups.confirm_transfer if is_there else topups.reject_transfer
        async with self.life.tx() as session:
            await decide(session, payment_id=payment.id, note=_NOTE, by=RINA, now=self.life.clock())
        return "confirmed" if is_there else "rejected"

    async def decide_review(self, pick: int, how: str) -> Outcome:
        payment = await self._find(select(Payment).where(Payment.status == PaymentStatus.REVIEW), pick)
        if payment is None:
            return None
        verb = getattr(reviewing, how)
        async with self.life.tx() as session:
            await verb(session, payment_id=payment.id, note=_NOTE, by=RINA, now=self.life.clock())
        return how

    async def take_as_paid(self, pick: int) -> Outcome:
        order = await self._find(select(Order).where(Order.status.not_in(_WITH_GOODS)), pick)
        if order is None:
            return None
        async with self.life.tx() as session:
            await mark_paid(session, order_id=order.id, note=_NOTE, by=RINA, now=self.life.clock())
        return "taken as paid"

    async def refund(self, pick: int, share: int, way: RefundWay) -> Outcome:
        """Give an order's money back, all or a half or more than there is."""
        order = await self._find(select(Order).where(Order.status.in_(_WITH_GOODS)), pick)
        if order is None:
            return None
        async with self.life.tx() as session:
            await refunds.refund_order(
                session,
                order_id=order.id,
                amount=order.total * share // 2,
                way=way,
                reason=_NOTE,
                by=RINA,
                now=self.life.clock(),
            )
        return way

    async def send_refund(self, pick: int) -> Outcome:
        refund = await self._find(select(Refund).where(Refund.status == RefundStatus.DUE), pick)
        if refund is None:
            return None
        async with self.life.tx() as session:
            await refunds.mark_made(
                session, refund_id=refund.id, evidence=_NOTE, by=RINA, now=self.life.clock()
            )
        return "made"

    async def replace_unit(self, pick: int) -> Outcome:
        unit = await self._find(select(StockItem).where(StockItem.status == StockStatus.SOLD), pick)
        if unit is None:
            return None
        async with self.life.tx() as session:
            await replacing.replace_unit(
                session,
                order_id=int(unit.order_id or 0),
                item_id=unit.id,
                reason=_NOTE,
                by=RINA,
                now=self.life.clock(),
            )
        return "replaced"

    async def _adjust(self, buyer: CustomerCard, amount: int) -> None:
        async with self.life.tx() as session:
            await ledger.adjust(
                session, customer_id=buyer.id, amount=amount, reason=_NOTE, by=RINA, now=self.life.clock()
            )

    async def _agree(self, buyer: CustomerCard, product: int, quantity: int) -> tuple[Sequence[Wanted], str]:
        """See what is to be paid at this moment."""
        async with self.life.tx.reading() as session:
            wanted: Sequence[Wanted] = [Wanted(_pick(self.products, product), quantity)]
            if not quantity:
                wanted = await carts.list_cart(session, customer_id=buyer.id)
            quote = await placing.quote_for(session, wanted, customer_id=buyer.id, now=self.life.clock())
        return wanted, quote.digest

    async def _find(self, wanted: Select[RowT], pick: int) -> RowT | None:
        async with self.life.tx.reading() as session:
            table: Any = wanted.column_descriptions[0]["entity"]
            rows = (await session.scalars(wanted.order_by(table.id))).all()
        return _pick(rows, pick) if rows else None

    def _buyer(self, pick: int) -> CustomerCard:
        return _pick(self.buyers, pick)

    def _transactions(self) -> list[Transaction]:
        return list(self.life.gateway.transactions.values())

    def list_payable(self) -> list[Transaction]:
        """List what can be paid: what was on a screen, cancelled or not, within a day of its opening."""
        shown = {getattr(told.notice, "pay_url", None) for told in self.life.notifier.told}
        return [
            one
            for one in self._transactions()
            if one.state is not PaymentState.SETTLED
            and f"https://fake.test/{one.txn_id}" in shown
            and self.life.clock() < one.opened_at + _QR_LIVES
        ]


def _pick(things: Sequence[RowT], pick: int) -> RowT:
    return things[pick % len(things)]
