"""Which databases can be opened, and what is said about the others."""

from pathlib import Path

import pytest
from sqlalchemy import URL, text

from auto_order.db.engine import open_database, read_url
from auto_order.db.session import Transactions
from auto_order.kit.errors import ConfigurationError
from tests.rig import only


@pytest.mark.parametrize(
    ("text", "driver"),
    [
        ("sqlite:///data/shop.db", "sqlite+aiosqlite"),
        ("sqlite:////var/lib/shop.db", "sqlite+aiosqlite"),
        ("postgresql://shop:word@localhost/shop", "postgresql+asyncpg"),
        ("postgres://shop:word@localhost:5433/shop", "postgresql+asyncpg"),
        ("postgresql+psycopg://shop@/shop?host=/run/postgresql", "postgresql+asyncpg"),
    ],
)
def test_a_database_url_gets_the_driver_of_the_shop(text: str, driver: str) -> None:
    assert read_url(text).drivername == driver


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "is not a database URL"),
        ("shop.db", "is not a database URL"),
        ("postgresql://shop:hunter2@host:port/shop", "is not a database URL"),
        ("mysql://shop:hunter2@localhost/shop", "mysql is not supported"),
        ("sqlite://", "needs a file"),
        ("sqlite:///:memory:", "needs a file"),
    ],
)
def test_any_other_is_refused_with_an_example_and_without_its_password(text: str, problem: str) -> None:
    with pytest.raises(ConfigurationError, match=problem) as refused:
        read_url(text)

    assert "Example: DATABASE_URL=" in str(refused.value)
    assert "hunter2" not in str(refused.value)


async def test_the_folder_of_a_new_database_is_made(tmp_path: Path) -> None:
    database = open_database(read_url(f"sqlite:///{tmp_path}/data/shop.db"))

    async with Transactions(database)():
        pass

    assert (tmp_path / "data" / "shop.db").exists()
    await database.close()


@only.on_postgresql
async def test_a_reader_is_answered_as_it_wishes_and_still_cannot_write(database_url: URL) -> None:
    database = open_database(database_url, reader_settings={"jit": "off"})

    async with Transactions(database).reading() as session:
        said = [
            await session.scalar(text(f"SHOW {name}")) for name in ("jit", "default_transaction_read_only")
        ]

    assert said == ["off", "on"]
    await database.close()
