"""Many buyers in front of one product, who all tap "pay" at once."""

from collections.abc import Sequence

from tests.rig.world import Person


async def stand_before_the_payment(buyer: Person) -> None:
    """Go from the list to the question how to pay."""
    await buyer.say("🛍 Semua Produk")
    await buyer.tap("1️⃣")
    await buyer.tap("⚡ Beli Sekarang")
    await buyer.read("Pilih cara bayar")


async def hear_outcome(buyer: Person) -> str:
    """Wait for the QR or for the refusal, whichever it is: ``qr`` or ``refused``."""

    async def listen() -> str | None:
        if any("Bayar tepat" in text for text in buyer.read_so_far()):
            return "qr"
        return "refused" if any("Stok tidak cukup" in toast for toast in buyer.heard_so_far()) else None

    heard: str = await buyer.wait_for(listen, what="an outcome")
    return heard


async def list_units(buyer: Person, contents: Sequence[str]) -> Sequence[str]:
    """List which units the buyer was sent, once for each message that holds it."""
    return [unit for text in await buyer.texts() for unit in contents if unit in text.splitlines()]
