"""``auto-order ledger`` and ``auto-order reconcile``, as an owner runs them."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from auto_order.bootstrap.base import open_base
from auto_order.settings import read_settings
from tests.factories import make_customer
from tests.rig.command import run_command
from tests.rig.databases import SqliteStore
from tests.rig.shelves import fill
from tests.rig.world import open_inner_world


async def make_shop(folder: Path) -> tuple[Mapping[str, str], int]:
    """Make a shop's database with one buyer, who was given a balance; give the buyer's Telegram id too."""
    environment = {"DATABASE_URL": f"sqlite:///{folder}/shop.db"}
    settings = read_settings(environment, env_file=None, needs_bot=False)
    async with open_base(settings) as base, base.tx() as session:
        buyer = await make_customer(session, balance=50_000)
    return environment, buyer.telegram_id


async def test_the_ledger_is_summed_up_and_written_as_csv(tmp_path: Path) -> None:
    environment, _ = await make_shop(tmp_path)

    _, summed = await run_command(tmp_path, "ledger", "--since", "2026-11-23", environment=environment)
    _, told = await run_command(tmp_path, "ledger", "--csv", "all.csv", environment=environment)

    assert "wallets 0 0 50,000 -50,000" in " ".join(summed.split())
    assert "all.csv is written." in told
    rows = (tmp_path / "all.csv").read_text().splitlines()
    assert [row.split(",", 1)[1] for row in rows[1:]] == ["adjustment,1,adjustments,wallet:1,50000"]


async def test_a_buyers_wallet_is_told_by_their_telegram_id(tmp_path: Path) -> None:
    environment, buyer = await make_shop(tmp_path)

    _, told = await run_command(tmp_path, "ledger", "--buyer", str(buyer), environment=environment)
    code, unknown = await run_command(tmp_path, "ledger", "--buyer", "1", environment=environment)

    assert "opening 0" in " ".join(told.split())
    assert "adjustment 1 0 50,000 -50,000" in " ".join(told.split())
    assert code == 1
    assert "Nobody with the Telegram id 1" in unknown


async def test_money_that_came_while_the_shop_was_away_is_found_and_settled(
    sqlite_store: SqliteStore, tmp_path: Path
) -> None:
    async with open_inner_world(await sqlite_store.emptied(tmp_path), tmp_path) as world:
        await fill(world.shop.environment, "nf", units=1)
        await world.open_shop()
        buyer = await world.meet(7001)
        await buyer.order("Netflix")
        await buyer.read("Bayar tepat")
        await world.shop.stop()
        await world.pay((await world.wait_for_payment())["txn_id"], webhooks=0)

        found, told = await run_command(tmp_path, "reconcile", environment=world.shop.environment)
        agreed, said = await run_command(tmp_path, "reconcile", environment=world.shop.environment)
        sound, audited = await run_command(tmp_path, "audit", environment=world.shop.environment)

    assert (found, agreed) == (1, 0)
    assert sound == 0, audited
    assert "over Rp 45,000 was paid at the gateway and not here; it is settled now." in told
    assert "1 payments asked about, Rp 45,000 agreed on." in said


async def test_without_a_gateway_there_is_nothing_to_reconcile_with(tmp_path: Path) -> None:
    environment, _ = await make_shop(tmp_path)
    day = f"{datetime.now(UTC):%Y-%m-%d}"

    code, said = await run_command(tmp_path, "reconcile", "--since", day, environment=environment)

    assert code == 2
    assert "PAKASIR_PROJECT_SLUG: is not set" in said
