"""The wallet: paying from it, and what moved in it."""

from auto_order.carts.service import Wanted
from auto_order.ledger import service as ledger
from auto_order.ledger import statements
from auto_order.orders.models import OrderStatus
from auto_order.orders.rules import QuoteChanged
from auto_order.payments import service as payments
from auto_order.preferences.rules import check_open
from auto_order.telegram.buyer.checkout import WayOff, show_changed
from auto_order.telegram.callbacks import PayWallet, ShowMovements
from auto_order.telegram.screens import checkout as screens
from auto_order.telegram.screens import topup as topup_screens
from auto_order.telegram.visit import Answer, Visit

_PER_PAGE = 8


async def pay_wallet(visit: Visit, tap: PayWallet) -> Answer:
    """Buy what was agreed to with the money in the wallet; the goods arrive as a message of their own."""
    check_open(visit.shop.preferences, now=visit.now)
    if not visit.shop.preferences.takes_wallet:
        raise WayOff
    try:
        bought = await _buy(visit, tap)
    except QuoteChanged as changed:
        return await show_changed(visit, changed.quote, tap)
    if bought.order.status is OrderStatus.AWAITING:
        return Answer(screens.still_open(bought.order, visit.words))
    async with visit.shop.tx.reading() as session:
        balance = await ledger.find_balance(session, customer_id=visit.customer.id)
    return Answer(screens.paid_by_wallet(bought.order, balance=balance, words=visit.words))


async def _buy(visit: Visit, tap: PayWallet) -> payments.Bought:
    async with visit.shop.tx() as session:
        return await payments.pay_by_wallet(
            session,
            customer_id=visit.customer.id,
            wanted=Wanted(tap.product, tap.quantity) if tap.product else None,
            digest=tap.digest,
            token=tap.token,
            now=visit.now,
        )


async def show_movements(visit: Visit, tap: ShowMovements) -> Answer:
    """Show what moved in the wallet."""
    async with visit.shop.tx.reading() as session:
        balance = await ledger.find_balance(session, customer_id=visit.customer.id)
        found = await statements.list_movements(
            session, customer_id=visit.customer.id, page=tap.page, per_page=_PER_PAGE
        )
    return Answer(topup_screens.movements(found, balance=balance, words=visit.words))


async def open_movements(visit: Visit, _text: str) -> Answer:
    """Answer ``/saldo``."""
    return await show_movements(visit, ShowMovements())
