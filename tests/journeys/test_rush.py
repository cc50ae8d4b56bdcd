"""Everybody at once: more buyers than units, and a gateway that says everything three times."""

import asyncio
from collections.abc import Sequence

import pytest

from tests.rig.shelves import fill
from tests.rig.world import Person, World

_BUYERS = 200
_UNITS = 50


@pytest.mark.timeout(300)
async def test_200_buyers_racing_for_50_units_get_50_deliveries_and_150_plain_refusals(world: World) -> None:
    contents = await fill(world.shop.environment, "nf", units=_UNITS)
    buyers = [await world.meet(8000 + number, f"Pembeli {number}") for number in range(_BUYERS)]
    await world.open_shop()
    await asyncio.gather(*(_stand_before_the_payment(buyer) for buyer in buyers))

    await asyncio.gather(*(buyer.tap("💠 QRIS") for buyer in buyers))
    outcomes = await asyncio.gather(*(_hear(buyer) for buyer in buyers))
    payments = await world.payments()
    await asyncio.gather(*(world.pay(payment["txn_id"], webhooks=3) for payment in payments))
    lucky = [buyer for buyer, outcome in zip(buyers, outcomes, strict=True) if outcome == "qr"]
    await asyncio.gather(*(buyer.read("ini pesananmu") for buyer in lucky))

    delivered = [await _list_units(buyer, contents) for buyer in buyers]
    assert outcomes.count("qr") == _UNITS
    assert outcomes.count("refused") == _BUYERS - _UNITS
    assert len(payments) == _UNITS
    assert sorted(unit for units in delivered for unit in units) == sorted(contents)
    assert all(len(units) <= 1 for units in delivered)


async def _stand_before_the_payment(buyer: Person) -> None:
    await buyer.say("🛍 Semua Produk")
    await buyer.tap("1️⃣")
    await buyer.tap("⚡ Beli Sekarang")
    await buyer.read("Pilih cara bayar")


async def _hear(buyer: Person) -> str:
    """Wait for the QR or for the refusal, whichever it is."""

    async def listen() -> str | None:
        if any("Bayar tepat" in text for text in buyer.read_so_far()):
            return "qr"
        return "refused" if any("Stok tidak cukup" in toast for toast in buyer.heard_so_far()) else None

    heard: str = await buyer.wait_for(listen, what="an outcome")
    return heard


async def _list_units(buyer: Person, contents: Sequence[str]) -> Sequence[str]:
    """List which units the buyer was sent, once for each message that holds it."""
    return [unit for text in await buyer.texts() for unit in contents if unit in text.splitlines()]
