"""What a seller chooses holds from then on, is checked, and is written down; the rest is as installed."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest

from auto_order.audit import service as audit
from auto_order.audit.actor import staff
from auto_order.db.session import Transactions
from auto_order.preferences import rules, service
from auto_order.preferences.models import Choice, Hours, Preference, Preferences
from auto_order.preferences.rules import BadPreference, ShopClosed
from tests.rig.clock import NOW

_DEFAULTS = Preferences(
    shop_name="Toko", support_contact="@cs", invoice_minutes=15, timezone=ZoneInfo("Asia/Jakarta")
)
_SELLER = staff(2001)


async def _change(tx: Transactions, choice: Choice, text: str) -> Preferences:
    async with tx() as session:
        await service.change(session, choice, text, by=_SELLER, now=NOW)
    async with tx.reading() as session:
        return await service.read(session, _DEFAULTS)


async def test_without_choices_everything_is_as_installed(tx: Transactions) -> None:
    async with tx.reading() as session:
        assert await service.read(session, _DEFAULTS) == _DEFAULTS


@pytest.mark.parametrize(
    ("choice", "text", "value"),
    [
        (Choice.SHOP_NAME, " Toko  <Baru> ", "Toko <Baru>"),
        (Choice.SUPPORT_CONTACT, "@baru", "@baru"),
        (Choice.SUPPORT_CONTACT, "", None),
        (Choice.INVOICE_MINUTES, "30", 30),
        (Choice.LOW_STOCK_AT, "1.000", 1000),
        (Choice.IS_CLOSED, "1", True),
        (Choice.HOURS, "8.00 - 22:30", Hours(time(8), time(22, 30))),
        (Choice.HOURS, "22:00 sampai 06:00", Hours(time(22), time(6))),
        (Choice.HOURS, "", None),
        (Choice.TAKES_WALLET, "0", False),
        (Choice.LANGUAGES, "en", ("en",)),
    ],
)
async def test_a_choice_holds_from_then_on(
    tx: Transactions, choice: Choice, text: str, value: object
) -> None:
    chosen = await _change(tx, choice, text)

    assert getattr(chosen, choice.value) == value


@pytest.mark.parametrize(
    ("choice", "text"),
    [
        (Choice.SHOP_NAME, "  "),
        (Choice.SHOP_NAME, "x" * 65),
        (Choice.SUPPORT_CONTACT, "x" * 129),
        (Choice.INVOICE_MINUTES, "4"),
        (Choice.INVOICE_MINUTES, "181"),
        (Choice.INVOICE_MINUTES, "lama"),
        (Choice.LOW_STOCK_AT, "-1"),
        (Choice.IS_CLOSED, "ya"),
        (Choice.HOURS, "25:00-26:00"),
        (Choice.HOURS, "08:00-08:00"),
        (Choice.HOURS, "pagi"),
        (Choice.LANGUAGES, "fr"),
    ],
)
async def test_what_cannot_be_chosen_is_refused(tx: Transactions, choice: Choice, text: str) -> None:
    with pytest.raises(BadPreference):
        await _change(tx, choice, text)

    async with tx.reading() as session:
        assert await service.read(session, _DEFAULTS) == _DEFAULTS


async def test_a_change_is_written_down_and_a_repeat_is_not(tx: Transactions) -> None:
    await _change(tx, Choice.INVOICE_MINUTES, "30")
    await _change(tx, Choice.INVOICE_MINUTES, "30")

    async with tx.reading() as session:
        entries = await audit.list_entries(session, subject="shop")
    assert [(entry.action, entry.before, entry.after) for entry in entries] == [
        ("shop.invoice_minutes", None, '{"invoice_minutes":"30"}')
    ]


async def test_what_cannot_be_read_any_more_is_as_installed(tx: Transactions) -> None:
    async with tx() as session:
        session.add(Preference(name=Choice.INVOICE_MINUTES, value="soon", changed_at=NOW))

    async with tx.reading() as session:
        assert await service.read(session, _DEFAULTS) == _DEFAULTS


@pytest.mark.parametrize(
    ("hours", "moment", "is_open"),
    [
        ("08:00-22:00", "08:00", True),
        ("08:00-22:00", "21:59", True),
        ("08:00-22:00", "22:00", False),
        ("08:00-22:00", "07:59", False),
        ("22:00-06:00", "23:00", True),
        ("22:00-06:00", "05:59", True),
        ("22:00-06:00", "12:00", False),
    ],
)
def test_the_shop_sells_within_its_hours_in_its_own_time(hours: str, moment: str, is_open: bool) -> None:  # noqa: FBT001 - a column of the table
    chosen = rules.read({Choice.HOURS: rules.write(Choice.HOURS, hours)}, _DEFAULTS)
    local = datetime.fromisoformat(f"2026-11-23T{moment}:00+07:00").astimezone(UTC)

    if is_open:
        rules.check_open(chosen, now=local)
    else:
        with pytest.raises(ShopClosed) as refusal:
            rules.check_open(chosen, now=local)
        assert refusal.value.opens == hours[:5]
