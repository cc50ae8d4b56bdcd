"""What is in the database, row by row, to say afterwards what has changed."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import inspect, select

from auto_order.db.session import Transactions
from tests.rig.schema import load_metadata

Row = Mapping[str, Any]
Snapshot = Mapping[str, Mapping[tuple[Any, ...], Row]]


class Changes(NamedTuple):
    """Which tables had rows changed or taken away, and the rows that are new in each."""

    touched: Sequence[str]
    added: Mapping[str, Sequence[Row]]


async def take_snapshot(tx: Transactions) -> Snapshot:
    """Read every row of every table, by its primary key."""
    tables = load_metadata().sorted_tables
    found: dict[str, Mapping[tuple[Any, ...], Row]] = {}
    async with tx.reading() as session:
        for table in tables:
            rows = [dict(row) for row in (await session.execute(select(table))).mappings()]
            keys = [column.name for column in inspect(table).primary_key]
            found[table.name] = {tuple(row[key] for key in keys): row for row in rows}
    return found


def compare(before: Snapshot, after: Snapshot) -> Changes:
    """Say what is no longer as it was, and what is new."""
    touched = [
        f"{table} {key}"
        for table, rows in before.items()
        for key, row in rows.items()
        if after[table].get(key) != row
    ]
    added = {
        table: [row for key, row in rows.items() if key not in before[table]]
        for table, rows in after.items()
        if rows.keys() - before[table].keys()
    }
    return Changes(touched, added)
