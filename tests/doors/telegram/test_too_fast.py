"""Whoever does too much without a pause is told so and ignored for a while; the staff hears who it was."""

import pytest

from tests.doors.telegram.conftest import InnerWorld
from tests.rig.world import SELLER, Person


@pytest.fixture
async def buyer(world: InnerWorld) -> Person:
    world.shop.environment["ANTI_SPAM"] = "true"
    person = await world.meet(7001)
    await world.open_shop()
    # The shop's clock stands still, so that a busy machine makes no pauses of its own.
    world.shop.stop_clock()
    return person


async def say_at_once(person: Person, text: str, times: int) -> None:
    for _ in range(times):
        await person.say(text)


async def test_the_fifth_is_told_to_wait_and_more_are_met_with_silence(
    world: InnerWorld, buyer: Person
) -> None:
    await say_at_once(buyer, "/help", 8)

    await buyer.read("Pelan-pelan")
    world.shop.move_clock(2)
    await buyer.say("/terms")
    await buyer.read("Ketentuan")
    texts = await buyer.texts()
    assert sum("Cara Order" in text for text in texts) == 4
    assert sum("Pelan-pelan" in text for text in texts) == 1


async def test_taps_are_answered_even_when_they_are_ignored(world: InnerWorld, buyer: Person) -> None:
    await buyer.say("ℹ️ Informasi")
    await buyer.read("Nama: Wati")
    for _ in range(4):
        await buyer.tap("📒 Riwayat Saldo")
        world.shop.move_clock(0.5)
        await buyer.say("ℹ️ Informasi")

    await buyer.hear("Pelan-pelan")
    found = await world.call("GET", "/calls")
    assert sum(call["method"].lower() == "answercallbackquery" for call in found["calls"]) == 4


async def test_the_staff_hears_once_in_a_while_who_it_was(world: InnerWorld, buyer: Person) -> None:
    seller = await world.meet(SELLER, "Rina")
    await seller.say("/start")
    await seller.read("selamat datang")

    for _ in range(2):
        await say_at_once(buyer, "/help", 6)
        world.shop.move_clock(10)
    await seller.read("Wati (7001) mengetuk terlalu cepat")
    world.shop.move_clock(120)
    await say_at_once(buyer, "/help", 5)

    await seller.wait_for(lambda: _count(seller, "terlalu cepat", 2), what="a second alert")


@pytest.mark.usefixtures("buyer")
async def test_the_staff_may_be_as_fast_as_they_like(world: InnerWorld) -> None:
    seller = await world.meet(SELLER, "Rina")

    await say_at_once(seller, "/help", 10)
    await seller.say("/terms")

    await seller.read("Ketentuan")
    assert sum("Cara Order" in text for text in await seller.texts()) == 10


async def _count(person: Person, words: str, wanted: int) -> bool:
    return sum(words in text for text in person.read_so_far()) == wanted
