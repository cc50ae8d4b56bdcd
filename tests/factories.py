"""Makes what a test needs and does not want to talk about, in the caller's transaction."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import count

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
from auto_order.orders import placing
from auto_order.orders.models import Order
from auto_order.payments.models import Payment, PaymentStatus
from auto_order.stock import loading
from tests.rig.clock import NOW

KEYRING = Keyring([bytes(range(32))])
INVOICE_TIME = timedelta(minutes=15)

_numbers = count(1)


async def make_product(
    session: Session,
    *,
    code: str | None = None,
    name: str = "Netflix",
    price: int = 45_000,
    category: str | None = None,
    units: int = 0,
    now: datetime = NOW,
) -> Product:
    """Offer a product, with so many units in stock."""
    facts = ProductFacts(code=code or f"code-{next(_numbers)}", name=name, price=price, category=category)
    product = await catalog.offer_product(session, facts, now=now)
    if units:
        await load_units(session, product=product, quantity=units, now=now)
    return product


async def load_units(
    session: Session,
    *,
    product: Product,
    quantity: int = 1,
    contents: Sequence[str] | None = None,
    now: datetime = NOW,
) -> Sequence[str]:
    """Load units and give their contents, in the order they are sold in."""
    wanted = contents or [f"{product.code} unit {next(_numbers)}" for _ in range(quantity)]
    await loading.load(
        session,
        product_id=product.id,
        contents=[Secret(content) for content in wanted],
        keyring=KEYRING,
        now=now,
    )
    return wanted


async def make_customer(
    session: Session, *, name: str = "Wati", language: str = "id", now: datetime = NOW
) -> CustomerCard:
    """Meet somebody for the first time."""
    return await customers.meet(
        session, telegram_id=700_000 + next(_numbers), name=name, username=None, language=language, now=now
    )


async def make_order(
    session: Session,
    *,
    customer: CustomerCard,
    wanted: Sequence[Wanted],
    checkout: str = placing.CART,
    service_fee: int = 0,
    now: datetime = NOW,
) -> Order:
    """Place an order as a buyer does, without any payment; its units are held."""
    return await placing.place_order(
        session,
        customer_id=customer.id,
        checkout=checkout,
        agreed=await placing.quote(session, wanted),
        service_fee=service_fee,
        expires_at=now + INVOICE_TIME,
        now=now,
    )


async def make_payment(
    session: Session,
    *,
    order: Order,
    status: PaymentStatus = PaymentStatus.PENDING,
    attempt: int = 1,
    txn_id: str | None = None,
    gateway: str = "fake",
    now: datetime = NOW,
) -> Payment:
    """Write down an attempt to pay the order, as far as it has come; nothing is promised about it."""
    is_known = status not in (PaymentStatus.CREATING, PaymentStatus.FAILED)
    payment = Payment(
        order_id=order.id,
        customer_id=order.customer_id,
        gateway=gateway,
        reference=dated_code("PAY", on=now),
        attempt=attempt,
        status=status,
        currency="IDR",
        amount=order.total,
        txn_id=txn_id or (f"made-{next(_numbers)}" if is_known else None),
        created_at=now,
        shown_at=now if is_known else None,
        deadline=order.expires_at,
        failed_checks=0,
    )
    session.add(payment)
    await session.flush()
    return payment
