"""``auto-order audit`` tells a shop that is well from one that is not, for people and for cron."""

import json
from pathlib import Path

from sqlalchemy import text

from auto_order.bootstrap.base import open_base
from auto_order.settings import read_settings
from tests.factories import make_customer, make_product
from tests.rig.command import run_command


async def _open_and_corrupt(folder: Path, *statements: str) -> dict[str, str]:
    """Leave a shop with a buyer and some units, and do something to it behind its back."""
    environment = {"DATABASE_URL": f"sqlite:///{folder}/shop.db"}
    settings = read_settings(environment, env_file=None, needs_bot=False)
    async with open_base(settings) as base, base.tx() as session:
        await make_customer(session, balance=5_000)
        await make_product(session, units=3)
        for statement in statements:
            await session.execute(text(statement))
    return environment


async def test_a_shop_that_is_well_ends_with_0(tmp_path: Path) -> None:
    environment = await _open_and_corrupt(tmp_path)

    code, said = await run_command(tmp_path, "audit", environment=environment)

    assert code == 0, said
    assert "wallet_is_its_transfers" in said
    assert "No differences" in said


async def test_a_difference_is_named_and_ends_with_1(tmp_path: Path) -> None:
    environment = await _open_and_corrupt(tmp_path, "UPDATE wallets SET balance = 4999")

    code, said = await run_command(tmp_path, "audit", environment=environment)
    json_code, as_json = await run_command(tmp_path, "audit", "--json", environment=environment)

    assert (code, json_code) == (1, 1)
    assert "wallet of customer 1 says 4999, its transfers 5000" in said
    told = json.loads(as_json)
    assert told["differences"] == 1
    assert [check["name"] for check in told["checks"] if check["differences"]] == ["wallet_is_its_transfers"]


async def test_no_database_is_made_where_none_is(tmp_path: Path) -> None:
    environment = {"DATABASE_URL": f"sqlite:///{tmp_path}/no/shop.db"}

    code, said = await run_command(tmp_path, "audit", environment=environment)

    assert code == 2
    assert "where no database is" in said
    assert not (tmp_path / "no").exists()


async def test_a_database_of_another_version_is_left_as_it_is(tmp_path: Path) -> None:
    environment = await _open_and_corrupt(tmp_path, "UPDATE alembic_version SET version_num = '0001'")

    code, said = await run_command(tmp_path, "audit", environment=environment)

    assert code == 2
    assert "at revision 0001" in said
