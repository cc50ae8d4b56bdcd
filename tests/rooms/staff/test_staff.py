"""The staff may do what they were let do, and nothing else; every change is written down."""

import pytest

from auto_order.audit import service as audit
from auto_order.audit.actor import staff as staff_actor
from auto_order.db.session import Transactions
from auto_order.staff import service as staff
from auto_order.staff.models import Permission
from auto_order.staff.rules import GRANTABLE, NotGrantable, read_permissions, write_permissions
from tests.rig.clock import NOW

_SELLER = staff_actor(2001)


async def _set(tx: Transactions, permission: Permission, *, is_granted: bool = True) -> staff.Member:
    async with tx() as session:
        return await staff.set_permission(
            session,
            telegram_id=2002,
            name="Budi",
            permission=permission,
            is_granted=is_granted,
            by=_SELLER,
            now=NOW,
        )


async def _list_deeds(tx: Transactions) -> list[tuple[str, str, str | None, str | None]]:
    async with tx.reading() as session:
        entries = await audit.list_entries(session, subject="staff:2002")
    return [(entry.actor, entry.action, entry.before, entry.after) for entry in entries]


async def test_permissions_add_up_and_are_taken_back_one_by_one(tx: Transactions) -> None:
    await _set(tx, Permission.STOCK)
    await _set(tx, Permission.CATALOG)

    member = await _set(tx, Permission.STOCK, is_granted=False)

    assert member.permissions == {Permission.CATALOG}
    async with tx.reading() as session:
        assert await staff.map_permissions(session) == {2002: {Permission.CATALOG}}


async def test_every_change_is_written_down_and_a_repeat_is_not(tx: Transactions) -> None:
    await _set(tx, Permission.STOCK)
    await _set(tx, Permission.STOCK)
    async with tx() as session:
        await staff.dismiss(session, telegram_id=2002, by=_SELLER, now=NOW)

    assert await _list_deeds(tx) == [
        ("staff:2001", "staff.dismiss", '{"permissions":"stock"}', None),
        ("staff:2001", "staff.permissions", '{"permissions":""}', '{"permissions":"stock"}'),
    ]


async def test_whoever_was_let_go_may_do_nothing(tx: Transactions) -> None:
    await _set(tx, Permission.MONEY)

    for _ in range(2):
        async with tx() as session:
            await staff.dismiss(session, telegram_id=2002, by=_SELLER, now=NOW)

    async with tx.reading() as session:
        assert not await staff.map_permissions(session)


async def test_the_choice_of_the_staff_is_given_to_nobody(tx: Transactions) -> None:
    with pytest.raises(NotGrantable):
        await _set(tx, Permission.STAFF)

    async with tx.reading() as session:
        assert not await staff.list_members(session)


def test_what_was_written_is_read_and_anything_else_is_nothing() -> None:
    assert read_permissions(write_permissions(GRANTABLE)) == set(GRANTABLE)
    assert not read_permissions("")
    assert read_permissions("staff,stock,fly") == {Permission.STOCK}
