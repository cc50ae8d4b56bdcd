"""Makes what a test begins with and does not want to talk about, in the caller's transaction."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import count

from auto_order.audit.actor import SYSTEM
from auto_order.carts.service import Wanted
from auto_order.catalog import service as catalog
from auto_order.catalog.models import Product
from auto_order.catalog.service import ProductFacts
from auto_order.customers import service as customers
from auto_order.customers.service import CustomerCard
from auto_order.db.session import Session
from auto_order.kit.ids import dated_code
from auto_order.kit.keyring import Keyring
from auto_order.kit.secret import Secret
from auto_order.ledger import service as ledger
from auto_order.orders import placing
from auto_order.orders.models import Order
from auto_order.payments.models import Payment, PaymentStatus, Purpose
from auto_order.stock import loading
from tests.rig.clock import NOW

KEYRING = Keyring([bytes(range(32))])
INVOICE_TIME = timedelta(minutes=15)
_numbers = count(1)


async def make_customer(
    session: Session, *, name: str = "Budi", language: str = "id", balance: int = 0, now: datetime = NOW
) -> CustomerCard:
    """Meet a buyer who was never here before, with so much in the wallet."""
    buyer = await customers.meet(
        session, telegram_id=700_000 + next(_numbers), name=name, username=None, language=language, now=now
    )
    if balance:
        await give_balance(session, buyer.id, balance)
    return buyer


async def give_balance(session: Session, customer_id: int, amount: int) -> None:
    await ledger.adjust(
        session, customer_id=customer_id, amount=amount, reason="for a test", by=SYSTEM, now=NOW
    )


async def make_product(
    session: Session,
    *,
    units: int = 1,
    price: int = 45_000,
    name: str | None = None,
    category: str | None = None,
    warranty_days: int = 0,
) -> Product:
    """Offer a product that was never here before, with so many units."""
    number = next(_numbers)
    facts = ProductFacts(
        code=f"p{number}",
        name=name or f"Produk {number}",
        price=price,
        category=category,
        warranty_days=warranty_days,
    )
    product = await catalog.offer_product(session, facts, now=NOW)
    await load_units(session, product.id, units=units)
    return product


async def load_units(
    session: Session, product_id: int, *, units: int = 1, contents: Sequence[str] = ()
) -> Sequence[str]:
    """Put units on a product's shelf; give their contents, in the order they are sold in."""
    wanted = contents or [f"unit-{next(_numbers)}" for _ in range(units)]
    await loading.load(
        session,
        product_id=product_id,
        contents=[Secret(content) for content in wanted],
        keyring=KEYRING,
        now=NOW,
    )
    return wanted


async def make_order(
    session: Session,
    *,
    customer_id: int,
    wanted: Sequence[Wanted],
    checkout: str = placing.CART,
    now: datetime = NOW,
) -> Order:
    """Place an order as a buyer does, without any payment; its units are held."""
    return await placing.place_order(
        session,
        customer_id=customer_id,
        checkout=checkout,
        agreed=await placing.quote(session, wanted),
        service_fee=0,
        expires_at=now + INVOICE_TIME,
        now=now,
    )


async def make_payment(
    session: Session, *, order: Order, status: PaymentStatus = PaymentStatus.PENDING, now: datetime = NOW
) -> Payment:
    """Write down an attempt to pay the order, as far as it has come; nothing is promised about it."""
    is_known = status not in (PaymentStatus.CREATING, PaymentStatus.FAILED)
    payment = Payment(
        purpose=Purpose.ORDER,
        order_id=order.id,
        customer_id=order.customer_id,
        gateway="fake",
        reference=dated_code("PAY", on=now),
        attempt=1,
        status=status,
        currency="IDR",
        amount=order.total,
        txn_id=f"made-{next(_numbers)}" if is_known else None,
        created_at=now,
        shown_at=now if is_known else None,
        deadline=order.expires_at,
        failed_checks=0,
    )
    session.add(payment)
    await session.flush()
    return payment
