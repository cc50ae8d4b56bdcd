"""Keep the promise of a delivery: open the goods, hand them over, note that they are there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import groupby
from typing import NamedTuple

import structlog

from auto_order.customers import service as customers
from auto_order.customers.service import CustomerCard
from auto_order.db.session import Session, Transactions
from auto_order.delivery import repository, service
from auto_order.delivery.jobs import DeliverOrder
from auto_order.delivery.models import DeliveryStatus
from auto_order.delivery.rules import advance
from auto_order.jobs.registry import Run
from auto_order.kit.errors import TransientError
from auto_order.kit.keyring import Keyring
from auto_order.kit.secret import Secret
from auto_order.notifications.port import Goods, GoodsFile, GoodsLine, Notifier, RecipientUnreachableError
from auto_order.orders import service as orders
from auto_order.orders.models import Order, OrderLine
from auto_order.orders.rules import WITH_GOODS
from auto_order.stock import service as stock
from auto_order.stock.files import service as unit_files
from auto_order.stock.files.naming import map_names
from auto_order.stock.service import Content

log = structlog.get_logger()


class _Parcel(NamedTuple):
    """Goods, and who they are for."""

    buyer: CustomerCard
    goods: Goods


@dataclass(frozen=True)
class DeliveryTasks:
    """What the task works with."""

    tx: Transactions
    notifier: Notifier
    keyring: Keyring

    async def deliver(self, job: DeliverOrder, run: Run) -> None:
        """Hand the goods over. A crash after that and before it is noted hands the same goods over again."""
        async with self.tx() as session:
            parcel = await self._take_up(session, job.order_id)
        if parcel is None:
            return

        outcome = DeliveryStatus.SENT
        try:
            buyer = parcel.buyer
            await self.notifier.hand_over(
                chat_id=buyer.telegram_id, language=buyer.language, goods=parcel.goods
            )
        except RecipientUnreachableError:
            log.warning("delivery.blocked", order_id=job.order_id)
            outcome = DeliveryStatus.BLOCKED
        except TransientError:
            async with self.tx() as session:
                await service.queue_after_failure(session, order_id=job.order_id)
            raise

        async with run.finishing() as session:
            await self._note(session, job.order_id, outcome, now=run.now())

    async def _note(self, session: Session, order_id: int, outcome: DeliveryStatus, *, now: datetime) -> None:
        """Write down what came of it, unless another worker was quicker: this one was taken for dead."""
        delivery = await repository.lock_delivery(session, order_id)
        if delivery is None or delivery.status is not DeliveryStatus.SENDING:
            return
        advance(delivery, outcome)
        if outcome is DeliveryStatus.SENT:
            delivery.sent_at = now
            orders.fulfil(await orders.lock_order(session, order_id), now=now)

    async def _take_up(self, session: Session, order_id: int) -> _Parcel | None:
        """Begin to hand over, unless that is done, or of no use before the buyer returns, or not wanted."""
        delivery = await repository.lock_delivery(session, order_id)
        if delivery is None or delivery.status in (DeliveryStatus.SENT, DeliveryStatus.BLOCKED):
            return None
        order = await orders.get_order(session, order_id=order_id, customer_id=delivery.customer_id)
        if order.status not in WITH_GOODS:
            log.warning("delivery.not_wanted", order_id=order_id, status=order.status)
            return None
        advance(delivery, DeliveryStatus.SENDING)
        buyer = await customers.get_customer(session, delivery.customer_id)
        return _Parcel(buyer, await self._collect(session, order))

    async def _collect(self, session: Session, order: Order) -> Goods:
        lines = {line.id: line for line in await orders.list_lines(session, order.id)}
        contents = await stock.open_contents(session, order_id=order.id, keyring=self.keyring)
        names = await map_names(session, [content.id for content in contents], keyring=self.keyring)
        return Goods(
            order_id=order.id,
            number=order.number,
            lines=[
                self._wrap(lines[line_id], list(group), names)
                for line_id, group in groupby(contents, key=lambda content: content.order_line_id)
            ],
        )

    def _wrap(self, line: OrderLine, units: Sequence[Content], names: Mapping[int, Secret]) -> GoodsLine:
        return GoodsLine(
            line_id=line.id,
            name=line.product_name,
            terms=line.terms,
            contents=[unit.secret for unit in units if unit.id not in names],
            files=[
                GoodsFile(names[unit.id], partial(self._read_file, unit.id))
                for unit in units
                if unit.id in names
            ],
        )

    async def _read_file(self, item_id: int) -> bytes:
        async with self.tx.reading() as session:
            return await unit_files.open_file(session, item_id, keyring=self.keyring)
