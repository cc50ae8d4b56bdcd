"""📣 Broadcast: seen first, sent to many, held, gone on with and reported, by tapping."""

from collections.abc import Sequence

import pytest

from tests.doors.telegram.conftest import InnerWorld
from tests.rig.only import on_sqlite
from tests.rig.world import Person, text_of
from tests.sandbox.pictures import png

_NEWS = "Promo akhir tahun!"


@pytest.fixture
async def readers(world: InnerWorld, seller: Person) -> Sequence[Person]:
    """Have people who know the shop, and the seller at the question for the message."""
    found = [await world.meet(7000 + number, f"Wati {number}") for number in range(20)]
    for reader in found:
        await reader.say("/start")
    await found[-1].read("selamat datang")
    await seller.tap("📣 Broadcast")
    await seller.tap("➕ Tulis Broadcast")
    await seller.read("Kirim pesan yang mau disebar")
    return found


async def test_a_picture_reaches_everybody_who_can_be_reached_and_the_seller_hears_how_many(
    world: InnerWorld, seller: Person, readers: Sequence[Person]
) -> None:
    await world.call("POST", f"/chats/{readers[3].id}/block")
    await seller.send_file("promo.png", png(), kind="photo", caption=_NEWS)
    await seller.read("Begini pesannya sampai")
    preview = await seller.see(
        lambda message: text_of(message) == _NEWS and bool(message.get("photo")), what="the preview"
    )
    await seller.tap("👥 Semua (21)")
    await seller.read("Kirim ke 21 orang?")
    await seller.tap("📣 Kirim Sekarang")

    report = await seller.read("✅ selesai")

    assert preview["message_id"]
    assert "Sampai: 20" in report
    assert "Tidak bisa dihubungi: 1" in report
    for reader in (readers[0], readers[-1]):
        await reader.read(_NEWS)
        assert sum(_NEWS in text for text in await reader.texts()) == 1
    await world.call("POST", f"/chats/{readers[3].id}/unblock")
    assert _NEWS not in "".join(await readers[3].texts())


@on_sqlite
@pytest.mark.usefixtures("readers")
async def test_it_is_held_and_gone_on_with_and_ended_by_tapping(world: InnerWorld, seller: Person) -> None:
    await seller.say(_NEWS)
    await seller.read("Begini pesannya sampai")
    # Telegram takes none, so that there is time to tap.
    await world.faults(telegram=[{"fault": "429", "methods": ["copyMessage"], "retry_after": 30}])
    await seller.tap("👥 Semua (21)")
    await seller.tap("📣 Kirim Sekarang")
    await seller.tap("⏸ Jeda")
    await seller.read("⏸ dijeda")
    await seller.tap("▶️ Lanjutkan")
    await seller.read("🟢 sedang dikirim")
    await seller.tap("⏹ Hentikan")
    await seller.read("tidak akan menerimanya")
    await seller.tap("⏹ Hentikan")

    await seller.read("⏹ dihentikan")


@on_sqlite
@pytest.mark.usefixtures("readers")
async def test_a_draft_waits_for_its_author_and_is_thrown_away(world: InnerWorld, seller: Person) -> None:
    await seller.say(_NEWS)
    await seller.read("Begini pesannya sampai")
    await world.shop.stop()
    await world.open_shop()
    await seller.tap("🗑 Buang")
    await seller.hear("Dihentikan")

    await seller.tap("➕ Tulis Broadcast")
    await seller.read("Kirim pesan yang mau disebar")
