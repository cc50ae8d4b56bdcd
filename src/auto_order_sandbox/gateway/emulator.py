"""The emulated vendor as one object: its projects, payments, limits, faults and webhooks.

The vendor's API, the control API and the payer's page are three doors to it.
"""

from collections.abc import Mapping
from datetime import datetime

from aiohttp import web

from auto_order_sandbox.box import Box
from auto_order_sandbox.gateway import payments, replies
from auto_order_sandbox.gateway.faults import GatewayFaults
from auto_order_sandbox.gateway.fees import qris_fee
from auto_order_sandbox.gateway.limits import Limits
from auto_order_sandbox.gateway.payments import Method, Payment, PaymentBook, PaymentStatus
from auto_order_sandbox.gateway.project import BadSetting, FeeBearer, Mode, Project
from auto_order_sandbox.gateway.webhooks import Courier


class Gateway:
    """Several projects side by side; the first one is meant wherever none is named."""

    def __init__(self, box: Box) -> None:
        options = box.options.gateway
        first = Project(
            slug=options.slug,
            api_key=options.key,
            webhook_secret=options.secret,
            webhook_url=options.webhook_url,
        )
        self._box = box
        self._projects = [first]
        self.book = PaymentBook()
        self.faults = GatewayFaults(used=box.tell_faults)
        self.limits = Limits(is_on=box.options.limits)
        self.courier = Courier(box, self.faults, changed=self._tell)

    def now(self) -> datetime:
        """Tell the sandbox's time, and cancel what has lapsed by then."""
        now = self._box.clock.now()
        for payment in self.book.lapse(now):
            self._tell(payment)
        return now

    async def hang(self, seconds: float) -> None:
        """Keep a caller waiting, by the sandbox's clock."""
        await self._box.clock.sleep(seconds)

    def find_project(self, slug: str | None) -> Project | None:
        """Find a project by its slug; without one, the first project."""
        return next((project for project in self._projects if slug in (None, project.slug)), None)

    def list_projects(self) -> list[Project]:
        return list(self._projects)

    def set_up(self, slug: str | None, settings: Mapping[str, object]) -> Project:
        """Change a project, or add one when none has that slug. Raises BadSetting and changes nothing."""
        known = self.find_project(slug)
        project = (known or Project()).changed(({"slug": slug} if slug else {}) | dict(settings))
        if any(other.slug == project.slug for other in self._projects if other is not known):
            raise BadSetting(f"there is a project {project.slug!r} already")
        if known is None:
            self._projects.append(project)
        else:
            self._projects[self._projects.index(known)] = project
        self._box.events.publish("gateway", project.as_json())
        return project

    def open_payment(self, project: Project, *, order_id: str, method: Method, amount: int) -> Payment:
        """Find the payment of a repeated create, or open one. Raises DeadOrder."""
        now = self.now()
        known = self.book.find_for_order(
            project=project.slug, order_id=order_id, method=method, amount=amount
        )
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

    def pay(
        self, payment: Payment, *, webhooks: int = 1, delay: float = 0, even_if_canceled: bool = False
    ) -> None:
        """Play a payer who pays what the code asks for, then tell the shop. Raises NotPayable."""
        payments.complete(payment, now=self.now(), even_if_canceled=even_if_canceled)
        self._tell(payment)
        self.claim_completed(payment, webhooks=webhooks, delay=delay)

    def claim_completed(self, payment: Payment, *, webhooks: int, delay: float = 0) -> None:
        """Send webhooks that say the payment is completed, true or not."""
        project = self.find_project(payment.project)
        if project is None:
            return
        claim = replies.status_reply(payment, status=PaymentStatus.COMPLETED, now=self.now())
        if self.faults.strike("is_sandbox"):
            claim["is_sandbox"] = True
        self.courier.announce(payment, claim, project=project, times=webhooks, delay=delay)

    def cancel(self, payment: Payment) -> None:
        """End an unpaid payment. Raises NotPayable."""
        payments.cancel(payment, now=self.now())
        self._tell(payment)

    def _tell(self, payment: Payment) -> None:
        if self._box.events.has_listeners:
            self._box.events.publish("payment", replies.payment_card(payment))


GATEWAY: web.AppKey[Gateway] = web.AppKey("gateway", Gateway)
