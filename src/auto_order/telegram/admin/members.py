"""Who runs the shop, and what each may do: the seller's choice alone."""

from auto_order.backoffice import service as backoffice
from auto_order.customers import service as customers
from auto_order.customers.service import CustomerCard
from auto_order.staff import service as staff
from auto_order.telegram.screens.admin import users as screens
from auto_order.telegram.staff_callbacks.users import (
    DismissMember,
    ManageMember,
    SetPermission,
    ShowStaff,
)
from auto_order.telegram.visit import Answer, Visit


async def show_staff(visit: Visit, _tap: ShowStaff) -> Answer:
    """Show who runs the shop beside the seller."""
    async with visit.shop.tx.reading() as session:
        members = await staff.list_members(session)
        cards = [await customers.find_customer(session, telegram_id=one.telegram_id) for one in members]
    listed = [
        (member, None if card is None else card.id) for member, card in zip(members, cards, strict=True)
    ]
    return Answer(screens.staff(listed, visit.words))


async def manage_member(visit: Visit, tap: ManageMember) -> Answer:
    """Show what somebody may do."""
    card = await _find_card(visit, tap.customer)
    permissions = await visit.shop.badges.find(card.telegram_id)
    return Answer(screens.member(card, permissions, visit.words))


async def set_permission(visit: Visit, tap: SetPermission) -> Answer:
    """Let somebody do something, or no more, from this moment on."""
    card = await _find_card(visit, tap.customer)
    async with visit.shop.tx() as session:
        member = await staff.set_permission(
            session,
            telegram_id=card.telegram_id,
            name=card.name,
            permission=tap.permission,
            is_granted=tap.is_granted,
            by=visit.actor,
            now=visit.now,
        )
    return Answer(screens.member(card, member.permissions, visit.words))


async def dismiss_member(visit: Visit, tap: DismissMember) -> Answer:
    """Let somebody go; making them staff again is two taps."""
    card = await _find_card(visit, tap.customer)
    async with visit.shop.tx() as session:
        await staff.dismiss(session, telegram_id=card.telegram_id, by=visit.actor, now=visit.now)
    return Answer(toast=visit.words("member-dismissed", name=card.name), follow=ShowStaff().pack())


async def _find_card(visit: Visit, customer_id: int) -> CustomerCard:
    async with visit.shop.tx.reading() as session:
        return (await backoffice.open_customer(session, customer_id)).card
