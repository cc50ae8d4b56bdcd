"""The visible transaction: a return commits, a raise rolls back."""

from sqlalchemy import func, select

from auto_order.db.insert_once import insert_once
from auto_order.db.session import Transactions
from auto_order.jobs.models import JobRow, JobStatus
from tests.rig.clock import NOW

_ROW = {
    "name": "water_plants",
    "key": None,
    "merges": False,
    "priority": 20,
    "payload": "{}",
    "status": JobStatus.QUEUED,
    "queued_at": NOW,
    "run_at": NOW,
    "claims": 0,
    "failures": 0,
}


async def _count(tx: Transactions) -> int:
    async with tx.reading() as session:
        return await session.scalar(select(func.count()).select_from(JobRow)) or 0


async def test_a_return_commits(tx: Transactions) -> None:
    async with tx() as session:
        await insert_once(session, JobRow, _ROW)

    assert await _count(tx) == 1
