"""Migrations make the tables that the models describe, on both databases, to the last check and index."""

from collections.abc import Sequence

import pytest
from sqlalchemy import text

from auto_order.db.engine import Database
from auto_order.db.migrate import list_revisions, upgrade
from auto_order.kit.errors import ConfigurationError
from tests.rig.portrait import paint
from tests.rig.schema import load_metadata


async def _paint(database: Database) -> Sequence[str]:
    async with database.reader.connect() as connection:
        return await connection.run_sync(paint)


async def _execute(database: Database, statement: str) -> None:
    async with database.writer.begin() as connection:
        await connection.execute(text(statement))


async def _lay_by_models(database: Database) -> None:
    async with database.writer.begin() as connection:
        await connection.run_sync(load_metadata().create_all)


async def test_migrations_and_models_make_the_same_tables(
    scratch_database: Database, bare_database: Database
) -> None:
    await _lay_by_models(bare_database)

    assert await _paint(scratch_database) == await _paint(bare_database)


@pytest.mark.parametrize(
    "change",
    [
        "DROP INDEX uq_jobs_merging",
        "CREATE INDEX ix_jobs_extra ON jobs (worker)",
        "ALTER TABLE jobs ADD COLUMN colour text",
        "ALTER TABLE jobs RENAME COLUMN worker TO gardener",
    ],
)
async def test_the_comparison_bites(scratch_database: Database, change: str) -> None:
    before = await _paint(scratch_database)

    await _execute(scratch_database, change)

    assert await _paint(scratch_database) != before


async def test_the_comparison_sees_partial_indexes_and_checks(database: Database) -> None:
    painted = "\n".join(await _paint(database))

    assert "WHERE" in painted
    assert "ck_jobs_jobstatus" in painted
    assert "append-only" in painted


async def test_bringing_up_to_date_twice_changes_nothing(scratch_database: Database) -> None:
    before = await _paint(scratch_database)

    await upgrade(scratch_database)

    assert await _paint(scratch_database) == before


async def test_a_database_of_a_newer_version_is_refused_in_words(scratch_database: Database) -> None:
    await _execute(scratch_database, "UPDATE alembic_version SET version_num = '9999'")

    with pytest.raises(ConfigurationError, match="revision 9999"):
        await upgrade(scratch_database)


async def test_migrations_put_no_rows_into_the_tables(database: Database) -> None:
    """As the rig empties tables between tests, rows of a migration would be there for the first one only."""
    async with database.reader.connect() as connection:
        filled = [
            table.name
            for table in load_metadata().sorted_tables
            if (await connection.execute(table.select().limit(1))).first()
        ]

    assert not filled


def test_migrations_are_numbered_without_a_gap() -> None:
    assert list_revisions() == [f"{number:04}" for number in range(1, len(list_revisions()) + 1)]
