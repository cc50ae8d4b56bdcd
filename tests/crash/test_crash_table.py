"""Kill the shop with SIGKILL after each line of the crash table and start it again: it ends well, alone.

The table stands in docs/how-a-payment-travels.md; ``point`` is its first column.
"""

import pytest

from tests.rig.shelves import fill
from tests.rig.world import Person, World

# The dead worker's jobs are found when its lease of 5 s is over; the clock is moved instead of waiting.
_LEASE_OVER = 6.0


async def _restart(world: World) -> None:
    world.shop.move_clock(_LEASE_OVER)
    await world.open_shop()


async def _pay_and_receive(world: World, buyer: Person) -> str:
    await buyer.read("Bayar tepat")
    await world.pay((await world.wait_for_payment())["txn_id"])
    return await buyer.read("ini pesananmu")


@pytest.mark.parametrize("point", ["reserve commit", "create answered", "P2 commit", "QR sent"])
async def test_a_shop_that_dies_before_the_payment_still_sells(world: World, point: str) -> None:
    contents = await fill(world.shop.environment, "nf", units=2)
    buyer = await world.meet(7001)
    await world.open_shop(dies_at=point)

    await buyer.order("Netflix")
    await world.shop.die()
    await _restart(world)
    goods = await _pay_and_receive(world, buyer)

    assert contents[0] in goods
    assert contents[1] not in goods
    assert len(await world.payments()) == 1


@pytest.mark.parametrize("point", ["create sent"])
async def test_a_shop_that_dies_while_the_gateway_opens_the_invoice_finds_it_again(
    world: World, point: str
) -> None:
    contents = await fill(world.shop.environment, "nf", units=2)
    buyer = await world.meet(7001)
    await world.open_shop()
    await world.faults(gateway={"create_hang_after": True})

    await buyer.order("Netflix")
    await world.until(world.payments, what=point)
    await world.shop.kill()
    await world.faults(gateway={})
    await _restart(world)
    goods = await _pay_and_receive(world, buyer)

    assert contents[0] in goods
    assert len(await world.payments()) == 1


@pytest.mark.parametrize(
    "point", ["webhook received", "inbox stored", "inside settle", "settle commit", "goods sent"]
)
async def test_a_shop_that_dies_after_the_payment_delivers_the_same_goods(world: World, point: str) -> None:
    contents = await fill(world.shop.environment, "nf", units=2)
    buyer = await world.meet(7001)
    await world.open_shop(dies_at=point)
    await buyer.order("Netflix")
    await buyer.read("Bayar tepat")

    await world.pay((await world.wait_for_payment())["txn_id"])
    await world.shop.die()
    await _restart(world)
    times = 2 if point == "goods sent" else 1
    await world.until(lambda: _has_goods(buyer, times), what="goods")

    delivered = await _list_goods(buyer)
    assert all(contents[0] in text and contents[1] not in text for text in delivered)
    assert len(delivered) == times


@pytest.mark.parametrize("point", ["expiry commit"])
async def test_a_shop_that_dies_after_an_expiry_cancels_at_the_gateway(world: World, point: str) -> None:
    await fill(world.shop.environment, "nf", units=1)
    buyer = await world.meet(7001)
    await world.open_shop(dies_at=point)
    await buyer.order("Netflix")
    await buyer.read("Bayar tepat")

    world.shop.move_clock(18 * 60)
    await world.shop.die()
    await _restart(world)

    await buyer.read("pesanan ditutup")
    await world.until(lambda: _is_canceled(world), what="a cancelled payment")
    await buyer.say("🏷 Cek Stok")
    assert "Netflix: 1" in await buyer.read("Stok saat ini")


@pytest.mark.parametrize("point", ["cancel sent"])
async def test_a_shop_that_dies_after_cancelling_at_the_gateway_ends_cancelled(
    world: World, point: str
) -> None:
    await fill(world.shop.environment, "nf", units=1)
    buyer = await world.meet(7001)
    await world.open_shop(dies_at=point)
    await buyer.order("Netflix")
    await buyer.read("Bayar tepat")

    await buyer.tap("❌ Batalkan Pembelian")
    await world.shop.die()
    await _restart(world)

    await buyer.read("dibatalkan. Jangan bayar")
    await buyer.see_no_more("Bayar tepat")
    assert await _is_canceled(world)


async def _list_goods(buyer: Person) -> list[str]:
    return [text for text in await buyer.texts() if "ini pesananmu" in text]


async def _has_goods(buyer: Person, times: int) -> bool:
    return len(await _list_goods(buyer)) >= times


async def _is_canceled(world: World) -> bool:
    return bool((await world.payments())[0]["status"] == "canceled")
