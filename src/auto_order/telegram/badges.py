"""Who may do what: the permissions behind an account, remembered so that a tap asks no database."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from auto_order.db.session import Transactions
from auto_order.kit.shared_read import SharedRead
from auto_order.staff import service as staff
from auto_order.staff.models import Permission
from auto_order.staff.rules import EVERYTHING, NOTHING

# Another process may take a permission back meanwhile; changes of this one are heard of at once.
_HOLDS = timedelta(seconds=5)


class Badges:
    """Says what somebody may do. ``sellers`` may do everything; of the others the database knows."""

    def __init__(self, tx: Transactions, clock: Callable[[], datetime], *, sellers: frozenset[int]) -> None:
        self._tx = tx
        self._clock = clock
        self._sellers = sellers
        self._members: Mapping[int, frozenset[Permission]] = {}
        self._until: datetime | None = None
        self._reading = SharedRead(self._read)
        tx.changes(staff.TOPIC).listen(self._forget)

    async def find(self, telegram_id: int) -> frozenset[Permission]:
        """Say what somebody may do; an empty set for whoever is not of the staff."""
        if telegram_id in self._sellers:
            return EVERYTHING
        if self._until is None or self._clock() >= self._until:
            self._members = await self._reading.get()
            self._until = self._clock() + _HOLDS
        return self._members.get(telegram_id, NOTHING)

    def _forget(self) -> None:
        self._until = None

    async def _read(self) -> Mapping[int, frozenset[Permission]]:
        async with self._tx.reading() as session:
            return await staff.map_permissions(session)
