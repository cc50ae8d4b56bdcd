"""The verbs about the staff: let somebody do something, take it back, let them go."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from auto_order.audit import service as audit
from auto_order.audit.actor import Actor
from auto_order.db.insert_once import insert_once
from auto_order.db.session import Session, note_change
from auto_order.staff import repository
from auto_order.staff.models import Permission, StaffMember
from auto_order.staff.rules import check_grantable, read_permissions, write_permissions

# What this process's caches listen to, see Transactions.changes.
TOPIC = "staff"


class Member(NamedTuple):
    """Somebody of the staff and what they may do. A value: it does not follow the row."""

    telegram_id: int
    name: str
    permissions: frozenset[Permission]


async def list_members(session: Session) -> Sequence[Member]:
    """List the staff, in the order in which they came."""
    return [_as_value(member) for member in await repository.list_members(session)]


async def map_permissions(session: Session) -> Mapping[int, frozenset[Permission]]:
    """Say what each of the staff may do, by Telegram account."""
    return {member.telegram_id: member.permissions for member in await list_members(session)}


async def set_permission(
    session: Session,
    *,
    telegram_id: int,
    name: str,
    permission: Permission,
    is_granted: bool,
    by: Actor,
    now: datetime,
) -> Member:
    """Let somebody do something, or no more; who was not of the staff is from now on. Safe to repeat.

    Raises NotGrantable.
    """
    check_grantable(permission)
    first = {"telegram_id": telegram_id, "name": name, "permissions": "", "added_at": now}
    await insert_once(session, StaffMember, first)
    member = await repository.lock_member(session, telegram_id)
    assert member is not None
    before = member.permissions
    others = read_permissions(before) - {permission}
    member.name = name
    member.permissions = write_permissions(others | {permission} if is_granted else others)
    note_change(session, TOPIC)
    if member.permissions != before:
        await _record(session, member, "staff.permissions", before, member.permissions, by=by, now=now)
    return _as_value(member)


async def dismiss(session: Session, *, telegram_id: int, by: Actor, now: datetime) -> None:
    """Let somebody of the staff go; they may do nothing from now on. Safe to repeat."""
    member = await repository.lock_member(session, telegram_id)
    if member is None:
        return
    await session.delete(member)
    note_change(session, TOPIC)
    await _record(session, member, "staff.dismiss", member.permissions, None, by=by, now=now)


async def _record(
    session: Session,
    member: StaffMember,
    action: str,
    before: str,
    after: str | None,
    *,
    by: Actor,
    now: datetime,
) -> None:
    await audit.record(
        session,
        by=by,
        action=action,
        subject=f"staff:{member.telegram_id}",
        before={"permissions": before},
        after=None if after is None else {"permissions": after},
        now=now,
    )


def _as_value(member: StaffMember) -> Member:
    return Member(member.telegram_id, member.name, read_permissions(member.permissions))
