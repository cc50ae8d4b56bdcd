"""``auto-order key rotate`` seals everything anew, also after it was interrupted, and never loses a unit."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from sqlalchemy import URL, select, update

from auto_order.audit.actor import SYSTEM
from auto_order.bootstrap.base import Base, open_base
from auto_order.bootstrap.rotation import Rotation, rotate
from auto_order.catalog import service as catalog
from auto_order.catalog.service import ProductFacts
from auto_order.db.engine import Database
from auto_order.dialogs import service as dialogs
from auto_order.kit.errors import ConfigurationError
from auto_order.kit.keyring import Keyring, generate_key
from auto_order.kit.secret import Secret
from auto_order.settings import read_settings
from auto_order.stock import loading
from auto_order.stock.models import StockItem
from tests.rig.command import run_command
from tests.rig.only import on_postgresql
from tests.rig.waiting import eventually

_UNITS = [f"unit-{number}" for number in range(1200)]
_CHAT = -42


class _Interrupted(Exception):
    pass


class Vault:
    """A shop whose keys are changed."""

    def __init__(self, database: URL) -> None:
        plain = "sqlite" if database.get_backend_name() == "sqlite" else "postgresql"
        self.url = database.set(drivername=plain).render_as_string(hide_password=False)
        self.former, self.new = (generate_key().reveal() for _ in range(2))

    def environment(self, keys: str) -> Mapping[str, str]:
        return {"DATABASE_URL": self.url, "DATA_ENCRYPTION_KEY": keys}

    @asynccontextmanager
    async def opened(self, keys: str) -> AsyncIterator[Base]:
        settings = read_settings(self.environment(keys), env_file=None, needs_bot=False)
        async with open_base(settings) as base:
            yield base

    async def load(self, keys: str, contents: Sequence[str]) -> int:
        """Load units of the one product, and leave a step open; say how many units were new."""
        async with self.opened(keys) as base, base.tx() as session:
            now = base.clock()
            facts = ProductFacts(code="nf", name="Netflix", price=1000)
            product = await catalog.offer_product(session, facts, now=now)
            secrets = map(Secret, contents)
            report = await loading.load(
                session, product_id=product.id, contents=secrets, keyring=base.keyring, now=now
            )
            await dialogs.ask(
                session,
                chat_id=_CHAT,
                kind="x",
                data={"typed": "so far"},
                message_id=None,
                keyring=base.keyring,
                now=now,
            )
            return report.new

    async def rotate(self) -> Rotation:
        async with self.opened(f"{self.new},{self.former}") as base:
            return await rotate(base, by=SYSTEM, on_progress=lambda _done: None)

    async def read(self, keys: str) -> list[str]:
        """Open every unit, in order, and what was typed."""
        async with self.opened(keys) as base, base.tx.reading() as session:
            items = await session.scalars(select(StockItem).order_by(StockItem.position))
            units = [
                base.keyring.open(item.content, loading.seal_context(item.product_id)).reveal()
                for item in items
            ]
            step = await dialogs.find(session, chat_id=_CHAT, keyring=base.keyring)
            assert step is not None
            return [*units, str(step.data["typed"])]


@pytest.fixture
def vault(database_url: URL) -> Vault:
    return Vault(database_url)


async def test_after_a_rotation_the_new_key_alone_opens_everything(vault: Vault) -> None:
    await vault.load(vault.former, _UNITS)

    rotation = await vault.rotate()

    assert rotation == Rotation(len(_UNITS) + 1, {}, is_finished=True)
    assert await vault.read(vault.new) == [*_UNITS, "so far"]
    with pytest.raises(ConfigurationError):
        await vault.read(vault.former)


async def test_what_was_loaded_under_the_former_key_is_still_known_under_the_new_one(vault: Vault) -> None:
    await vault.load(vault.former, _UNITS)
    await vault.rotate()

    assert await vault.load(vault.new, [*_UNITS, "another"]) == 1


async def test_an_interrupted_rotation_is_gone_on_with(vault: Vault) -> None:
    await vault.load(vault.former, _UNITS)

    def interrupt(_done: int) -> None:
        raise _Interrupted

    async with vault.opened(f"{vault.new},{vault.former}") as base:
        with pytest.raises(_Interrupted):
            await rotate(base, by=SYSTEM, on_progress=interrupt)
    rotation = await vault.rotate()

    assert rotation.is_finished
    assert rotation.resealed == len(_UNITS) + 1 - 500
    assert await vault.read(vault.new) == [*_UNITS, "so far"]


async def test_a_damaged_unit_stops_nothing_but_keeps_the_former_key(vault: Vault) -> None:
    await vault.load(vault.former, _UNITS[:3])
    async with vault.opened(vault.former) as base, base.tx() as session:
        ids = (await session.scalars(select(StockItem.id).order_by(StockItem.position))).all()
        await session.execute(update(StockItem).where(StockItem.id == ids[1]).values(content=b"\x01" * 40))

    rotation = await vault.rotate()

    assert rotation.damaged == {"units": [ids[1]]}
    assert not rotation.is_finished
    with pytest.raises(ConfigurationError):
        await vault.load(vault.new, [])


@on_postgresql
async def test_units_in_the_middle_of_a_sale_are_left_until_it_is_over(
    vault: Vault, database: Database
) -> None:
    await vault.load(vault.former, _UNITS[:3])
    former_mark = Keyring.read(Secret(vault.former)).mark

    async def is_one_left_alone() -> bool:
        async with database.reader.connect() as connection:
            contents = await connection.scalars(select(StockItem.content))
            return [content.startswith(former_mark) for content in contents].count(True) == 1

    async with asyncio.TaskGroup() as group, database.writer.begin() as sale:
        await sale.execute(select(StockItem).limit(1).with_for_update())
        rotating = group.create_task(vault.rotate())
        await eventually(is_one_left_alone)
        assert not rotating.done()
        await sale.rollback()

    assert rotating.result().is_finished
    assert sorted(await vault.read(vault.new)) == sorted([*_UNITS[:3], "so far"])


async def test_the_command_says_how_it_went(vault: Vault, tmp_path: Path) -> None:
    await vault.load(vault.former, _UNITS[:3])

    code, said = await run_command(
        tmp_path, "key", "rotate", environment=vault.environment(f"{vault.new},{vault.former}")
    )
    bad, why = await run_command(tmp_path, "key", "rotate", environment=vault.environment(vault.former))

    assert code == 0
    assert "4 sealed anew. Everything is sealed under the first key" in said
    assert bad == 2
    assert "DATA_ENCRYPTION_KEY: lacks a key" in why
