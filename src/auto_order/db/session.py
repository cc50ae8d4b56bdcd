"""The transaction as a visible block: ``async with tx() as session:``.

A return commits, a raise rolls back. Nothing outside this package commits.
"""

from collections import defaultdict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from contextvars import ContextVar

from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import AsyncSession

from auto_order.db.bell import Bell
from auto_order.db.engine import Database

Session = AsyncSession

_AFTER_COMMIT = "after_commit"
_BELL = "bell"
_TOPICS = "topics"

_is_open: ContextVar[bool] = ContextVar("transaction_is_open", default=False)


class NestedTransactionError(RuntimeError):
    """A second connection was asked for while one is held: with a full pool, that waits for ever."""


class Transactions:
    """Opens transactions on one database.

    ``tx()`` is a writing one: on SQLite it takes the write lock at once (BEGIN IMMEDIATE), one at a time.
    ``tx.reading()`` sees committed data, statement by statement, holds no lock and must not write.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self.bell = Bell()
        self._topics: defaultdict[str, Bell] = defaultdict(Bell)

    @property
    def is_postgresql(self) -> bool:
        """Whether the database is PostgreSQL, where SKIP LOCKED and LISTEN exist."""
        return self._database.is_postgresql

    def changes(self, topic: str) -> Bell:
        """Give the bell that rings when a transaction of this process has changed ``topic``."""
        return self._topics[topic]

    @asynccontextmanager
    async def __call__(self) -> AsyncIterator[Session]:
        """Commit when the block ends, roll back when it raises; then run what :func:`after_commit` kept."""
        with _one_at_a_time():
            async with AsyncSession(
                self._database.writer, expire_on_commit=False, info={_BELL: self.bell, _TOPICS: self._topics}
            ) as session:
                # The lock is taken here and not by the first statement, so that the block reads as it runs.
                _ = await session.connection()
                yield session
                await _commit(session)
        for callback in session.info.get(_AFTER_COMMIT, ()):
            callback()

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Session]:
        """Read committed data without a transaction around it: each statement stands alone."""
        with _one_at_a_time():
            async with AsyncSession(
                self._database.reader, autoflush=False, expire_on_commit=False
            ) as session:
                yield session


async def _commit(session: Session) -> None:
    """Commit, or leave nothing open.

    On a full disk SQLite refuses to commit and keeps the transaction, with the write lock. Back in the pool,
    such a connection would fail everybody who comes after, for ever.
    """
    connection = await session.connection()
    try:
        await session.commit()
    except BaseException:
        # One that broke or was cut off, as by a stop, is invalid: the pool never sees it again.
        if not connection.invalidated:
            await connection.run_sync(_roll_back)
        raise


def _roll_back(connection: Connection) -> None:
    # By the driver itself: to SQLAlchemy the transaction ended with the attempt to commit it.
    driver = connection.connection.dbapi_connection
    if driver is not None:
        driver.rollback()


def after_commit(session: Session, callback: Callable[[], None]) -> None:
    """Run ``callback`` in this process once the session's transaction is committed, and never if it is not.

    For wake-ups and caches only: a crash loses it. What must happen is a job.
    """
    session.info.setdefault(_AFTER_COMMIT, []).append(callback)


def ring_after_commit(session: Session) -> None:
    """Have the bell rung once the session's transaction is committed: there is work."""
    after_commit(session, session.info[_BELL].ring)


def note_change(session: Session, topic: str) -> None:
    """Have this process's caches about ``topic`` told, once the transaction is committed."""
    after_commit(session, session.info[_TOPICS][topic].ring)


class _one_at_a_time:  # noqa: N801 - reads as a statement
    """Refuse a transaction inside a transaction of the same task."""

    def __enter__(self) -> None:
        if _is_open.get():
            message = "a transaction is open already: end it before you open another"
            raise NestedTransactionError(message)
        self._token = _is_open.set(True)

    def __exit__(self, *_: object) -> None:
        _is_open.reset(self._token)
