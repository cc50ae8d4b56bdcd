"""What must be true of the books and the shelves at any moment, whatever has happened."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import select

from auto_order.db.session import Session
from auto_order.ledger.models import LedgerTransfer, PostingKind, Wallet
from auto_order.ledger.rules import owner_of_wallet
from auto_order.orders.models import Order, OrderLine, OrderStatus
from auto_order.payments.models import Payment, PaymentStatus, ReviewCase, Use
from auto_order.stock.models import StockItem, StockStatus

_WITH_GOODS = (OrderStatus.PAID, OrderStatus.FULFILLED)
# What becomes of their units is a person's decision.
_PAID_BACK = (OrderStatus.REFUND_DUE, OrderStatus.REFUNDED)


async def find_broken(session: Session) -> Sequence[str]:
    """Say what is wrong; nothing when all is well."""
    orders = (await session.scalars(select(Order))).all()
    lines = (await session.scalars(select(OrderLine))).all()
    items = (await session.scalars(select(StockItem).where(StockItem.order_id.is_not(None)))).all()
    payments = (await session.scalars(select(Payment))).all()
    cases = {case.payment_id: case for case in await session.scalars(select(ReviewCase))}
    transfers = (await session.scalars(select(LedgerTransfer))).all()
    wallets = (await session.scalars(select(Wallet))).all()
    return [
        *_check_units(orders, lines, items),
        *_check_orders(orders, payments, transfers),
        *_check_postings(payments, cases, transfers),
        *_check_wallets(wallets, transfers),
    ]


def _check_units(
    orders: Sequence[Order], lines: Sequence[OrderLine], items: Sequence[StockItem]
) -> Iterator[str]:
    """I1: a unit is held or sold for one line of one order, and each line has exactly its number."""
    found = Counter(
        (item.order_line_id, item.product_id, item.status)
        for item in items
        # What was replaced is nobody's any more, and stays beside its successor.
        if item.status is not StockStatus.VOID
    )
    for order in orders:
        for line in (line for line in lines if line.order_id == order.id):
            held = found.pop((line.id, line.product_id, StockStatus.HELD), 0)
            sold = found.pop((line.id, line.product_id, StockStatus.SOLD), 0)
            due = line.quantity
            wanted = {OrderStatus.AWAITING: (due, 0)} | dict.fromkeys(_WITH_GOODS, (0, due))
            if order.status not in _PAID_BACK and (held, sold) != wanted.get(order.status, (0, 0)):
                yield f"{order.number} is {order.status} and has {held} held, {sold} sold of {due}"
    if found:
        yield f"units for nobody: {found}"


def _check_orders(
    orders: Sequence[Order], payments: Sequence[Payment], transfers: Sequence[LedgerTransfer]
) -> Iterator[str]:
    """I2, I4: goods only for one observed payment or one debit of a wallet, and never goods and a credit."""
    paying = Counter(payment.order_id for payment in payments if payment.used_for is Use.ORDER)
    paying += Counter(move.source for move in transfers if move.kind is PostingKind.PURCHASE)
    for order in (order for order in orders if order.total and order.status not in _PAID_BACK):
        if paying[order.id] != (order.status in _WITH_GOODS):
            yield f"{order.number} is {order.status} and is paid for {paying[order.id]} times"
    for payment in payments:
        if (payment.settled_at is not None) != (payment.status is PaymentStatus.SETTLED):
            yield f"{payment.reference} is {payment.status}, settled at {payment.settled_at}"


def _check_postings(
    payments: Sequence[Payment], cases: Mapping[int, ReviewCase], transfers: Sequence[LedgerTransfer]
) -> Iterator[str]:
    """I3: each payment that brought money has one posting over its amount, and no other has any."""
    heads = [move for move in transfers if move.kind is PostingKind.PAYMENT and move.leg == 0]
    postings = Counter(move.source for move in heads)
    amounts = {move.source: move.amount for move in heads}
    for payment in payments:
        posted, amount = postings[payment.id], amounts.get(payment.id)
        if payment.status is PaymentStatus.SETTLED:
            due = cases[payment.id].amount if payment.id in cases else payment.amount
            if (posted, amount) != (1, due):
                yield f"{payment.reference} is settled and has {posted} postings over {amount}"
        elif posted > (payment.status is PaymentStatus.REVIEW):
            yield f"{payment.reference} is {payment.status} and has {posted} postings"


def _check_wallets(wallets: Sequence[Wallet], transfers: Sequence[LedgerTransfer]) -> Iterator[str]:
    """I6: a wallet is the sum of its transfers and never below zero."""
    sums: Counter[int] = Counter()
    for move in transfers:
        for account, amount in ((move.credit_account, move.amount), (move.debit_account, -move.amount)):
            owner = owner_of_wallet(account)
            if owner is not None:
                sums[owner] += amount
    for wallet in wallets:
        if wallet.balance != sums.pop(wallet.customer_id, 0) or wallet.balance < 0:
            yield f"the wallet of {wallet.customer_id} says {wallet.balance}"
    if +sums:
        yield f"money in no wallet: {sums}"
