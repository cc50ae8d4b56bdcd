"""What was loaded is what arrives, to the last character, as a text or as a file."""

from collections.abc import Sequence

import pytest
from sqlalchemy import select

from auto_order.bootstrap.base import open_base
from auto_order.carts import service as carts
from auto_order.catalog import service as catalog
from auto_order.customers.models import Customer
from auto_order.settings import read_settings
from tests.doors.telegram.conftest import InnerWorld
from tests.factories import give_balance
from tests.rig.clock import NOW
from tests.rig.shelves import fill
from tests.rig.world import Message, Person, text_of

_PLAIN = [
    "user@mail.test:<b>pass</b> & \"quotes\" 'too'",
    "baris satu\n\n  baris tiga &amp; &lt;tag&gt;",
    "مفتاح: אבג123 \u200f!",
    "👩‍👩‍👧‍👦 🇮🇩 e\u0301 \U0001f511",
    "</pre></code>```_*[x](y)",
]
# What Telegram would change in a text: tabs, carriage returns, blanks at the ends, directions, marks.
_DELICATE = [
    "user\tpass\r\nsecond",
    "  blanks at the ends  ",
    "right\u202eto left\u202c",
    "line\u2028separator",
    "\u0333underlined",
    "x" * 5_000,
]
_LONG = [("satu kunci 🔑 <&> " * 3_000)[:49_999] + "."]
_MANY = [f"akun{number}@mail.test:<pass & {number}>" for number in range(500)]


@pytest.fixture
async def buyer(world: InnerWorld) -> Person:
    """Have products of each kind of content, and somebody with enough money."""
    for code, contents in (("plain", _PLAIN), ("delicate", _DELICATE), ("long", _LONG), ("many", _MANY)):
        await fill(world.shop.environment, code, contents=contents, price=100, name=code)
    world.shop.environment["PROTECT_GOODS"] = "true"
    person = await world.meet(7001)
    await world.open_shop()
    await person.say("/start")
    await person.read("selamat datang")
    return person


async def buy(world: InnerWorld, buyer: Person, code: str, quantity: int) -> None:
    """Put so many into the cart and pay from the wallet."""
    async with open_base(read_settings(world.shop.environment, env_file=None)) as base, base.tx() as session:
        product = await catalog.find_product_by_code(session, code)
        customer = await session.scalar(select(Customer.id).where(Customer.telegram_id == buyer.id))
        assert product is not None
        assert customer is not None
        await give_balance(session, customer, quantity * 100)
        await carts.set_quantity(
            session, customer_id=customer, product_id=product.id, quantity=quantity, now=NOW
        )
    await buyer.say("🛍 Semua Produk")
    await buyer.tap("🧺 Keranjang")
    await buyer.read(f"{code}\n{quantity} ×")
    await buyer.tap("💳 Lanjut ke Pembayaran")
    await buyer.tap(f"💼 Saldo (Rp {quantity * 100:,})".replace(",", "."))


async def receive_file(world: InnerWorld, buyer: Person, product: str) -> bytes:
    message = await buyer.see(
        lambda message: "document" in message and f"{product}:" in text_of(message),
        what=f"a file of {product}",
    )
    return await world.fetch(message["document"]["file_id"])


def read_blocks(message: Message) -> Sequence[str]:
    """Give what a tap on each block copies."""
    text = message["text"].encode("utf-16-le")
    return [
        text[2 * entity["offset"] : 2 * (entity["offset"] + entity["length"])].decode("utf-16-le")
        for entity in message["entities"]
        if entity["type"] == "pre"
    ]


async def test_every_content_arrives_as_it_was_loaded(world: InnerWorld, buyer: Person) -> None:
    await buy(world, buyer, "plain", len(_PLAIN))
    shown = await buyer.see(lambda message: "plain (5)" in text_of(message), what="the goods")
    assert read_blocks(shown) == _PLAIN
    assert shown["has_protected_content"]

    await buy(world, buyer, "delicate", len(_DELICATE))
    parts = [f"--- {number}/6 ---\n{content}\n" for number, content in enumerate(_DELICATE, start=1)]
    assert (await receive_file(world, buyer, "delicate")).decode() == "".join(parts)

    await buy(world, buyer, "long", 1)
    assert len(_LONG[0]) == 50_000
    assert (await receive_file(world, buyer, "long")).decode() == _LONG[0]

    await buy(world, buyer, "many", 500)
    assert (await receive_file(world, buyer, "many")).decode() == "\n".join(_MANY) + "\n"
