"""The fixtures of every test: an empty database of each kind, a clock, and no network beyond this machine."""

import os
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import structlog
from sqlalchemy import URL

from auto_order.db.engine import Database, open_database, read_url
from auto_order.db.session import Transactions
from tests.rig.clock import Clock
from tests.rig.databases import PostgresqlStore, SqliteStore, Store, store_on
from tests.rig.network import closed_network
from tests.rig.postgresql import PostgresqlMissingError, running_cluster


class _Compiled(dict[Any, Any]):
    """Statements as they were written out: every test has new engines and the same statements.

    SQLAlchemy asks for them by the engine's own dialect, and each test has another one of the same kind.
    """

    def get(self, key: Any, default: Any = None) -> Any:  # noqa: ANN401 - SQLAlchemy's
        return super().get(_of_its_kind(key), default)

    def __setitem__(self, key: Any, compiled: Any) -> None:  # noqa: ANN401 - SQLAlchemy's
        super().__setitem__(_of_its_kind(key), compiled)


def _of_its_kind(key: Any) -> Any:  # noqa: ANN401 - SQLAlchemy's
    dialect, *statement = key
    return (dialect.name, dialect.driver, *statement)


_COMPILED = _Compiled()


def share_statements(database: Database) -> None:
    """Have a database use the statements that were written out for the ones before."""
    for engine in (database.writer, database.reader):
        engine.sync_engine.update_execution_options(compiled_cache=_COMPILED)


@pytest.fixture(autouse=True)
def network() -> Iterator[None]:
    """Keep the test on this machine."""
    with closed_network():
        yield


@pytest.fixture(autouse=True)
def plain_logs() -> Iterator[None]:
    """Log without colours and frames: drawing a traceback takes longer than a whole test."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.format_exc_info,
            structlog.processors.KeyValueRenderer(),
        ]
    )
    yield
    structlog.reset_defaults()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def sqlite_store(tmp_path_factory: pytest.TempPathFactory) -> SqliteStore:
    return SqliteStore(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[URL]:
    """Start a server of our own, or use the one that TEST_DATABASE_URL names, with a superuser's role."""
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        yield read_url(given)
        return
    try:
        with running_cluster() as url:
            yield url
    except PostgresqlMissingError as missing:
        if os.environ.get("CI"):
            raise
        pytest.skip(str(missing))


@pytest.fixture(scope="session")
def postgresql_store(postgresql_server: URL) -> Iterator[PostgresqlStore]:
    with store_on(postgresql_server) as store:
        yield store


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest) -> str:
    """Run the test on both databases; ``tests.rig.only`` narrows it to one."""
    return str(request.param)


@pytest.fixture
def store(engine: str, request: pytest.FixtureRequest) -> Store:
    """Where databases of the test's kind come from."""
    found: Store = request.getfixturevalue("sqlite_store" if engine == "sqlite" else "postgresql_store")
    return found


@pytest.fixture
async def database_url(store: Store, tmp_path: Path) -> URL:
    """Where the test's empty database is."""
    return await store.emptied(tmp_path)


@pytest.fixture
async def database(database_url: URL) -> AsyncIterator[Database]:
    """Open an empty database with every table of the shop."""
    opened = open_database(database_url)
    share_statements(opened)
    yield opened
    await opened.close()


@pytest.fixture
async def open_another(database_url: URL) -> AsyncIterator[Callable[[], Database]]:
    """Open the test's database once more, as another process would."""
    opened: list[Database] = []

    def open_it() -> Database:
        opened.append(open_database(database_url))
        return opened[-1]

    yield open_it
    for database in opened:
        await database.close()


@pytest.fixture
async def scratch_database(store: Store, tmp_path: Path) -> AsyncIterator[Database]:
    """Open one as ``database``, for a test that changes tables or indexes: nobody else gets it."""
    url = await store.scratch(tmp_path)
    opened = open_database(url)
    yield opened
    await opened.close()
    await store.drop(url)


@pytest.fixture
async def bare_database(store: Store, tmp_path: Path) -> AsyncIterator[Database]:
    """Open a database without any table."""
    url = await store.bare(tmp_path)
    opened = open_database(url)
    yield opened
    await opened.close()
    await store.drop(url)


@pytest.fixture
def tx(database: Database) -> Transactions:
    return Transactions(database)
