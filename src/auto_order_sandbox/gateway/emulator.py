"""The emulated vendor as one object: its projects, payments, limits, faults and webhooks.

The vendor's API, the control API and the payer's page are three doors to it.
"""

import asyncio
import contextlib
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Protocol

from aiohttp import web

from auto_order_sandbox.gateway import payments, replies
from auto_order_sandbox.gateway.faults import GatewayFaults
from auto_order_sandbox.gateway.fees import qris_fee
from auto_order_sandbox.gateway.limits import Limits
from auto_order_sandbox.gateway.payments import Method, Payment, PaymentBook, PaymentStatus
from auto_order_sandbox.gateway.project import FeeBearer, Mode, Project
from auto_order_sandbox.gateway.webhooks import Courier


class Clock(Protocol):
    """The sandbox's clock, which may be moved forward."""

    def now(self) -> datetime: ...


class Gateway:
    """Several projects side by side; the first one is meant wherever none is named."""

    def __init__(
        self,
        *,
        clock: Clock,
        publish: Callable[[str, Mapping[str, Any]], None],
        project: Project,
        is_limited: bool = True,
    ) -> None:
        self._clock = clock
        self._publish = publish
        self._projects = [project]
        self._closing = asyncio.Event()
        self.book = PaymentBook()
        self.faults = GatewayFaults()
        self.limits = Limits(is_on=is_limited)
        self.courier = Courier(faults=self.faults, now=clock.now, changed=self._tell)

    def now(self) -> datetime:
        """Tell the sandbox's time, and cancel what has lapsed by then."""
        now = self._clock.now()
        for payment in self.book.lapse(now):
            self._tell(payment)
        return now

    def find_project(self, slug: str | None) -> Project | None:
        """Find a project by its slug, or the first one."""
        return next((project for project in self._projects if slug in (None, project.slug)), None)

    def list_projects(self) -> list[Project]:
        return list(self._projects)

    def set_up(self, slug: str | None, settings: Mapping[str, Any]) -> Project:
        """Change a project, or add one when nobody has that slug. Raises BadSettingError."""
        known = self.find_project(slug)
        if known is None:
            project = Project(slug=slug or "").changed(settings)
            self._projects.append(project)
        else:
            project = known.changed(settings)
            self._projects[self._projects.index(known)] = project
        self._publish("gateway", project.as_json())
        return project

    def open_payment(self, project: Project, *, order_id: str, method: Method, amount: int) -> Payment:
        """Find the payment of a repeated create, or open one. Raises DeadOrderError."""
        now = self.now()
        known = self.book.find_for_order(project=project.slug, order_id=order_id, method=method, amount=amount)
        if known is not None:
            return known
        fee = qris_fee(amount)
        payment = Payment(
            txn_id=payments.new_txn_id(),
            project=project.slug,
            order_id=order_id,
            method=method,
            amount=amount,
            fee=fee,
            charged=amount + fee if project.fee_borne_by is FeeBearer.BUYER else amount,
            is_sandbox=project.mode is Mode.SANDBOX,
            created_at=now,
        )
        self.book.add(payment)
        self._tell(payment)
        return payment

    def pay(self, payment: Payment, *, webhooks: int = 1, delay: float = 0, even_if_canceled: bool = False) -> None:
        """Play a payer who pays what the code asks for, then tell the shop. Raises NotPayableError."""
        payments.complete(payment, now=self.now(), even_if_canceled=even_if_canceled)
        self._tell(payment)
        self.claim_completed(payment, webhooks=webhooks, delay=delay)

    def claim_completed(self, payment: Payment, *, webhooks: int, delay: float = 0) -> None:
        """Send webhooks that say the payment is completed, true or not."""
        project = self.find_project(payment.project)
        if project is not None:
            claim = replies.status_reply(payment, status=PaymentStatus.COMPLETED, now=self._clock.now())
            claim["is_sandbox"] = payment.is_sandbox or bool(self.faults.strike("is_sandbox"))
            self.courier.announce(payment, claim, project=project, times=webhooks, delay=delay)

    def cancel(self, payment: Payment) -> None:
        """End an unpaid payment. Raises NotPayableError."""
        payments.cancel(payment, now=self.now())
        self._tell(payment)

    async def hang(self, seconds: float) -> None:
        """Keep a caller waiting, but not the end of the sandbox."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._closing.wait(), seconds)

    async def stop_hanging(self, _app: web.Application) -> None:
        """Let go of every caller; an aiohttp shutdown signal."""
        self._closing.set()

    def _tell(self, payment: Payment) -> None:
        self._publish("payment", replies.payment_card(payment))


GATEWAY: web.AppKey[Gateway] = web.AppKey("gateway", Gateway)
