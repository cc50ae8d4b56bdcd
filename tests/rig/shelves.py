"""Fills a shop's shelves the way an import does, before the shop is started."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from auto_order.bootstrap.base import open_base
from auto_order.catalog import service as catalog
from auto_order.catalog.service import ProductFacts
from auto_order.kit.secret import Secret
from auto_order.settings import read_settings
from auto_order.stock import loading


async def fill(
    environment: Mapping[str, str],
    code: str,
    *,
    units: int = 0,
    contents: Sequence[str] = (),
    price: int = 45_000,
    name: str = "Netflix",
) -> list[str]:
    """Offer one product with so many units; give their contents, in the order they are sold in."""
    contents = list(contents) or [f"{code}-{number}@mail.test:<pass & {number}>" for number in range(units)]
    async with open_base(read_settings(environment, env_file=None)) as base, base.tx() as session:
        facts = ProductFacts(code=code, name=name, price=price, terms="Jangan ganti sandi.")
        product = await catalog.offer_product(session, facts, now=datetime.now(UTC))
        await loading.load(
            session,
            product_id=product.id,
            contents=[Secret(content) for content in contents],
            keyring=base.keyring,
            now=datetime.now(UTC),
        )
    return contents
