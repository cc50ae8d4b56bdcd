"""A database that is only looked at: not changed, not brought up to date, its goods not opened."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from auto_order.bootstrap.tables import load_tables
from auto_order.db import migrate
from auto_order.db.engine import is_there, open_database, read_url
from auto_order.db.session import Transactions
from auto_order.kit.errors import ConfigurationError
from auto_order.settings import Settings

# Two thousand rows at a time are looked at. PostgreSQL would read whole tables to meet them, each time anew.
_LOOK_UP = {
    "enable_hashjoin": "off",
    "enable_mergejoin": "off",
    "max_parallel_workers_per_gather": "0",
    "jit": "off",
}


@asynccontextmanager
async def open_to_look(settings: Settings) -> AsyncIterator[Transactions]:
    """Open the database as it is, beside a shop that runs. Use its ``reading()`` only.

    Raises ConfigurationError when there is none, or one of another version.
    """
    load_tables()
    url = read_url(settings.database_url.reveal())
    if not is_there(url):
        problem = f"names {url.database}, where no database is"
        raise ConfigurationError("DATABASE_URL", problem, example="DATABASE_URL=sqlite:///data/shop.db")
    database = open_database(url, pool_size=1, reader_settings=_LOOK_UP)
    try:
        await migrate.check(database)
        yield Transactions(database)
    finally:
        await database.close()
