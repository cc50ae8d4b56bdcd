"""Insert a row unless it is there already, on both databases, without an error in between."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import DeclarativeBase

from auto_order.db.session import Session


async def insert_once(session: Session, table: type[DeclarativeBase], values: Mapping[str, Any]) -> bool:
    """Insert one row; say whether it was new. Any unique constraint that it would break makes it a no-op."""
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    statement = dialect.insert(table).values(**values).on_conflict_do_nothing()
    result = await session.execute(statement)
    return bool(result.rowcount)  # type: ignore[attr-defined]  # an INSERT's result always has it
