"""``auto-order ledger`` and ``auto-order reconcile``, as an owner runs them."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from auto_order.bootstrap.base import open_base
from auto_order.settings import read_settings
from tests.factories import make_customer
from tests.rig.command import run_command


async def make_shop(folder: Path) -> Mapping[str, str]:
    """Make a shop's database with one buyer, who was given a balance."""
    environment = {"DATABASE_URL": f"sqlite:///{folder}/shop.db"}
    settings = read_settings(environment, env_file=None, needs_bot=False)
    async with open_base(settings) as base, base.tx() as session:
        await make_customer(session, balance=50_000)
    return environment


async def test_the_ledger_is_summed_up_and_written_as_csv(tmp_path: Path) -> None:
    environment = await make_shop(tmp_path)

    _, summed = await run_command(tmp_path, "ledger", "--since", "2026-11-23", environment=environment)
    _, told = await run_command(tmp_path, "ledger", "--csv", "all.csv", environment=environment)

    assert "wallets                            0               0          50,000" in summed
    assert "all.csv is written." in told
    rows = (tmp_path / "all.csv").read_text().splitlines()
    assert [row.split(",", 1)[1] for row in rows[1:]] == ["adjustment,1,adjustments,wallet:1,50000"]


async def test_without_a_gateway_there_is_nothing_to_reconcile_with(tmp_path: Path) -> None:
    environment = await make_shop(tmp_path)
    day = f"{datetime.now(UTC):%Y-%m-%d}"

    code, said = await run_command(tmp_path, "reconcile", "--since", day, environment=environment)

    assert code == 2
    assert "PAKASIR_PROJECT_SLUG: is not set" in said
