"""Brings a database up to this version of the shop, under a lock, the same way on both databases.

Alembic is imported only when there is something to do: a start with nothing new must not pay for it.
"""

import logging
from pathlib import Path
from typing import Any

import structlog
from sqlalchemy import Connection, inspect, text

from auto_order.db.engine import Database
from auto_order.kit.errors import ConfigurationError

log = structlog.get_logger()

MIGRATIONS = Path(__file__).with_name("migrations")
# Any number, as long as it is always the same one.
_LOCK = 4_207_849_484


def list_revisions() -> list[str]:
    """List the revisions that this version knows, the oldest first: a file is named by its number."""
    return sorted(file.name.partition("_")[0] for file in (MIGRATIONS / "versions").glob("[0-9]*_*.py"))


async def upgrade(database: Database) -> None:
    """Bring the database to the newest revision; two processes that start together take turns.

    Raises ConfigurationError when the database is newer than this version of the shop.
    """
    async with database.reader.connect() as connection:
        current = await connection.run_sync(_find_revision)
    if current == list_revisions()[-1]:
        return
    async with database.writer.begin() as connection:
        await connection.run_sync(_upgrade)


async def check(database: Database) -> None:
    """Make sure that the database is at this version's revision, and change nothing.

    Raises ConfigurationError.
    """
    async with database.reader.connect() as connection:
        current = await connection.run_sync(_find_revision)
    wanted = list_revisions()[-1]
    if current != wanted:
        state = "empty" if current is None else f"at revision {current}"
        problem = f"names a database that is {state}, and this version of the shop wants {wanted}"
        raise ConfigurationError("DATABASE_URL", problem, example="auto-order migrate, after a backup")


def _find_revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return found


def _upgrade(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        # Held until the transaction ends. SQLite's transaction is a lock by itself.
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    current = _find_revision(connection)
    known = list_revisions()
    if current is not None and current not in known:
        problem = f"the database is at revision {current}, which this version of the shop does not know"
        example = "install the version that you ran before, or a newer one"
        raise ConfigurationError("DATABASE_URL", problem, example=example)
    if current != known[-1]:
        log.info("db.migrating", was=current, wanted=known[-1])
        _run_alembic(connection)


def _run_alembic(connection: Connection) -> None:
    # It tells of every plugin it sets up.
    logging.getLogger("alembic").setLevel(logging.WARNING)

    from alembic import command  # noqa: PLC0415 - see the module

    command.upgrade(configuration(connection), "head")


def configuration(connection: Connection | None = None) -> Any:  # noqa: ANN401 - Alembic is not imported here
    """Make Alembic's configuration, for our migrations on the given connection."""
    from alembic.config import Config  # noqa: PLC0415 - see the module

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config
