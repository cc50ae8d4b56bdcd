"""Lays the shop's tables, once a run and database; tests get copies."""

import pkgutil
from importlib import import_module
from importlib.util import find_spec

from sqlalchemy import URL, MetaData

import auto_order
from auto_order.db.base import Base
from auto_order.db.engine import open_database
from auto_order.db.migrate import upgrade


def load_metadata() -> MetaData:
    """Import the models of every room and give the tables they make together."""
    for room in pkgutil.iter_modules(auto_order.__path__, prefix="auto_order."):
        if room.ispkg and find_spec(f"{room.name}.models"):
            import_module(f"{room.name}.models")
    return Base.metadata


async def lay_tables(url: URL) -> None:
    """Make every table on an empty database, as a shop does at its first start."""
    database = open_database(url)
    try:
        await upgrade(database)
    finally:
        await database.close()
