"""Everybody at once: more buyers than units, and a gateway that says everything three times."""

import asyncio

import pytest

from tests.rig.crowd import hear_outcome, list_units, stand_before_the_payment
from tests.rig.shelves import fill
from tests.rig.world import World

_BUYERS = 200
_UNITS = 50


@pytest.mark.timeout(300)
async def test_200_buyers_racing_for_50_units_get_50_deliveries_and_150_plain_refusals(world: World) -> None:
    contents = await fill(world.shop.environment, "nf", units=_UNITS)
    buyers = [await world.meet(8000 + number, f"Pembeli {number}") for number in range(_BUYERS)]
    await world.open_shop()
    await asyncio.gather(*(stand_before_the_payment(buyer) for buyer in buyers))

    await asyncio.gather(*(buyer.tap("💠 QRIS") for buyer in buyers))
    outcomes = await asyncio.gather(*(hear_outcome(buyer) for buyer in buyers))
    payments = await world.payments()
    await asyncio.gather(*(world.pay(payment["txn_id"], webhooks=3) for payment in payments))
    lucky = [buyer for buyer, outcome in zip(buyers, outcomes, strict=True) if outcome == "qr"]
    await asyncio.gather(*(buyer.read("ini pesananmu") for buyer in lucky))

    delivered = [await list_units(buyer, contents) for buyer in buyers]
    assert outcomes.count("qr") == _UNITS
    assert outcomes.count("refused") == _BUYERS - _UNITS
    assert len(payments) == _UNITS
    assert sorted(unit for units in delivered for unit in units) == sorted(contents)
    assert all(len(units) <= 1 for units in delivered)
