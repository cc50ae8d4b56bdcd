"""A chat has at most one open step; what was typed is sealed, survives, and is taken once."""

import pytest
from sqlalchemy import select

from auto_order.db.engine import Database
from auto_order.db.session import Transactions
from auto_order.dialogs import service as dialogs
from auto_order.dialogs.models import Dialog
from auto_order.dialogs.rules import StepGone
from auto_order.kit.keyring import Keyring, TamperedError, generate_key
from tests.rig.clock import NOW

_GOODS = "user@mail.test:<pass & word>"


@pytest.fixture
def keyring() -> Keyring:
    return Keyring.read(generate_key())


async def _ask(
    tx: Transactions, keyring: Keyring, kind: str = "content", *, chat_id: int = 7, goods: str = _GOODS
) -> dialogs.Step:
    async with tx() as session:
        return await dialogs.ask(
            session,
            chat_id=chat_id,
            kind=kind,
            data={"product": 3, "content": goods},
            message_id=11,
            keyring=keyring,
            now=NOW,
        )


async def _find(tx: Transactions, keyring: Keyring, chat_id: int = 7) -> dialogs.Step | None:
    async with tx.reading() as session:
        return await dialogs.find(session, chat_id=chat_id, keyring=keyring)


async def test_what_was_typed_is_found_again(tx: Transactions, keyring: Keyring) -> None:
    asked = await _ask(tx, keyring)

    assert await _find(tx, keyring) == asked
    assert asked.data == {"product": 3, "content": _GOODS}
    assert await _find(tx, keyring, chat_id=8) is None


async def test_another_question_takes_the_place_of_the_open_one(tx: Transactions, keyring: Keyring) -> None:
    await _ask(tx, keyring)
    asked = await _ask(tx, keyring, "price")

    assert await _find(tx, keyring) == asked


async def test_an_answer_is_taken_once(tx: Transactions, keyring: Keyring) -> None:
    step = await _ask(tx, keyring)
    async with tx() as session:
        await dialogs.close(session, step)

    with pytest.raises(StepGone):
        async with tx() as session:
            await dialogs.close(session, step)

    assert await _find(tx, keyring) is None


async def test_closing_a_step_leaves_the_one_that_took_its_place(tx: Transactions, keyring: Keyring) -> None:
    first = await _ask(tx, keyring)
    second = await _ask(tx, keyring)

    with pytest.raises(StepGone):
        async with tx() as session:
            await dialogs.close(session, first)

    assert await _find(tx, keyring) == second


async def test_the_message_that_asks_can_be_noted_later(tx: Transactions, keyring: Keyring) -> None:
    await _ask(tx, keyring)

    async with tx() as session:
        await dialogs.place(session, chat_id=7, message_id=99)

    found = await _find(tx, keyring)
    assert found is not None
    assert found.message_id == 99


async def test_goods_are_nowhere_in_plain(tx: Transactions, database: Database, keyring: Keyring) -> None:
    step = await _ask(tx, keyring)

    async with database.reader.connect() as connection:
        row = (await connection.execute(select(Dialog.__table__))).one()
    assert b"mail.test" not in bytes(row.data)
    assert "mail.test" not in f"{row!r}{step!r}"


async def test_what_was_typed_in_one_chat_does_not_open_in_another(
    tx: Transactions, keyring: Keyring
) -> None:
    await _ask(tx, keyring)
    async with tx() as session:
        row = await session.get(Dialog, 7)
        assert row is not None
        row.chat_id = 8

    with pytest.raises(TamperedError):
        await _find(tx, keyring, chat_id=8)
