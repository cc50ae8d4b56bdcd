"""Engines for SQLite and PostgreSQL: one for writing, one for reading.

SQLite: WAL, foreign keys on, every commit on the disk before it returns (``synchronous=FULL``), and a single
writing connection, so that writers of this process queue here instead of meeting in the file's lock.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from sqlalchemy import URL, event, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from auto_order.kit.errors import ConfigurationError

_BUSY_MILLISECONDS = 15_000
_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    f"PRAGMA busy_timeout={_BUSY_MILLISECONDS}",
)
# What a statement carried stays out of exceptions and logs: it may be goods.
_SECRETIVE: dict[str, Any] = {"hide_parameters": True}
_EXAMPLE = "DATABASE_URL=postgresql://shop:password@localhost/shop or sqlite:///data/shop.db"


@dataclass(frozen=True)
class Database:
    """Two engines on one database. ``reader`` runs each statement alone, without BEGIN, and cannot write."""

    writer: AsyncEngine
    reader: AsyncEngine

    @property
    def is_postgresql(self) -> bool:
        return self.writer.dialect.name == "postgresql"

    @property
    def url(self) -> URL:
        return self.writer.url

    async def close(self) -> None:
        await asyncio.gather(self.writer.dispose(), self.reader.dispose())


def read_url(text: str) -> URL:
    """Turn ``sqlite:///…``, ``postgres://…`` or ``postgresql://…`` into the URL of the async driver.

    Raises ConfigurationError that never repeats the text, which may hold a password.
    """
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):  # the latter for a port that is no number
        raise ConfigurationError("DATABASE_URL", "is not a database URL", example=_EXAMPLE) from None
    match url.get_backend_name():
        case "sqlite":
            if not url.database or url.database == ":memory:":
                problem = "a shop needs a file: memory forgets it at the next start"
                raise ConfigurationError("DATABASE_URL", problem, example=_EXAMPLE)
            return url.set(drivername="sqlite+aiosqlite")
        case "postgresql" | "postgres":
            return url.set(drivername="postgresql+asyncpg")
        case other:
            problem = f"{other} is not supported, only SQLite and PostgreSQL are"
            raise ConfigurationError("DATABASE_URL", problem, example=_EXAMPLE)


def is_there(url: URL) -> bool:
    """Say whether SQLite's file exists: opening would make it. PostgreSQL says by itself what it lacks."""
    return url.get_backend_name() != "sqlite" or Path(url.database or "").exists()


def open_database(
    url: URL, *, pool_size: int = 10, reader_settings: Mapping[str, str] = MappingProxyType({})
) -> Database:
    """Make the engines; nothing is connected yet.

    ``pool_size`` is for PostgreSQL, per engine; so are ``reader_settings``, for how it answers a reader.
    """
    if url.get_backend_name() == "sqlite":
        return _open_sqlite(url)
    options = _SECRETIVE | {"pool_size": pool_size, "max_overflow": 0, "pool_timeout": 30}
    return Database(
        writer=create_async_engine(url, **options),
        reader=create_async_engine(
            url,
            isolation_level="AUTOCOMMIT",
            skip_autocommit_rollback=True,
            connect_args={"server_settings": {"default_transaction_read_only": "on", **reader_settings}},
            **options,
        ),
    )


def _open_sqlite(url: URL) -> Database:
    Path(url.database or "").parent.mkdir(parents=True, exist_ok=True)
    writer = create_async_engine(url, pool_size=1, max_overflow=0, pool_timeout=60, **_SECRETIVE)
    reader = create_async_engine(
        url,
        pool_size=2,
        max_overflow=0,
        isolation_level="AUTOCOMMIT",
        skip_autocommit_rollback=True,
        **_SECRETIVE,
    )
    for engine in (writer, reader):
        event.listen(engine.sync_engine, "connect", _prepare_connection)
    event.listen(reader.sync_engine, "connect", _forbid_writing)
    event.listen(writer.sync_engine, "begin", _begin_immediate)
    return Database(writer=writer, reader=reader)


def _prepare_connection(connection: Any, _record: object) -> None:  # noqa: ANN401 - any driver's connection
    # The driver must not begin transactions by itself: it would do so late and without the write lock.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(pragma)
    cursor.close()


def _forbid_writing(connection: Any, _record: object) -> None:  # noqa: ANN401 - any driver's connection
    cursor = connection.cursor()
    cursor.execute("PRAGMA query_only=ON")
    cursor.close()


def _begin_immediate(connection: Any) -> None:  # noqa: ANN401 - a SQLAlchemy connection
    connection.exec_driver_sql("BEGIN IMMEDIATE")
