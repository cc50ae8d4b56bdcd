"""The staff's table: who answers, and what one must be permitted for it. Nobody else gets an answer."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import Any, Generic, NamedTuple, TypeVar

from aiogram.filters.callback_data import CallbackData

from auto_order.staff.models import Permission
from auto_order.staff.rules import EVERYTHING
from auto_order.telegram import staff_callbacks as callbacks
from auto_order.telegram.admin import home
from auto_order.telegram.visit import Answer, Visit

GivenT = TypeVar("GivenT")
Needs = frozenset[Permission]


class StaffRoute(NamedTuple, Generic[GivenT]):
    """Who answers, and the permissions of which one must have at least one."""

    handler: Callable[[Visit, GivenT], Awaitable[Answer]]
    needs: Needs


def guarded(
    handler: Callable[[Visit, GivenT], Awaitable[Answer]], needs: Needs
) -> Callable[[Visit, GivenT], Awaitable[Answer]]:
    """Let a handler answer those who may; anybody else hears what a button of nobody's would say."""

    async def guard(visit: Visit, given: GivenT) -> Answer:
        admitted = await admit(visit, needs)
        if admitted is None:
            return Answer(toast=visit.words("old-button"), is_alert=True)
        return await handler(admitted, given)

    return guard


async def admit(visit: Visit, needs: Needs) -> Visit | None:
    """Give the visit of somebody who may, with all they may do; None for anybody else."""
    permissions = await visit.shop.badges.find(visit.chat_id)
    return replace(visit, permissions=permissions) if needs & permissions else None


ANYBODY = EVERYTHING

TAPS: Mapping[type[CallbackData], StaffRoute[Any]] = {
    callbacks.ShowAdmin: StaffRoute(home.show_admin, ANYBODY),
}
LABELS: Mapping[str, StaffRoute[str]] = {
    "menu-admin": StaffRoute(home.open_admin, ANYBODY),
}
