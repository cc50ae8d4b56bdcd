"""The inspection finds nothing in a shop that is well, and each thing that is not, by its name."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

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
from tests.rooms.inspection.story import live_a_day

_PAID_ORDER = "(SELECT min(id) FROM orders WHERE status = 'fulfilled')"
_OTHER_PAID_ORDER = "(SELECT max(id) FROM orders WHERE status = 'fulfilled')"
_OPEN_ORDER = "(SELECT max(id) FROM orders WHERE status = 'awaiting')"
_DEAD_ORDER = "(SELECT max(id) FROM orders WHERE status = 'expired')"
_LINE = "(SELECT min(id) FROM order_lines WHERE order_id = {order})"
_PAYMENT = f"(SELECT min(id) FROM payments WHERE order_id = {_PAID_ORDER})"
_RICH = "(SELECT min(customer_id) FROM wallets WHERE balance > 0)"

# What is done to the books behind the shop's back, and the check that must name it.
_CORRUPTIONS: Sequence[tuple[str, str, str]] = [
    (
        "a unit is given to a second order",
        f"UPDATE stock_items SET order_id = {_OTHER_PAID_ORDER}, order_line_id = "
        f"{_LINE.format(order=_OTHER_PAID_ORDER)} WHERE order_id = {_PAID_ORDER}",
        "units_of_lines",
    ),
    (
        "a dead order keeps a unit",
        f"UPDATE stock_items SET order_id = {_DEAD_ORDER}, order_line_id = {_LINE.format(order=_DEAD_ORDER)} "
        f"WHERE order_id = {_OPEN_ORDER}",
        "unit_has_its_order",
    ),
    (
        "goods are in plain",
        "UPDATE stock_items SET content = fingerprint WHERE id = (SELECT max(id) FROM stock_items)",
        "unit_is_sealed",
    ),
    (
        "an order is fulfilled and nobody paid",
        f"UPDATE orders SET status = 'fulfilled' WHERE id = {_OPEN_ORDER}",
        "order_paid_once",
    ),
    (
        "a price is changed after the fact",
        f"UPDATE order_lines SET price = 1 WHERE order_id = {_PAID_ORDER}",
        "order_adds_up",
    ),
    (
        "an order forgets when it was paid",
        f"UPDATE orders SET paid_at = NULL WHERE id = {_PAID_ORDER}",
        "order_moments",
    ),
    (
        "an order waits for a payment that is over",
        f"UPDATE payments SET status = 'failed' WHERE order_id = {_OPEN_ORDER}",
        "order_is_awaited",
    ),
    (
        "a delivery is lost",
        f"DELETE FROM deliveries WHERE order_id = {_PAID_ORDER}",
        "order_is_delivered",
    ),
    (
        "goods go to somebody else",
        f"UPDATE deliveries SET customer_id = customer_id + 1 WHERE order_id = {_PAID_ORDER}",
        "one_buyer",
    ),
    (
        "nobody is to carry the goods",
        f"UPDATE deliveries SET status = 'queued' WHERE order_id = {_PAID_ORDER}",
        "delivery_is_followed",
    ),
    ("a discount is from nowhere", "DELETE FROM voucher_uses", "voucher_of_order"),
    ("a voucher is used too often", "UPDATE vouchers SET uses_in_total = 0", "voucher_limits"),
    (
        "a posting is lost",
        f"DELETE FROM ledger_transfers WHERE kind = 'payment' AND source = {_PAYMENT}",
        "posting_of_payment",
    ),
    (
        "a posting is over another amount",
        f"UPDATE ledger_transfers SET amount = amount - 1 WHERE kind = 'payment' AND source = {_PAYMENT}",
        "posting_of_payment",
    ),
    (
        "a payment is posted twice",
        "INSERT INTO ledger_transfers (id, kind, source, leg, debit_account, credit_account, amount, posted_at) "
        "SELECT id + 1000, kind, source, 7, debit_account, credit_account, amount, posted_at "
        f"FROM ledger_transfers WHERE kind = 'payment' AND source = {_PAYMENT} AND leg = 0",
        "posting_of_payment",
    ),
    (
        "money is posted for a payment that never came",
        f"UPDATE ledger_transfers SET source = 999999 WHERE kind = 'payment' AND source = {_PAYMENT}",
        "transfer_has_source",
    ),
    (
        "a transfer moves less than nothing",
        f"UPDATE ledger_transfers SET amount = -amount WHERE kind = 'payment' AND source = {_PAYMENT}",
        "transfer_is_sound",
    ),
    ("a wallet is lost", f"DELETE FROM wallets WHERE customer_id = {_RICH}", "transfer_has_wallet"),
    (
        "a wallet is raised by hand",
        f"UPDATE wallets SET balance = balance + 1 WHERE customer_id = {_RICH}",
        "wallet_is_its_transfers",
    ),
    (
        "a wallet is below zero",
        f"UPDATE wallets SET balance = -1 WHERE customer_id = {_RICH}",
        "wallet_is_its_transfers",
    ),
    (
        "an adjustment says something else than its transfer",
        "UPDATE adjustments SET amount = amount + 1",
        "adjustment_is_posted",
    ),
    (
        "money is both goods and credit",
        f"UPDATE payments SET used_for = 'order' WHERE used_for = 'wallet' AND order_id IS NOT NULL",
        "payment_has_end",
    ),
    (
        "a payment settled and nobody asked",
        f"UPDATE payments SET last_asked_at = NULL WHERE id = {_PAYMENT}",
        "payment_is_observed",
    ),
    (
        "nobody is to ask about an open payment",
        "DELETE FROM jobs WHERE name = 'check_payment'",
        "payment_is_followed",
    ),
    (
        "a status is made up",
        f"UPDATE orders SET status = 'lost' WHERE id = {_DEAD_ORDER}",
        "known_words",
    ),
    (
        "a deed is rewritten",
        "UPDATE audit_entries SET actor = 'staff:1' WHERE id = (SELECT min(id) FROM audit_entries)",
        "audit_log",
    ),
]
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
    with pytest.raises(_Undone):
        async with shop.tx() as session:
            for statement in _DEFENCELESS[kind]:
                await session.execute(text(statement))
            if kind == "sqlite":
                triggers = await session.scalars(
                    text("SELECT name FROM sqlite_master WHERE type = 'trigger'")
                )
                for name in triggers.all():
                    await session.execute(text(f"DROP TRIGGER {name}"))
            yield session
            raise _Undone


async def _look(session: Session, shop: Shop, *, rows: int = 1000) -> Report:
    return await service.inspect(session, now=shop.clock(), rows=rows)


def _named(report: Report) -> set[str]:
    return {outcome.name for outcome in report.outcomes if outcome.found}


async def test_a_shop_that_is_well_has_nothing_to_find(shop: Shop) -> None:
    async with shop.tx.reading() as session:
        report = await _look(session, shop)

    assert [outcome.examples for outcome in report.outcomes if outcome.found] == []
    # Everything that was looked at was there, or nothing is proved.
    assert all(outcome.rows for outcome in report.outcomes)


async def test_every_corruption_is_found_by_its_name(shop: Shop) -> None:
    found: dict[str, set[str]] = {}
    async with _defenceless(shop) as session:
        for what, statement, _check in _CORRUPTIONS:
            async with session.begin_nested() as attempt:
                result = await session.execute(text(statement))
                assert result.rowcount, what  # type: ignore[attr-defined]  # what changes rows has it
                found[what] = _named(await _look(session, shop))
                await attempt.rollback()

    assert {what for what, _statement, check in _CORRUPTIONS if check not in found[what]} == set()
    assert {check for *_, check in _CORRUPTIONS} == {
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

    # A step of a dialog is forgotten with its chat, and holds neither.
    assert with_words - known == set()
