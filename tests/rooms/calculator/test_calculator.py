"""The latest formula counts, and what was worked out is remembered with the formula of its day."""

import pytest

from auto_order.audit import service as audit
from auto_order.audit.actor import staff
from auto_order.calculator import rules
from auto_order.calculator import service as calculator
from auto_order.calculator.rules import BadDays, BadFormula
from auto_order.db.session import Transactions
from tests.rig.clock import NOW

RINA = staff(2001)


async def work_out(tx: Transactions, *, used: int = 12) -> int:
    async with tx() as session:
        done = await calculator.work_out(session, price=45_000, days=30, used=used, by=RINA, now=NOW)
    return done.result


async def test_another_formula_counts_from_then_on_and_history_keeps_the_old_one(tx: Transactions) -> None:
    first = await work_out(tx)
    async with tx() as session:
        await calculator.change_formula(session, "harga * sisa / masa * 90%", by=RINA, now=NOW)
    second = await work_out(tx)

    async with tx.reading() as session:
        latest = await calculator.list_latest(session, limit=5)
        entries = await audit.list_entries(session, subject="shop")
    assert (first, second) == (27_000, 24_300)
    assert [one.formula for one in latest] == ["price * left / days * 90 %", rules.DEFAULT]
    assert [entry.action for entry in entries] == ["calculator.formula"]


async def test_a_formula_that_is_none_changes_nothing(tx: Transactions) -> None:
    with pytest.raises(BadFormula):
        async with tx() as session:
            await calculator.change_formula(session, "harga *", by=RINA, now=NOW)
    with pytest.raises(BadDays):
        await work_out(tx, used=31)

    async with tx.reading() as session:
        assert await calculator.find_formula(session) == rules.DEFAULT
        assert not await calculator.list_latest(session, limit=5)
