"""What ``auto-order audit`` says of a database, whoever may have it open."""

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import URL

from auto_order.db.engine import open_database
from auto_order.db.session import Session, Transactions
from auto_order.inspection.service import inspect


async def find_differences(session: Session, *, now: datetime) -> Sequence[str]:
    """Name everything that the inspection finds; nothing when all is well."""
    report = await inspect(session, now=now)
    return [str(finding) for outcome in report.outcomes for finding in outcome.examples]


async def inspect_database(url: URL) -> Sequence[str]:
    """Inspect a shop's database from beside it."""
    database = open_database(url, pool_size=1)
    try:
        async with Transactions(database).reading() as session:
            return await find_differences(session, now=datetime.now(UTC))
    finally:
        await database.close()
