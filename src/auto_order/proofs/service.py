"""The verbs about proofs: show one, show it anew, look at it."""

from datetime import datetime
from typing import NamedTuple

from auto_order.customers import service as customers
from auto_order.customers.service import CustomerCard
from auto_order.db.session import Session
from auto_order.kit.keyring import Keyring
from auto_order.letters import service as letters
from auto_order.letters.service import Written
from auto_order.notifications import service as notifications
from auto_order.notifications.after_sale import StaffProof
from auto_order.orders import lines
from auto_order.orders import service as orders
from auto_order.proofs import repository
from auto_order.proofs.models import TermsProof
from auto_order.proofs.rules import ProofNotFound


class ProofCard(NamedTuple):
    """A proof as the staff sees it."""

    number: str
    product: str
    buyer: CustomerCard
    written: Written
    shown_at: datetime


async def show(
    session: Session,
    written: Written,
    *,
    order_line_id: int,
    customer_id: int,
    keyring: Keyring,
    now: datetime,
) -> bool:
    """Show the staff that terms are met; a second showing changes the first. Says whether it was a second.

    Raises OrderNotFound unless the buyer has the goods of the line, LetterTooLong and LetterEmpty.
    """
    bought = await lines.get_bought(session, order_line_id, customer_id=customer_id)
    # Locked, so that two showings at once become one proof.
    await orders.lock_order(session, bought.order.id)
    proof = await repository.lock_of_line(session, order_line_id)
    is_second = proof is not None
    if proof is None:
        letter_id = await letters.write(session, written, customer_id=customer_id, keyring=keyring, now=now)
        proof = TermsProof(order_line_id=order_line_id, letter_id=letter_id, shown_at=now)
        session.add(proof)
        await session.flush()
    else:
        await letters.rewrite(session, proof.letter_id, written, keyring=keyring, now=now)
        proof.shown_at = now
    await _tell_staff(session, proof, bought, keyring=keyring, is_second=is_second, now=now)
    return is_second


async def is_shown(session: Session, order_line_id: int) -> bool:
    """Say whether something was shown for the line."""
    return await repository.find_of_line(session, order_line_id) is not None


async def get_proof(session: Session, proof_id: int, *, keyring: Keyring) -> ProofCard:
    """Look at a proof. Raises ProofNotFound."""
    proof = await repository.find(session, proof_id)
    if proof is None:
        raise ProofNotFound
    bought = await lines.get_line(session, proof.order_line_id)
    buyer = await customers.get_customer(session, bought.order.customer_id)
    written = await letters.read(session, proof.letter_id, keyring=keyring)
    return ProofCard(bought.order.number, bought.line.product_name, buyer, written, proof.shown_at)


async def _tell_staff(
    session: Session,
    proof: TermsProof,
    bought: lines.Bought,
    *,
    keyring: Keyring,
    is_second: bool,
    now: datetime,
) -> None:
    """Tell of the proof with its picture. The words may quote goods: they are read, not told."""
    written = await letters.read(session, proof.letter_id, keyring=keyring)
    buyer = await customers.get_customer(session, bought.order.customer_id)
    notice = StaffProof(
        proof_id=proof.id,
        number=bought.order.number,
        product=bought.line.product_name,
        buyer=buyer.name,
        photo=written.photo,
        has_text=bool(written.text),
        is_second=is_second,
    )
    await notifications.tell_staff(session, notice=notice, now=now, slot=f"proof:{proof.id}")
