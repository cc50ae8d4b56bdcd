"""A broadcast to 10,000 people of the sandbox: `python -m bench.broadcast [READERS] [DATABASE_URL]`.

One in twenty has blocked the shop, Telegram says 429 now and then, the shop is killed twice with SIGKILL, and
something is sold meanwhile. It takes about seven minutes: 25 messages a second. Without an address it makes a
SQLite database in a folder that goes away after. It fails when somebody has the message twice, or is not
counted as what they are.
"""

import asyncio
import sys
import tempfile
from pathlib import Path

import aiohttp

from auto_order.db.engine import read_url
from auto_order_sandbox.options import Options
from auto_order_sandbox.running import running_sandbox
from tests.rig.broadcasting import Outcome, run_broadcast
from tests.rig.shop_process import ShopProcess
from tests.rig.world import World, environment_of

READERS, KILLS = 10_000, 2
_BUSY = {"probability": 0.002, "retry_after": 1}


def main() -> None:
    """Send it, and print what came of it."""
    readers = int(sys.argv[1]) if len(sys.argv) > 1 else READERS
    with tempfile.TemporaryDirectory() as folder:
        address = sys.argv[2] if len(sys.argv) > 2 else f"sqlite:///{folder}/shop.db"  # noqa: PLR2004 - the second word
        outcome = asyncio.run(_send(address, Path(folder), readers))
    _report(outcome)
    if outcome.find_wrong():
        sys.exit("\n".join(outcome.find_wrong()[:20]))


async def _send(address: str, folder: Path, readers: int) -> Outcome:
    async with running_sandbox(options=Options(port=0)) as base_url, aiohttp.ClientSession() as http:
        environment = environment_of(read_url(address), base_url, folder)
        shop = ShopProcess({**environment, "TELEGRAM_MESSAGES_PER_SECOND": "30"}, folder / "shop.log")
        world = World(base_url, http, shop)
        try:
            return await run_broadcast(world, readers=readers, kills=KILLS, busy=_BUSY)
        finally:
            await shop.stop()


def _report(outcome: Outcome) -> None:
    took = max(outcome.sent_at) - min(outcome.sent_at)
    lines = (
        f"{outcome.readers:,} people, {KILLS} SIGKILLs: {dict(outcome.statuses)}",
        f"{len(outcome.sent_at):,} messages in {took:.0f} s, {len(outcome.sent_at) / took:.2f} a second",
        f"at most {outcome.most_in_a_second} in any second",
        f"a sale meanwhile: goods {outcome.sale_seconds:.3f} s after the payment",
        f"twice, or counted as what they are not: {len(outcome.find_wrong())}",
    )
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
