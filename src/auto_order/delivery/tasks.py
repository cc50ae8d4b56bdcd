"""Keep the promise of a delivery: open the goods, hand them over, note that they are there."""

from dataclasses import dataclass
from itertools import groupby

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
from auto_order.notifications.port import Goods, GoodsLine, Notifier, RecipientUnreachableError
from auto_order.orders import service as orders
from auto_order.stock import service as stock

log = structlog.get_logger()


@dataclass(frozen=True)
class DeliveryTasks:
    """What the task works with."""

    tx: Transactions
    notifier: Notifier
    keyring: Keyring

    async def deliver(self, job: DeliverOrder, run: Run) -> None:
        """Hand the goods over. A crash after that and before it is noted hands the same goods over again."""
        async with self.tx() as session:
            delivery = await repository.lock_delivery(session, job.order_id)
            if delivery is None or delivery.status in (DeliveryStatus.SENT, DeliveryStatus.BLOCKED):
                return
            advance(delivery, DeliveryStatus.SENDING)
            buyer = await customers.get_customer(session, delivery.customer_id)
            goods = await self._collect(session, job.order_id, buyer)

        outcome = DeliveryStatus.SENT
        try:
            await self.notifier.hand_over(chat_id=buyer.telegram_id, language=buyer.language, goods=goods)
        except RecipientUnreachableError:
            log.warning("delivery.blocked", order_id=job.order_id)
            outcome = DeliveryStatus.BLOCKED
        except TransientError:
            async with self.tx() as session:
                await service.queue_after_failure(session, order_id=job.order_id)
            raise

        async with run.finishing() as session:
            delivery = await repository.lock_delivery(session, job.order_id)
            assert delivery is not None
            advance(delivery, outcome)
            if outcome is DeliveryStatus.SENT:
                delivery.sent_at = run.now()
                orders.fulfil(await orders.lock_order(session, job.order_id), now=run.now())

    async def _collect(self, session: Session, order_id: int, buyer: CustomerCard) -> Goods:
        order = await orders.get_order(session, order_id=order_id, customer_id=buyer.id)
        lines = {line.id: line for line in await orders.list_lines(session, order_id)}
        contents = await stock.open_contents(session, order_id=order_id, keyring=self.keyring)
        return Goods(
            order_id=order.id,
            number=order.number,
            lines=[
                GoodsLine(
                    name=lines[line_id].product_name,
                    terms=lines[line_id].terms,
                    contents=[content.secret for content in group],
                )
                for line_id, group in groupby(contents, key=lambda content: content.order_line_id)
            ],
        )
