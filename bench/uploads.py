"""What loading a file of stock takes, seen from the seller's chat: `python -m bench.uploads [DATABASE_URL]`.

A whole shop beside the sandbox, a file of 100,000 lines of which 40 are there twice: read and shown, then
loaded, then a second one that is cancelled in the middle. `LINES=10000` makes it smaller.
"""

import asyncio
import os
import re
import sys
import tempfile
import time
from pathlib import Path

from sqlalchemy import make_url

from tests.rig.inner_shop import InnerShop
from tests.rig.shelves import fill
from tests.rig.world import SELLER, Person, World, open_inner_world, text_of

_LINES = int(os.environ.get("LINES", "100000"))
_TWICE = 40
_LIMIT_SECONDS = 20


def main() -> None:
    """Open the shop, load the file, print what it took."""
    with tempfile.TemporaryDirectory() as folder:
        url = sys.argv[1] if len(sys.argv) > 1 else f"sqlite+aiosqlite:///{folder}/shop.db"
        asyncio.run(_measure(url, Path(folder)))


async def _measure(url: str, folder: Path) -> None:
    async with open_inner_world(make_url(url), folder) as world:
        seller = await _open(world)
        seconds = await _load(world, seller)
        cancelled = await _cancel(seller)
    _say(f"{_LINES:,} lines: read, shown and loaded in {seconds:.1f} s, of {_LIMIT_SECONDS} s allowed")
    _say(f"cancelled while loading: {cancelled}")
    if seconds > _LIMIT_SECONDS:
        sys.exit(1)


async def _open(world: World[InnerShop]) -> Person:
    await fill(world.shop.environment, "nf")
    seller = await world.meet(SELLER, "Rina")
    await world.open_shop()
    await seller.say("⚙️ Admin Settings")
    await seller.tap("📦 Stok")
    await seller.tap("🔴 Netflix · 0")
    return seller


async def _load(world: World[InnerShop], seller: Person) -> float:
    lines = [f"user{number}@mail.test:pass{number}" for number in range(_LINES - _TWICE)]
    await _send(seller, "\n".join([*lines, *lines[:_TWICE]]))
    begun = time.monotonic()
    preview = await seller.read(f"Ganda: {_TWICE}")
    read = time.monotonic() - begun
    named = re.search(r"baris ([\d, ]+)", preview)
    assert named is not None
    assert named[1].startswith(f"{_LINES - _TWICE + 1}, ")
    await seller.tap(f"✅ Simpan {_group(_LINES - _TWICE)} isi")
    begun = time.monotonic()
    await seller.read("isi tersimpan")
    loaded = time.monotonic() - begun
    edits = await _count_edits(world)
    _say(f"read in {read:.1f} s, loaded in {loaded:.1f} s, one message edited {edits} times")
    await seller.tap("⬅️ Kembali")
    await seller.read(f"Tersedia: {_group(_LINES - _TWICE)}")
    return read + loaded


async def _cancel(seller: Person) -> str:
    await _send(seller, "\n".join(f"more{number}" for number in range(_LINES)))
    await seller.tap(f"✅ Simpan {_group(_LINES)} isi")
    await seller.see(lambda message: "Menyimpan" in text_of(message), what="the loading")
    await seller.tap("❌ Batal")
    await seller.read("tidak ada yang disimpan")
    await seller.tap("⬅️ Kembali")
    await seller.read(f"Tersedia: {_group(_LINES - _TWICE)}")
    return "nothing is left of it"


async def _send(seller: Person, content: str) -> None:
    await seller.tap("📋 Tambah Banyak / File")
    await seller.read("Tempel isinya")
    await seller.send_file("stok.txt", content.encode())


async def _count_edits(world: World[InnerShop]) -> int:
    found = await world.call("GET", "/calls")
    return sum(call["method"].lower() == "editmessagetext" for call in found["calls"])


def _group(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
