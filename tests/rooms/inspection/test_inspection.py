"""The inspection finds nothing in a shop that is well, and each thing that is not, by its name."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

import pytest
from sqlalchemy import Enum, text

from auto_order.db.base import Base
from auto_order.db.engine import Database
from auto_order.db.session import Session
from auto_order.inspection import repository, service
from auto_order.inspection.models import Report
from tests.rig.clock import Clock
from tests.rig.schema import load_metadata
from tests.rig.shop import Shop
from tests.rooms.inspection.corruptions import list_corruptions
from tests.rooms.inspection.story import live_a_day

_DEFENCELESS = {
    # Nothing of it outlives the transaction. The guards of the rows are only in the way here.
    "sqlite": ["PRAGMA ignore_check_constraints = ON", "PRAGMA defer_foreign_keys = ON"],
    "postgresql": [
        "SET LOCAL session_replication_role = replica",
        """
DO $$ DECLARE guard record; BEGIN
  FOR guard IN SELECT conrelid::regclass AS held, conname FROM pg_constraint
    WHERE contype = 'c' AND connamespace = 'public'::regnamespace
  LOOP EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', guard.held, guard.conname); END LOOP;
END $$
""",
    ],
}


class _Undone(Exception):
    """Everything was tried, and nothing of it must stay."""


@pytest.fixture
async def shop(scratch_database: Database, clock: Clock) -> Shop:
    opened = Shop(scratch_database, clock)
    await live_a_day(opened)
    return opened


@asynccontextmanager
async def _defenceless(shop: Shop) -> AsyncIterator[Session]:
    """Open a transaction in which the database refuses nothing, and undo it."""
    kind = "postgresql" if shop.tx.is_postgresql else "sqlite"
    with suppress(_Undone):
        async with shop.tx() as session:
            for statement in _DEFENCELESS[kind]:
                await session.execute(text(statement))
            if kind == "sqlite":
                await _drop_triggers(session)
            yield session
            raise _Undone


async def _drop_triggers(session: Session) -> None:
    for name in (await session.scalars(text("SELECT name FROM sqlite_master WHERE type = 'trigger'"))).all():
        await session.execute(text(f"DROP TRIGGER {name}"))


async def _look(session: Session, shop: Shop, *, rows: int = 1000) -> Report:
    return await service.inspect(session, now=shop.clock(), rows=rows)


def _named(report: Report) -> set[str]:
    return {outcome.name for outcome in report.outcomes if outcome.found}


async def test_a_shop_that_is_well_has_nothing_to_find(shop: Shop) -> None:
    async with shop.tx.reading() as session:
        report = await _look(session, shop)

    assert [outcome.examples for outcome in report.outcomes if outcome.found] == []
    # Everything that was looked at was there, or nothing is proved.
    assert [outcome.name for outcome in report.outcomes if not outcome.rows] == []


async def test_every_corruption_is_found_by_its_name(shop: Shop) -> None:
    corruptions = list(list_corruptions())
    missed = []
    async with _defenceless(shop) as session:
        for corruption in corruptions:
            async with session.begin_nested() as attempt:
                result: Any = await session.execute(text(corruption.statement))
                assert result.rowcount, corruption
                if corruption.check not in _named(await _look(session, shop)):
                    missed.append(corruption)
                await attempt.rollback()

    assert not missed
    assert {corruption.check for corruption in corruptions} == {
        *(check.name for checks in repository.list_checks() for check in checks),
        "audit_log",
    }


async def test_a_look_in_small_pieces_finds_the_same(shop: Shop) -> None:
    async with _defenceless(shop) as session:
        await session.execute(text("UPDATE stock_items SET status = 'held'"))
        at_once, in_pieces = await _look(session, shop), await _look(session, shop, rows=2)

    assert {outcome.name: (outcome.rows, outcome.found) for outcome in at_once.outcomes} == {
        outcome.name: (outcome.rows, outcome.found) for outcome in in_pieces.outcomes
    }
    assert "unit_has_its_order" in _named(in_pieces)


def test_every_table_with_a_status_of_money_or_goods_is_looked_at() -> None:
    known = {check.table for checks in repository.list_checks() for check in checks}
    load_metadata()
    with_words = {
        table.name
        for table in Base.metadata.tables.values()
        if any(isinstance(column.type, Enum) for column in table.columns)
    }

    assert with_words <= known
