"""What `auto-order audit` takes over a big shop, in time and memory: `python -m bench.audit [DATABASE_URL]`.

Without an address it makes SQLite databases in a folder that goes away after. The second one has a quarter of
the rows: memory that does not grow with them is the same in both.
"""

import asyncio
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import text

from auto_order.audit import service as audit
from auto_order.audit.actor import SYSTEM
from auto_order.bootstrap.tables import load_tables
from auto_order.db.engine import open_database, read_url
from auto_order.db.migrate import upgrade
from auto_order.db.session import Transactions
from tests.rig.clock import NOW

USERS, ORDERS, UNITS, DEEDS = 100_000, 200_000, 1_000_000, 5_000
PRODUCTS = 50
# 120 bytes that look sealed, and 32 that are different for each unit.
_BYTES = {
    "sqlite": ("CAST(char(1) || hex(zeroblob(60)) AS BLOB)", "CAST(printf('%032d', i) AS BLOB)"),
    "postgresql": (
        "convert_to(chr(1) || repeat('0', 120), 'UTF8')",
        "convert_to(lpad(CAST(i AS TEXT), 32), 'UTF8')",
    ),
}


def main() -> None:
    """Make the shops, audit each, print what it took."""
    address = sys.argv[1] if len(sys.argv) > 1 else None
    with tempfile.TemporaryDirectory() as folder:
        for share in (4, 1):
            url = address or f"sqlite:///{folder}/{share}.db"
            begun = time.monotonic()
            asyncio.run(_fill(url, share))
            _say(f"made 1/{share} of a big shop in {time.monotonic() - begun:.0f} s")
            _audit(url, Path(folder))
            if address:
                # One database, filled once: memory is compared on SQLite.
                return


def _audit(url: str, folder: Path) -> None:
    begun = time.monotonic()
    environment = {"PATH": os.environ["PATH"], "DATABASE_URL": url}
    command = [sys.executable, "-m", "auto_order", "audit", "--json"]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False)  # noqa: S603 - our own program
    seconds = time.monotonic() - begun
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    report = json.loads(done.stdout)
    units = next(check["rows"] for check in report["checks"] if check["name"] == "unit_is_sealed")
    _say(
        f"{len(report['checks'])} checks over {units:,} units: {report['differences']} differences, "
        f"{seconds:.1f} s, {usage.ru_maxrss / 1024:.0f} MB at most"
    )


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


async def _fill(address: str, share: int) -> None:
    load_tables()
    database = open_database(read_url(address))
    tx = Transactions(database)
    await upgrade(database)
    values = {
        "users": USERS // share,
        "orders": ORDERS // share,
        "units": UNITS // share,
        "products": PRODUCTS,
        "now": NOW.replace(tzinfo=None) if not tx.is_postgresql else NOW,
    }
    async with tx() as session:
        for statement in _read_statements(is_postgresql=tx.is_postgresql):
            names = {name: value for name, value in values.items() if f":{name}" in statement}
            await session.execute(text(statement), names)
    async with tx() as session:
        for number in range(DEEDS // share):
            await audit.record(
                session,
                by=SYSTEM,
                action="price",
                subject=f"product:{number}",
                before=None,
                after=None,
                now=NOW,
            )
    await database.close()


def _read_statements(*, is_postgresql: bool) -> Sequence[str]:
    seal, fingerprint = _BYTES["postgresql" if is_postgresql else "sqlite"]
    whole = Path(__file__).with_name("big_shop.sql").read_text(encoding="utf-8")
    return whole.replace("<seal>", seal).replace("<fingerprint>", fingerprint).split(";")


if __name__ == "__main__":
    main()
