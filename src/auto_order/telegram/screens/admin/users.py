"""Screens of the buyers and of those who run the shop."""

from collections.abc import Sequence

from auto_order.backoffice.models import CustomerFile, CustomerRows, OrderRow
from auto_order.customers.service import CustomerCard
from auto_order.staff.models import Permission
from auto_order.staff.rules import GRANTABLE
from auto_order.staff.service import Member
from auto_order.telegram.screens.admin.orders import order_row
from auto_order.telegram.screens.screen import Button, Screen, cancel, in_columns, paging, tap
from auto_order.telegram.staff_callbacks.home import ShowAdmin
from auto_order.telegram.staff_callbacks.money import DecideMoney, Deed
from auto_order.telegram.staff_callbacks.users import (
    BlockCustomer,
    DismissMember,
    FindCustomers,
    ManageCustomer,
    ManageMember,
    SetPermission,
    ShowCustomers,
    ShowStaff,
)
from auto_order.telegram.texts import Words, joined


def customers(page: CustomerRows, here: ShowCustomers, words: Words) -> Screen:
    """List buyers, the latest first, a button each."""
    text = words("users-admin", total=page.total, page=page.page, pages=page.pages)
    if here.search:
        text = joined((text, words("products-admin-search", search=here.search)))
    rows: list[Sequence[Button]] = [
        [
            tap(
                f"{'🚫 ' if row.is_blocked else ''}{row.name}{f' · @{row.username}' if row.username else ''}",
                ManageCustomer(customer=row.id),
            )
        ]
        for row in page.rows
    ]
    rows += [
        paging(
            words,
            page=page.page,
            pages=page.pages,
            to=lambda number: ShowCustomers(page=number, search=here.search),
        ),
        [tap(words("button-search"), FindCustomers()), tap(words("button-back"), ShowAdmin())],
    ]
    return Screen(text, rows)


def customer(
    shown: CustomerFile, latest: Sequence[OrderRow], permissions: frozenset[Permission], words: Words
) -> Screen:
    """Show a buyer with what the person may do."""
    card = shown.card
    text = words(
        "user-admin",
        name=card.name,
        username=f"@{card.username}" if card.username else words("nothing-yet"),
        id=str(card.telegram_id),
        language=card.language,
        state=words("user-blocked" if card.is_blocked else "user-served"),
        balance=words.money(shown.balance),
        orders=shown.orders,
        spent=words.money(shown.spent),
        met=words.moment(shown.met_at),
    )
    listed = [order_row(row, words) for row in latest] if Permission.ORDERS in permissions else []
    rows = [
        *listed,
        *in_columns(_customer_deeds(card, permissions, words), 2),
        [tap(words("button-back"), ShowCustomers())],
    ]
    return Screen(text, rows)


def sure_to_block(card: CustomerCard, words: Words) -> Screen:
    """Ask once more before a buyer is turned away."""
    return Screen(
        words("user-sure-to-block", name=card.name),
        [
            [tap(words("button-block"), BlockCustomer(customer=card.id, is_blocked=True, is_sure=True))],
            [tap(words("button-back"), ManageCustomer(customer=card.id))],
        ],
    )


def ask_search(_typed: object, words: Words) -> Screen:
    """Ask for the word to search buyers by."""
    return Screen(words("users-ask-search"), [cancel(words)])


def staff(members: Sequence[tuple[Member, int | None]], words: Words) -> Screen:
    """List who runs the shop beside the seller; a button for each who has met the shop."""
    rows = [
        [tap(f"👮 {member.name} · {len(member.permissions)}", ManageMember(customer=customer_id))]
        for member, customer_id in members
        if customer_id is not None
    ]
    key = "staff-admin" if members else "staff-admin-none"
    return Screen(words(key), [*rows, [tap(words("button-back"), ShowAdmin())]])


def member(card: CustomerCard, permissions: frozenset[Permission], words: Words) -> Screen:
    """Show what somebody may do, with a switch for each permission."""
    switches = [
        tap(
            f"{'✅' if permission in permissions else '⬜'} {words(f'permission-{permission}')}",
            SetPermission(customer=card.id, permission=permission, is_granted=permission not in permissions),
        )
        for permission in GRANTABLE
    ]
    dismiss = [tap(words("button-dismiss"), DismissMember(customer=card.id))] if permissions else []
    return Screen(
        words("member-admin", name=card.name),
        [*in_columns(switches, 2), dismiss, [tap(words("button-back"), ShowStaff())]],
    )


def _customer_deeds(card: CustomerCard, permissions: frozenset[Permission], words: Words) -> Sequence[Button]:
    deeds = []
    if Permission.MONEY in permissions:
        deeds += [
            tap(words("button-credit"), DecideMoney(deed=Deed.CREDIT, subject=card.id)),
            tap(words("button-debit"), DecideMoney(deed=Deed.DEBIT, subject=card.id)),
        ]
    key = "button-unblock" if card.is_blocked else "button-block"
    deeds.append(tap(words(key), BlockCustomer(customer=card.id, is_blocked=not card.is_blocked)))
    if Permission.STAFF in permissions:
        deeds.append(tap(words("button-make-staff"), ManageMember(customer=card.id)))
    return deeds
