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


async def count_answered_taps(world: InnerWorld) -> int:
    found = await world.call("GET", "/calls")
    return sum(call["method"].lower() == "answercallbackquery" for call in found["calls"])


async def test_the_fifth_is_told_to_wait_and_more_are_met_with_silence(
    world: InnerWorld, buyer: Person
) -> None:
    await buyer.say("ℹ️ Informasi")
    await say_at_once(buyer, "/help", 7)
    await buyer.read("Pelan-pelan")

    # A person's updates are answered in their order, and the end of a spinner is seen.
    await buyer.tap("🌐 Bahasa")
    await world.until(lambda: count_answered_taps(world), what="the end of a spinner")
    world.shop.move_clock(1.01)
    await buyer.say("/terms")

    await buyer.read("Ketentuan")
    texts = await buyer.texts()
    assert sum("Cara Order" in text for text in texts) == 3
    assert sum("Pelan-pelan" in text for text in texts) == 1
    assert not any("Pilih bahasa" in text for text in texts)


async def test_a_tap_too_many_is_told_so_in_a_box(world: InnerWorld, buyer: Person) -> None:
    await buyer.say("ℹ️ Informasi")
    for label in ("🌐 Bahasa", "⬅️ Kembali", "🌐 Bahasa", "⬅️ Kembali", "⬅️ Kembali"):
        await buyer.tap(label)

    await buyer.hear("Pelan-pelan")
    await world.until(lambda: _has_answered(world, 5), what="the end of every spinner")


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


async def _has_answered(world: InnerWorld, taps: int) -> bool:
    return await count_answered_taps(world) == taps
