"""All SQL about preferences."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from auto_order.db.session import Session
from auto_order.preferences.models import Preference

_ALL = select(Preference.name, Preference.value)


async def read_all(session: Session) -> Mapping[str, str]:
    return {row.name: row.value for row in await session.execute(_ALL)}


async def put(session: Session, name: str, value: str, *, now: datetime) -> None:
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    values = {"value": value, "changed_at": now}
    statement = dialect.insert(Preference).values(name=name, **values)
    await session.execute(statement.on_conflict_do_update(index_elements=["name"], set_=values))
