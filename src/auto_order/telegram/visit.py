"""What a handler is given and what it gives back: no Telegram object, so nothing can wait for the network."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from auto_order.audit import actor
from auto_order.audit.actor import Actor
from auto_order.customers.service import CustomerCard
from auto_order.db.session import Transactions
from auto_order.kit.keyring import Keyring
from auto_order.kit.secret import Secret
from auto_order.payments.policy import PaymentPolicy, TopupLimits
from auto_order.preferences.models import Preferences
from auto_order.staff.models import Permission
from auto_order.staff.rules import NOTHING
from auto_order.stock.uploads.port import Files
from auto_order.storefront.service import Storefront
from auto_order.telegram.badges import Badges
from auto_order.telegram.last_lists import LastLists
from auto_order.telegram.people import People
from auto_order.telegram.screens.screen import Screen
from auto_order.telegram.texts import Texts, Words
from auto_order.vouchers.rules import GuessLimits


@dataclass(frozen=True)
class ShopFront:
    """What all handlers of one shop work with."""

    name: str
    support_contact: str | None
    preferences: Preferences
    tx: Transactions
    keyring: Keyring
    storefront: Storefront
    people: People
    badges: Badges
    last_lists: LastLists
    policy: PaymentPolicy | None
    files: Files
    topup_limits: TopupLimits
    guess_limits: GuessLimits
    transfer_instructions: str | None
    welcome_sticker: str | None
    texts: Texts


@dataclass(frozen=True)
class Visit:
    """One update of one person: who, when, and from which message. ``words`` are in their language.

    ``permissions`` are what one of the staff may do, and empty for the handlers of buyers.
    """

    shop: ShopFront
    customer: CustomerCard
    words: Words
    now: datetime
    chat_id: int
    message_id: int | None = None
    permissions: frozenset[Permission] = NOTHING

    @property
    def actor(self) -> Actor:
        """Who does what is to be written down in the audit log."""
        return actor.staff(self.customer.telegram_id)


class File(NamedTuple):
    """A file to send. Its content may be goods."""

    name: str
    content: Secret


class Greeting(NamedTuple):
    """What a person sees first: Telegram's id of a sticker, which it may refuse, and a screen that stays."""

    sticker: str | None
    screen: Screen | None = None


class Answer(NamedTuple):
    """What to show: a screen, in place of the tapped one, and a toast over it. Both None is silence.

    ``is_alert`` makes the toast a box to close; ``is_new`` sends the screen below instead of in place.
    ``is_asking``: the screen asks the step that is open now. ``follow`` is what a button would carry whose
    screen comes here. ``file`` comes below. ``replaces`` is a message that goes once the screen is there;
    ``removes`` takes the tapped one away. ``greeting`` goes ahead of everything. ``preview`` is a message of
    this chat that is shown once more, as others would get it, with the screen below.
    """

    screen: Screen | None = None
    toast: str | None = None
    is_alert: bool = False
    is_new: bool = False
    is_asking: bool = False
    follow: str | None = None
    replaces: int | None = None
    file: File | None = None
    removes: bool = False
    greeting: Greeting | None = None
    preview: int | None = None


TapHandler = Callable[[Visit, Any], Awaitable[Answer]]
TextHandler = Callable[[Visit, str], Awaitable[Answer]]


class Call(NamedTuple):
    """What a message means: the words for its handler, and who that is."""

    argument: str
    handler: TextHandler
