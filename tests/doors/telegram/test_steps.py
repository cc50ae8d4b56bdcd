"""An open step takes what it waits for, explains what it cannot take, and is left by everything else."""

import pytest

from tests.doors.telegram.conftest import InnerWorld
from tests.rig.shelves import fill
from tests.rig.world import Person, text_of
from tests.sandbox.pictures import png

_QUESTION = "Mau cari apa?"
_PICTURE = png()


@pytest.fixture
async def buyer(world: InnerWorld) -> Person:
    """Have somebody who is being asked what to search."""
    await fill(world.shop.environment, "nf", units=1)
    person = await world.meet(7001)
    await world.open_shop()
    await person.say("/cari")
    await person.read(_QUESTION)
    return person


async def test_what_is_typed_answers_the_step(buyer: Person) -> None:
    await buyer.say("flix")

    assert "Netflix" in await buyer.read("Hasil cari")
    await buyer.see_no_more(_QUESTION)


async def test_chatter_without_a_step_is_met_with_silence(buyer: Person) -> None:
    await buyer.say("flix")
    await buyer.read("Hasil cari")

    await buyer.say("netflix")
    await buyer.send_file("cat.png", _PICTURE)
    await buyer.say("/help")
    await buyer.read("Cara Order")

    assert len(await buyer.texts()) == 2


@pytest.mark.parametrize(
    ("key", "shown"),
    [
        ("🛍 Semua Produk", "Netflix"),
        ("🛍 All Products", "Netflix"),
        ("🏷 Cek Stok", "Stok saat ini"),
        ("1️⃣", "Netflix"),
        ("/start", "selamat datang"),
        ("/batal", "selamat datang"),
        ("batal", "Dibatalkan."),
        ("Batal", "Dibatalkan."),
        ("❌ Batal", "Dibatalkan."),
    ],
)
async def test_a_step_is_left_by_every_key_and_does_what_the_key_says(
    buyer: Person, key: str, shown: str
) -> None:
    await buyer.say(key)

    await buyer.read(shown)
    await buyer.see_no_more(_QUESTION)
    await buyer.say("flix")
    await buyer.say("/help")
    await buyer.read("Cara Order")
    assert not any("Hasil cari" in text for text in await buyer.texts())


async def test_the_button_leaves_the_step_in_place(buyer: Person) -> None:
    await buyer.tap("❌ Batal")

    await buyer.read("Netflix")
    assert await buyer.hear("Dibatalkan") == "Dibatalkan."
    await buyer.see_no_more(_QUESTION)
    assert len(await buyer.texts()) == 1


async def test_a_photo_for_a_text_is_explained_and_the_step_stays(buyer: Person) -> None:
    await buyer.send_file("cat.png", _PICTURE, kind="photo")

    assert _QUESTION in await buyer.read("adalah teks")
    assert len(await buyer.texts()) == 1
    await buyer.say("flix")
    await buyer.read("Hasil cari")
    await buyer.see_no_more(_QUESTION)


@pytest.mark.parametrize("typed", ["x" * 5_000, "🔥🔥", "<b>", "50.000"])
async def test_whatever_is_typed_is_answered(buyer: Person, typed: str) -> None:
    await buyer.say(typed)

    await buyer.read("Tidak ada produk dengan kata")


async def test_a_step_goes_on_after_a_restart(world: InnerWorld, buyer: Person) -> None:
    await world.shop.stop()
    await world.open_shop()

    await buyer.say("flix")

    await buyer.read("Hasil cari")
    await buyer.see_no_more(_QUESTION)


async def test_an_old_question_is_taken_away_and_the_open_one_stays(buyer: Person) -> None:
    first = await buyer.see(lambda message: _QUESTION in text_of(message), what="the question")
    await buyer.say("/cari")
    await buyer.see(lambda message: message["message_id"] > first["message_id"], what="another question")

    await buyer.say("flix")

    await buyer.read("Hasil cari")
