"""What the seller has chosen for the shop, its words too, remembered so that a tap asks no database."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from auto_order.kit.shared_read import SharedRead
from auto_order.preferences import service as preferences
from auto_order.preferences.models import Preferences
from auto_order.telegram.texts import Words
from auto_order.telegram.visit import ShopFront
from auto_order.templates import service as templates

# Another process may change something meanwhile; changes of this one are heard of at once.
_HOLDS = timedelta(seconds=5)


class Choices:
    """Gives the shop as it is now. ``installed`` is the shop as its settings make it."""

    def __init__(self, installed: ShopFront, clock: Callable[[], datetime]) -> None:
        self._installed = installed
        self._now = installed
        self._clock = clock
        self._until: datetime | None = None
        self._reading = SharedRead(self._read)
        for topic in (preferences.TOPIC, templates.TOPIC):
            installed.tx.changes(topic).listen(self._forget)

    async def apply(self) -> ShopFront:
        """Give the shop with what is chosen at this moment."""
        if self._until is None or self._clock() >= self._until:
            chosen = await self._reading.get()
            self._until = self._clock() + _HOLDS
            if chosen != self._now.preferences:
                self._now = _with(self._installed, chosen)
        return self._now

    def _forget(self) -> None:
        self._until = None

    async def _read(self) -> Preferences:
        async with self._installed.tx.reading() as session:
            self._installed.texts.reword(await templates.read(session))
            return await preferences.read(session, self._installed.preferences)


def _with(shop: ShopFront, chosen: Preferences) -> ShopFront:
    policy = shop.policy
    if policy is not None:
        policy = replace(policy, invoice_time=timedelta(minutes=chosen.invoice_minutes))
    return replace(
        shop,
        name=chosen.shop_name,
        support_contact=chosen.support_contact,
        policy=policy,
        transfer_instructions=shop.transfer_instructions if chosen.takes_transfers else None,
        preferences=chosen,
    )


def choose_words(shop: ShopFront, language: str) -> Words:
    """Speak somebody's language where the shop still does; its own or its first one otherwise."""
    spoken = shop.preferences.languages
    for candidate in (language, shop.texts.default.language):
        if candidate in spoken:
            return shop.texts[candidate]
    return shop.texts[spoken[0]]
