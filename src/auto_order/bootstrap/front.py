"""The bot's side of a shop: the door, what its handlers work with, and the alarm behind it."""

from datetime import datetime, timedelta

import structlog

from auto_order.bootstrap.base import Base, Clock
from auto_order.bootstrap.payments import read_topup_limits
from auto_order.bootstrap.preferences import read_preferences
from auto_order.customers.service import CustomerCard
from auto_order.db.session import Transactions
from auto_order.notifications import service as notifications
from auto_order.notifications.notices import StaffProblem
from auto_order.payments.policy import PaymentPolicy
from auto_order.stock.uploads.port import Files
from auto_order.storefront.service import Storefront
from auto_order.telegram.badges import Badges
from auto_order.telegram.door import Door
from auto_order.telegram.last_lists import LastLists
from auto_order.telegram.people import People
from auto_order.telegram.texts import Texts
from auto_order.telegram.visit import ShopFront
from auto_order.vouchers.rules import GuessLimits

log = structlog.get_logger()

# The same kind of error again within this time is in the log and in nobody's chat.
_ALARM_PAUSE = timedelta(minutes=5)
_SPAM_PAUSE = timedelta(seconds=120)


def build_front(base: Base, texts: Texts, policy: PaymentPolicy | None, files: Files) -> ShopFront:
    """Put together what all handlers work with."""
    return ShopFront(
        name=base.settings.bot_store_name,
        support_contact=base.settings.bot_support_contact,
        preferences=read_preferences(base.settings),
        tx=base.tx,
        keyring=base.keyring,
        storefront=Storefront(base.tx, base.clock),
        people=People(base.tx, base.clock),
        badges=Badges(base.tx, base.clock, sellers=base.settings.telegram_admin_ids),
        last_lists=LastLists(base.tx),
        policy=policy,
        files=files,
        topup_limits=read_topup_limits(base.settings),
        guess_limits=GuessLimits(
            tries=base.settings.voucher_tries, pause=timedelta(seconds=base.settings.voucher_pause_seconds)
        ),
        transfer_instructions=base.settings.manual_transfer_instructions,
        welcome_sticker=base.settings.bot_welcome_sticker,
        texts=texts,
    )


def build_door(base: Base, front: ShopFront) -> Door:
    """Make the door with an alarm that tells the owners, and one that tells the staff of who is too fast."""
    spam_alarm = SpamAlarm(base.tx, base.clock).ring if base.settings.anti_spam else None
    return Door(front, clock=base.clock, alarm=_Alarm(base).ring, spam_alarm=spam_alarm)


class SpamAlarm:
    """Tells the staff who is too fast, at most once in a while, whoever it is."""

    def __init__(self, tx: Transactions, clock: Clock) -> None:
        self._tx = tx
        self._clock = clock
        self._rung: datetime | None = None

    async def ring(self, who: CustomerCard) -> None:
        now = self._clock()
        if self._rung is not None and now < self._rung + _SPAM_PAUSE:
            return
        self._rung = now
        notice = StaffProblem(problem="spam", facts={"name": who.name, "id": str(who.telegram_id)})
        async with self._tx() as session:
            await notifications.tell_staff(session, notice=notice, now=now)


class _Alarm:
    """Tells the owners of unexpected errors, each kind once in a while."""

    def __init__(self, base: Base) -> None:
        self._base = base
        self._rung: dict[str, datetime] = {}

    async def ring(self, code: str, kind: str) -> None:
        now = self._base.clock()
        last = self._rung.get(kind)
        if last is not None and now < last + _ALARM_PAUSE:
            return
        self._rung[kind] = now
        facts: dict[str, str | int] = {
            "shop": self._base.settings.bot_store_name,
            "code": code,
            "kind": kind,
        }
        notice = StaffProblem(problem="error", facts=facts)
        try:
            async with self._base.tx() as session:
                await notifications.tell_owners(session, notice=notice, now=now)
        except Exception:
            # The database may be what is wrong. The buyer still gets the apology, and the log has the rest.
            log.exception("bootstrap.alarm_failed", code=code)
