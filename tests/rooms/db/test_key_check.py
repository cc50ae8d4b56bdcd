"""The database and the key belong together, from the first start through every change of keys."""

import asyncio
from collections.abc import Callable, Coroutine
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from auto_order.db.engine import Database
from auto_order.db.key_check import finish_rotation, open_keyring, verify_key
from auto_order.db.models import KeyCheck
from auto_order.db.session import Transactions
from auto_order.kit.errors import ConfigurationError
from auto_order.kit.keyfile import find_key
from auto_order.kit.keyring import Keyring, generate_key
from auto_order.kit.secret import Secret
from tests.rig.clock import NOW
from tests.rig.only import on_postgresql
from tests.rig.waiting import eventually

FORMER, NEW, FOREIGN = generate_key(), generate_key(), generate_key()


def ring(*keys: Secret) -> Keyring:
    return Keyring.read(Secret(",".join(key.reveal() for key in keys)))


async def start(tx: Transactions, *keys: Secret) -> None:
    async with tx() as session:
        await verify_key(session, ring(*keys), now=NOW)


async def finish(tx: Transactions, *keys: Secret) -> None:
    async with tx() as session:
        await finish_rotation(session, ring(*keys))


def move(path: Path, target: Path) -> Path:
    return path.rename(target)


def keep(path: Path, key: Secret) -> None:
    path.parent.mkdir()
    path.write_text(key.reveal())
    path.chmod(0o600)


@pytest.fixture
def key_file(tmp_path: Path) -> Path:
    return tmp_path / "data" / "encryption.key"


async def test_the_key_of_the_first_start_is_needed_ever_after(tx: Transactions) -> None:
    await start(tx, FORMER)
    await start(tx, FORMER)

    with pytest.raises(ConfigurationError, match=r"^DATA_ENCRYPTION_KEY: lacks a key") as caught:
        await start(tx, FOREIGN)

    assert FOREIGN.reveal() not in str(caught.value)
    await start(tx, FORMER)


async def test_a_refused_start_leaves_nothing_behind(tx: Transactions) -> None:
    await start(tx, FORMER)

    with pytest.raises(ConfigurationError):
        await start(tx, FOREIGN)

    async with tx.reading() as session:
        assert await session.scalar(select(func.count()).select_from(KeyCheck)) == 1


async def test_while_keys_change_both_are_needed(tx: Transactions) -> None:
    await start(tx, FORMER)

    await start(tx, NEW, FORMER)

    for too_few in (NEW, FORMER):
        with pytest.raises(ConfigurationError):
            await start(tx, too_few)
    await start(tx, FORMER, NEW)


async def test_after_the_change_the_new_key_is_needed_and_enough(tx: Transactions) -> None:
    await start(tx, FORMER)
    await start(tx, NEW, FORMER)

    await finish(tx, NEW, FORMER)

    await start(tx, NEW)
    with pytest.raises(ConfigurationError):
        await start(tx, FORMER)


async def test_a_change_that_is_rolled_back_has_not_finished(tx: Transactions) -> None:
    await start(tx, FORMER)
    await start(tx, NEW, FORMER)

    async with tx() as session:
        await finish_rotation(session, ring(NEW, FORMER))
        await session.rollback()

    with pytest.raises(ConfigurationError):
        await start(tx, NEW)


async def test_a_first_start_makes_a_key_file_and_the_next_one_uses_it(
    tx: Transactions, key_file: Path
) -> None:
    made = await open_keyring(tx, key=None, key_file=key_file, now=NOW)
    found = await open_keyring(tx, key=None, key_file=key_file, now=NOW)

    assert made.check_value == found.check_value
    key = find_key(key_file)
    assert key is not None
    assert ring(key).check_value == made.check_value


async def test_a_key_in_the_settings_needs_no_file(tx: Transactions, key_file: Path) -> None:
    keyring = await open_keyring(tx, key=NEW, key_file=key_file, now=NOW)

    assert keyring.check_value == ring(NEW).check_value
    assert not key_file.parent.exists()


async def test_a_lost_file_is_asked_for_and_never_replaced(tx: Transactions, key_file: Path) -> None:
    await open_keyring(tx, key=None, key_file=key_file, now=NOW)
    backup = move(key_file, key_file.with_name("backup"))

    with pytest.raises(ConfigurationError, match=r"(?s)DATA_ENCRYPTION_KEY: .*from a backup") as caught:
        await open_keyring(tx, key=None, key_file=key_file, now=NOW)

    assert str(key_file) in str(caught.value)
    assert find_key(key_file) is None
    move(backup, key_file)
    await open_keyring(tx, key=None, key_file=key_file, now=NOW)


async def test_a_file_of_another_shop_is_refused_by_its_path(tx: Transactions, key_file: Path) -> None:
    await start(tx, FORMER)
    keep(key_file, FOREIGN)

    with pytest.raises(ConfigurationError, match="lacks a key") as caught:
        await open_keyring(tx, key=None, key_file=key_file, now=NOW)

    assert str(caught.value).startswith(f"DATA_ENCRYPTION_KEY (not set, so {key_file} counts): ")


@on_postgresql
async def test_a_first_start_waits_for_another_one_and_must_bring_the_same_key(
    tx: Transactions, open_another: Callable[[], Database]
) -> None:
    """Without the lock the second would not wait, and both keys would count."""
    elsewhere = Transactions(open_another())
    has_begun = asyncio.Event()

    async def first() -> None:
        async with tx() as session:
            await verify_key(session, ring(FORMER), now=NOW)
            has_begun.set()
            waiting = text("SELECT count(*) > 0 FROM pg_locks WHERE NOT granted")
            await eventually(lambda: second.done() or session.scalar(waiting))

    async def after_it() -> None:
        await has_begun.wait()
        await start(elsewhere, NEW)

    async with asyncio.TaskGroup() as group:
        second = group.create_task(_refusal(after_it()))
        group.create_task(first())

    assert second.result() is not None


async def _refusal(attempt: Coroutine[None, None, None]) -> ConfigurationError | None:
    try:
        await attempt
    except ConfigurationError as error:
        return error
    return None
