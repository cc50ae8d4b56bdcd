"""The seller's own words for what is told without a tap: read again now and then, before it is said."""

from collections.abc import Callable
from datetime import datetime, timedelta

from auto_order.db.session import Transactions
from auto_order.kit.shared_read import SharedRead
from auto_order.telegram.texts import Texts
from auto_order.templates import service as templates

# Another process may change something meanwhile; changes of this one are heard of at once.
_HOLDS = timedelta(seconds=5)


class WordedTexts:
    """Keeps the texts of a shop up to date with what its seller wrote."""

    def __init__(self, tx: Transactions, texts: Texts, clock: Callable[[], datetime]) -> None:
        self._tx = tx
        self._texts = texts
        self._clock = clock
        self._until: datetime | None = None
        self._reading = SharedRead(self._read)
        tx.changes(templates.TOPIC).listen(self._forget)

    async def apply(self) -> Texts:
        """Give the texts as they are to be said at this moment."""
        if self._until is None or self._clock() >= self._until:
            self._texts.reword(await self._reading.get())
            self._until = self._clock() + _HOLDS
        return self._texts

    def _forget(self) -> None:
        self._until = None

    async def _read(self) -> templates.Wordings:
        async with self._tx.reading() as session:
            return await templates.read(session)
