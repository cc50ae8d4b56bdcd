"""The inbox: a webhook is kept first and thought about later."""

from datetime import datetime

import structlog

from auto_order.db.insert_once import insert_once
from auto_order.db.session import Session
from auto_order.jobs.job import Priority
from auto_order.jobs.queue import enqueue
from auto_order.payments import repository, rules
from auto_order.payments.gateways import Claim
from auto_order.payments.jobs import CheckPayment
from auto_order.payments.models import GatewayEvent

log = structlog.get_logger()

# A gateway repeats itself a few times. More is a flood, by somebody who knows the secret.
MOST_KEPT = 100


async def receive_event(
    session: Session, *, gateway: str, claim: Claim, most_kept: int = MOST_KEPT, now: datetime
) -> None:
    """Keep a claim and promise to ask the gateway about it. Safe to repeat: a replay keeps nothing new.

    A reference that is not ours is no error: several shops may share one account at the gateway. Of one
    payment no more than ``most_kept`` claims are kept; whatever comes beyond is still a reason to ask.
    """
    payment = await repository.find_by_reference(session, gateway=gateway, reference=claim.reference)
    if payment is None:
        log.info("payments.unknown_reference", gateway=gateway)
        return
    event = {
        "gateway": gateway,
        "event_id": claim.event_id,
        "payment_id": payment.id,
        "txn_id": claim.txn_id,
        "body": claim.body,
        "received_at": now,
    }
    if await repository.count_events(session, payment.id) < most_kept:
        await insert_once(session, GatewayEvent, event)
    if payment.status not in rules.CLOSED_BY_MONEY:
        await enqueue(session, CheckPayment(payment_id=payment.id), now=now, priority=Priority.URGENT)
