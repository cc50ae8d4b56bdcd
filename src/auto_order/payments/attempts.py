"""Beginning an attempt to be paid: written down before anybody is asked."""

from datetime import datetime
from typing import NamedTuple

from auto_order.db.session import Session
from auto_order.jobs.queue import enqueue
from auto_order.kit.ids import dated_code
from auto_order.payments.gateways import Gateway
from auto_order.payments.jobs import OpenInvoice
from auto_order.payments.models import Payment, PaymentStatus, Purpose

# What money by hand is counted in.
CURRENCY = "IDR"


class Demand(NamedTuple):
    """Who is to pay how much, until when, and for which order; without one it fills the wallet."""

    customer_id: int
    order_id: int | None
    amount: int
    deadline: datetime

    @property
    def purpose(self) -> Purpose:
        return Purpose.TOPUP if self.order_id is None else Purpose.ORDER


def write_attempt(demand: Demand, *, gateway: str, currency: str, number: int = 1, now: datetime) -> Payment:
    """Write an attempt with a reference of its own. What it fills a wallet with is called by that."""
    return Payment(
        purpose=demand.purpose,
        gateway=gateway,
        reference=dated_code("DEP" if demand.order_id is None else "PAY", on=now),
        attempt=number,
        status=PaymentStatus.CREATING,
        currency=currency,
        created_at=now,
        failed_checks=0,
        **demand._asdict(),
    )


async def begin_attempt(
    session: Session, demand: Demand, *, gateway: Gateway, number: int = 1, now: datetime
) -> Payment:
    """Put an attempt down and promise to open its invoice."""
    payment = write_attempt(demand, gateway=gateway.name, currency=gateway.currency, number=number, now=now)
    session.add(payment)
    await session.flush()
    await enqueue(session, OpenInvoice(payment_id=payment.id), now=now)
    return payment
