"""Who is at the door: the customer behind an account, remembered so that most taps ask no database."""

from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import NamedTuple

from auto_order.customers import service as customers
from auto_order.customers.service import CustomerCard
from auto_order.db.session import Transactions

# Another process may block someone or change a language meanwhile.
_HOLDS = timedelta(seconds=30)
_MOST_KEPT = 10_000


class Profile(NamedTuple):
    """What Telegram says about a person with every update."""

    telegram_id: int
    name: str
    username: str | None
    language: str


class _Known(NamedTuple):
    card: CustomerCard
    until: datetime


class People:
    """Finds customers, meets new ones, follows changed names."""

    def __init__(self, tx: Transactions, clock: Callable[[], datetime]) -> None:
        self._tx = tx
        self._clock = clock
        self._known: OrderedDict[int, _Known] = OrderedDict()

    async def recognize(self, profile: Profile) -> CustomerCard:
        """Give the customer with this profile; writes only at the first meeting and for a changed name."""
        known = self._known.get(profile.telegram_id)
        if known is not None and self._clock() < known.until and _is_same(known.card, profile):
            self._known.move_to_end(profile.telegram_id)
            return known.card
        return self.remember(await self._look_up(profile))

    def remember(self, card: CustomerCard) -> CustomerCard:
        """Keep what is known of a customer, after it was read or changed."""
        self._known[card.telegram_id] = _Known(card, self._clock() + _HOLDS)
        self._known.move_to_end(card.telegram_id)
        while len(self._known) > _MOST_KEPT:
            self._known.popitem(last=False)
        return card

    async def _look_up(self, profile: Profile) -> CustomerCard:
        async with self._tx.reading() as session:
            card = await customers.find_customer(session, telegram_id=profile.telegram_id)
        if card is not None and _is_same(card, profile):
            return card
        async with self._tx() as session:
            if card is None:
                return await customers.meet(session, **profile._asdict(), now=self._clock())
            await customers.rename(session, card.id, name=profile.name, username=profile.username)
            return card._replace(name=profile.name, username=profile.username)


def _is_same(card: CustomerCard, profile: Profile) -> bool:
    return card.name == profile.name and card.username == profile.username
