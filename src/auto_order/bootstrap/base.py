"""What everything else stands on: the database, brought up to date, and the key to the goods."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from auto_order.bootstrap.tables import load_tables
from auto_order.db import migrate
from auto_order.db.engine import Database, open_database, read_url
from auto_order.db.key_check import open_keyring
from auto_order.db.session import Transactions
from auto_order.kit.keyring import Keyring
from auto_order.settings import Settings

Clock = Callable[[], datetime]


def system_clock() -> datetime:
    """Read the clock, in UTC. Every other part of the shop is handed this."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class Base:
    """An open database and how to read what is sealed in it."""

    settings: Settings
    database: Database
    tx: Transactions
    keyring: Keyring
    clock: Clock


@asynccontextmanager
async def open_base(settings: Settings, *, clock: Clock = system_clock) -> AsyncIterator[Base]:
    """Open the database, migrate it under a lock, and make sure that the key fits what is in it.

    Raises ConfigurationError.
    """
    load_tables()
    url = read_url(settings.database_url.reveal())
    database = open_database(url, pool_size=settings.database_pool_size)
    try:
        await migrate.upgrade(database)
        tx = Transactions(database)
        keyring = await open_keyring(
            tx, key=settings.data_encryption_key, key_file=settings.key_file, now=clock()
        )
        yield Base(settings, database, tx, keyring, clock)
    finally:
        await database.close()
