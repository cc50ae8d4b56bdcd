"""``auto-order jobs`` shows what was given up, and has it tried again."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

from auto_order.bootstrap.base import open_base
from auto_order.delivery.jobs import DeliverOrder
from auto_order.jobs import claims, queue
from auto_order.jobs.job import Priority
from auto_order.settings import read_settings
from tests.rig.command import run_command


async def _bury_a_job(environment: Mapping[str, str]) -> None:
    """Leave one dead job, as a worker does that has tried in vain."""
    settings = read_settings(environment, env_file=None, needs_bot=False)
    async with open_base(settings) as base, base.tx() as session:
        now = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)
        await queue.enqueue(session, DeliverOrder(order_id=7), now=now)
        (job,) = await claims.claim(
            session,
            worker="w",
            limit=1,
            least_urgent=Priority.BULK,
            now=now,
            lease=timedelta(seconds=30),
        )
        await claims.bury(session, job, error="Telegram: TelegramServerError")


async def test_a_dead_job_is_shown_and_revived_once(tmp_path: Path) -> None:
    environment = {"DATABASE_URL": f"sqlite:///{tmp_path}/shop.db"}
    await _bury_a_job(environment)

    _code, shown = await run_command(tmp_path, "jobs", "list", environment=environment)
    code, revived = await run_command(tmp_path, "jobs", "revive", "1", environment=environment)
    bad, again = await run_command(tmp_path, "jobs", "revive", "1", environment=environment)
    _code, rest = await run_command(tmp_path, "jobs", "list", environment=environment)

    told = "1  deliver_order  of 2026-11-23 05:00 UTC, given up after 1 tries: Telegram: TelegramServerError"
    assert told in shown
    assert (code, bad) == (0, 1)
    assert "Job 1 waits for its turn again." in revived
    assert "There is no dead job 1." in again
    assert "No job was given up." in rest
