"""Lays the shop's tables, once a run and database; tests get copies."""

from sqlalchemy import URL, MetaData

from auto_order.bootstrap.tables import load_tables
from auto_order.db.base import Base
from auto_order.db.engine import open_database
from auto_order.db.migrate import upgrade


def load_metadata() -> MetaData:
    """Give the tables of all rooms together."""
    load_tables()
    return Base.metadata


async def lay_tables(url: URL) -> None:
    """Make every table on an empty database, as a shop does at its first start."""
    database = open_database(url)
    try:
        await upgrade(database)
    finally:
        await database.close()
