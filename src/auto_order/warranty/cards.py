"""Claims as the staff sees them: what waits, and what a buyer wrote."""

from collections.abc import Sequence
from typing import NamedTuple

from auto_order.customers import service as customers
from auto_order.customers.service import CustomerCard
from auto_order.db.session import Session
from auto_order.kit.keyring import Keyring
from auto_order.letters import service as letters
from auto_order.letters.service import Written
from auto_order.orders import lines
from auto_order.orders.lines import Bought
from auto_order.warranty import repository
from auto_order.warranty.models import WarrantyClaim
from auto_order.warranty.rules import ClaimNotFound


class ClaimCard(NamedTuple):
    """A claim as the staff sees it."""

    claim: WarrantyClaim
    bought: Bought
    buyer: CustomerCard


class ClaimPage(NamedTuple):
    """Some open claims, the oldest first. Pages count from 1."""

    cards: Sequence[ClaimCard]
    page: int
    pages: int
    total: int


async def list_open(session: Session, *, page: int, per_page: int) -> ClaimPage:
    """List what waits for a decision; a page that does not exist becomes the nearest one."""
    total = await repository.count_open(session)
    pages = max(1, -(-total // per_page))
    page = min(max(page, 1), pages)
    found = await repository.list_open(session, offset=(page - 1) * per_page, limit=per_page)
    return ClaimPage([await _look_at(session, claim) for claim in found], page, pages, total)


async def get_card(session: Session, claim_id: int) -> ClaimCard:
    """Look at a claim. Raises ClaimNotFound."""
    claim = await repository.find(session, claim_id)
    if claim is None:
        raise ClaimNotFound
    return await _look_at(session, claim)


async def read_letter(session: Session, claim: WarrantyClaim, *, keyring: Keyring) -> Written:
    """Read what the buyer wrote and showed."""
    return await letters.read(session, claim.letter_id, keyring=keyring)


async def _look_at(session: Session, claim: WarrantyClaim) -> ClaimCard:
    bought = await lines.get_line(session, claim.order_line_id)
    return ClaimCard(claim, bought, await customers.get_customer(session, bought.order.customer_id))
