"""Makes what a test begins with: buyers, products with units on the shelf, money in a wallet."""

from itertools import count

from auto_order.audit.actor import SYSTEM
from auto_order.catalog import service as catalog
from auto_order.catalog.models import Product
from auto_order.catalog.service import ProductFacts
from auto_order.customers import service as customers
from auto_order.customers.service import CustomerCard
from auto_order.db.session import Session
from auto_order.kit.keyring import Keyring, generate_key
from auto_order.kit.secret import Secret
from auto_order.ledger import service as ledger
from auto_order.stock import loading
from tests.rig.clock import NOW

KEYRING = Keyring.read(generate_key())
_numbers = count(1)


async def make_customer(session: Session, *, name: str = "Budi", balance: int = 0) -> CustomerCard:
    """Meet a buyer who was never here before, with so much in the wallet."""
    buyer = await customers.meet(
        session, telegram_id=700_000 + next(_numbers), name=name, username=None, language="id", now=NOW
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
    category: str | None = None,
    warranty_days: int = 0,
) -> Product:
    """Offer a product that was never here before, with so many units."""
    number = next(_numbers)
    facts = ProductFacts(
        code=f"p{number}",
        name=f"Produk {number}",
        price=price,
        category=category,
        warranty_days=warranty_days,
    )
    product = await catalog.offer_product(session, facts, now=NOW)
    await load_units(session, product.id, units=units)
    return product


async def load_units(session: Session, product_id: int, *, units: int) -> list[str]:
    """Put units on a product's shelf; give their contents."""
    contents = [f"unit-{next(_numbers)}" for _ in range(units)]
    await loading.load(
        session,
        product_id=product_id,
        contents=[Secret(content) for content in contents],
        keyring=KEYRING,
        now=NOW,
    )
    return contents
