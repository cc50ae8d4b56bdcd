"""What `auto-order audit` takes over a big shop, in time and memory: `python -m bench.audit [DATABASE_URL]`.

Without an address it makes SQLite databases in a folder that goes away after. The first one has a quarter of
the rows: memory that does not grow with them is the same in both. In the end ten things are spoiled in the
big one, and each must be found by its name.
"""

import asyncio
import json
import os
import re
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
_CORRUPTION = re.compile(r"-- (\w+): [^\n]+\n([^;]+);")
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
        # One database can be filled once: memory is compared on SQLite.
        for share in (1,) if address else (4, 1):
            url = address or f"sqlite:///{folder}/{share}.db"
            begun = time.monotonic()
            asyncio.run(_fill(url, share))
            _say(f"made 1/{share} of a big shop in {time.monotonic() - begun:.0f} s")
            found = _audit(url, Path(folder))
            if found:
                sys.exit(f"differences in a sound shop: {found}")
        planted = asyncio.run(_corrupt(url))
        missed = set(planted) - set(_audit(url, Path(folder)))
    _say(f"{len(planted)} things were spoiled, {len(planted) - len(missed)} of them found by their names")
    if missed:
        sys.exit(f"not found: {missed}")


def _audit(url: str, folder: Path) -> Sequence[str]:
    """Run the command, say what it took, and name the checks that found something."""
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
    return [check["name"] for check in report["checks"] if check["differences"]]


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


async def _corrupt(address: str) -> Sequence[str]:
    """Spoil the books behind the shop's back, and name the checks that must find it."""
    database = open_database(read_url(address))
    words = Path(__file__).with_name("corruptions.sql").read_text(encoding="utf-8")
    found = _CORRUPTION.findall(words)
    async with database.writer.begin() as connection:
        for table in ("ledger_transfers", "audit_entries"):
            for trigger in ("no_UPDATE", "no_DELETE", "no_change"):
                on = f" ON {table}" if connection.dialect.name == "postgresql" else ""
                await connection.execute(text(f"DROP TRIGGER IF EXISTS {table}_{trigger}{on}"))
        for _check, statement in found:
            result = await connection.execute(text(statement))
            assert result.rowcount == 1, statement
    await database.close()
    return [check for check, _statement in found]


def _read_statements(*, is_postgresql: bool) -> Sequence[str]:
    seal, fingerprint = _BYTES["postgresql" if is_postgresql else "sqlite"]
    whole = Path(__file__).with_name("big_shop.sql").read_text(encoding="utf-8")
    return whole.replace("<seal>", seal).replace("<fingerprint>", fingerprint).split(";")


if __name__ == "__main__":
    main()
