"""Keep the promises about payments: the only code that talks to a gateway, and never inside a transaction."""

from dataclasses import dataclass

import structlog

from auto_order.db.session import Transactions
from auto_order.jobs.registry import Run
from auto_order.kit.errors import TransientError
from auto_order.payments import checking, closing, starting, sweeping
from auto_order.payments.closing import Withdrawal
from auto_order.payments.gateways import AttemptDeadError, GatewayRefusedError
from auto_order.payments.jobs import CancelAtGateway, CheckPayment, OpenInvoice, SweepPayments
from auto_order.payments.policy import PaymentPolicy
from auto_order.payments.rules import is_out_of_patience

log = structlog.get_logger()


@dataclass(frozen=True)
class PaymentTasks:
    """What the tasks work with."""

    tx: Transactions
    policy: PaymentPolicy

    async def open_invoice(self, job: OpenInvoice, run: Run) -> None:
        """Open the invoice and write it down. Its reference is fixed, so a repeat finds the same one."""
        async with self.tx.reading() as session:
            payment = await starting.find_creating(session, job.payment_id)
        if payment is None:
            return

        try:
            invoice = await self.policy.gateway.create(reference=payment.reference, amount=payment.amount)
        except AttemptDeadError:
            async with run.finishing() as session:
                await starting.begin_again(
                    session, job.payment_id, gateway=self.policy.gateway, now=run.now()
                )
            return
        except GatewayRefusedError as refusal:
            async with run.finishing() as session:
                faults = [type(refusal).__name__]
                await starting.refuse(session, job.payment_id, faults=faults, now=run.now())
            return
        except TransientError:
            if not is_out_of_patience(payment, now=run.now()):
                raise
            async with run.finishing() as session:
                await starting.give_up(session, job.payment_id, now=run.now())
            return

        async with run.finishing() as session:
            await starting.record_invoice(session, job.payment_id, invoice, policy=self.policy, now=run.now())

    async def check_payment(self, job: CheckPayment, run: Run) -> None:
        """Ask the gateway, and act on what it says. This is where a claim becomes an observation."""
        async with self.tx() as session:
            txn_id = await checking.begin_check(session, job.payment_id, policy=self.policy, now=run.now())
        if txn_id is None:
            return

        retry_after = None
        try:
            observation = await self.policy.gateway.fetch_status(txn_id=txn_id)
        except (TransientError, GatewayRefusedError) as error:
            log.warning("payments.no_answer", payment_id=job.payment_id, error=type(error).__name__)
            observation = None
            retry_after = getattr(error, "retry_after", None)

        async with run.finishing() as session:
            if observation is None:
                await checking.note_silence(session, job.payment_id, retry_after=retry_after, now=run.now())
            else:
                await checking.observe(
                    session, job.payment_id, observation, policy=self.policy, now=run.now()
                )

    async def sweep(self, _job: SweepPayments, run: Run) -> None:
        """Ask about what was forgotten, and sweep again later."""
        async with run.finishing() as session:
            await sweeping.sweep(session, now=run.now())

    async def cancel_at_gateway(self, job: CancelAtGateway, run: Run) -> None:
        """Take an invoice back. One whose creation was never answered is found by its reference first."""
        async with self.tx.reading() as session:
            withdrawal = await closing.find_withdrawal(session, job.payment_id)
        if withdrawal is None:
            return

        txn_id, was_refused = None, False
        try:
            txn_id = await self._find_transaction(withdrawal)
            await self.policy.gateway.cancel(txn_id=txn_id)
        except GatewayRefusedError as refusal:
            # Normal: it is paid, cancelled already, or there never was one. The next check tells which.
            log.info("payments.not_canceled", payment_id=job.payment_id, error=type(refusal).__name__)
            was_refused = True

        async with run.finishing() as session:
            await closing.note_withdrawn(
                session,
                job.payment_id,
                txn_id=txn_id,
                was_refused=was_refused,
                policy=self.policy,
                now=run.now(),
            )

    async def _find_transaction(self, withdrawal: Withdrawal) -> str:
        if withdrawal.txn_id is not None:
            return withdrawal.txn_id
        invoice = await self.policy.gateway.create(reference=withdrawal.reference, amount=withdrawal.amount)
        if invoice.reference != withdrawal.reference:
            message = "the gateway gave another payment's invoice"
            raise GatewayRefusedError(message)
        return invoice.txn_id
