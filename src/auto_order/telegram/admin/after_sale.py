"""After the sale, as the staff sees it: proofs of terms, and claims under a warranty."""

from auto_order.dialogs import service as dialogs
from auto_order.dialogs.service import Step
from auto_order.kit.money import read_rupiah
from auto_order.proofs import service as proofs
from auto_order.staff.models import Permission
from auto_order.stock import service as stock
from auto_order.stock.files.naming import map_names
from auto_order.telegram import steps
from auto_order.telegram.screens.admin import after_sale as screens
from auto_order.telegram.staff_callbacks.after_sale import (
    ManageClaim,
    ManageClaims,
    PickUnit,
    ReadProof,
    RefundClaim,
    RefuseClaim,
    ReplaceUnit,
)
from auto_order.telegram.steps import StepKind, Typed
from auto_order.telegram.visit import Answer, Visit
from auto_order.warranty import cards, deciding

_PER_PAGE = 8


async def read_proof(visit: Visit, tap: ReadProof) -> Answer:
    """Show a proof with what the buyer wrote."""
    async with visit.shop.tx.reading() as session:
        card = await proofs.get_proof(session, tap.proof, keyring=visit.shop.keyring)
    return Answer(screens.proof(card, visit.words))


async def manage_claims(visit: Visit, tap: ManageClaims) -> Answer:
    """Show what waits for a decision."""
    async with visit.shop.tx.reading() as session:
        page = await cards.list_open(session, page=tap.page, per_page=_PER_PAGE)
    return Answer(screens.claims(page, visit.words))


async def manage_claim(visit: Visit, tap: ManageClaim) -> Answer:
    """Show a claim with what can be decided about it."""
    async with visit.shop.tx.reading() as session:
        card = await cards.get_card(session, tap.claim)
        written = await cards.read_letter(session, card.claim, keyring=visit.shop.keyring)
    can_refund = Permission.MONEY in visit.permissions
    return Answer(screens.claim(card, written, can_refund=can_refund, words=visit.words))


async def pick_unit(visit: Visit, tap: PickUnit) -> Answer:
    """Show the units of the claim's line, so that one can be picked."""
    async with visit.shop.tx.reading() as session:
        card = await cards.get_card(session, tap.claim)
        contents = await stock.open_contents(
            session, order_id=card.claim.order_id, keyring=visit.shop.keyring
        )
        names = await map_names(session, [unit.id for unit in contents], keyring=visit.shop.keyring)
    units = [
        unit._replace(secret=names.get(unit.id, unit.secret))
        for unit in contents
        if unit.order_line_id == card.claim.order_line_id
    ]
    return Answer(screens.pick_unit(card, units, page=tap.page, words=visit.words))


async def replace_unit(visit: Visit, tap: ReplaceUnit) -> Answer:
    """Replace a unit, once the person is sure; the buyer gets the goods anew."""
    if not tap.is_sure:
        return Answer(screens.sure_to_replace(tap.claim, tap.unit, visit.words))
    async with visit.shop.tx() as session:
        await deciding.replace(session, tap.claim, item_id=tap.unit, by=visit.actor, now=visit.now)
    return _decided(visit, tap.claim, "claim-unit-replaced")


async def ask_refund(visit: Visit, tap: RefundClaim) -> Answer:
    """Ask how much goes back to the buyer's wallet."""
    async with visit.shop.tx.reading() as session:
        card = await cards.get_card(session, tap.claim)
    line = card.bought.line
    data = {"claim": tap.claim, "name": line.product_name, "price": line.price}
    back = ManageClaim(claim=tap.claim)
    return await steps.ask(visit, StepKind.CLAIM_REFUND, screens.ask_refund, data, back=back)


async def answer_refund(visit: Visit, step: Step, typed: Typed) -> Answer:
    """Give the amount that was typed back."""
    amount = read_rupiah(typed.text)
    async with visit.shop.tx() as session:
        await dialogs.close(session, step)
        await deciding.refund(session, step.data["claim"], amount=amount, by=visit.actor, now=visit.now)
    return _decided(visit, step.data["claim"], "claim-refunded")


async def ask_refusal(visit: Visit, tap: RefuseClaim) -> Answer:
    """Ask why a claim is refused."""
    back = ManageClaim(claim=tap.claim)
    data = {"claim": tap.claim}
    return await steps.ask(visit, StepKind.CLAIM_REFUSAL, screens.ask_refusal, data, back=back)


async def answer_refusal(visit: Visit, step: Step, typed: Typed) -> Answer:
    """Refuse the claim; the buyer reads why."""
    async with visit.shop.tx() as session:
        await dialogs.close(session, step)
        await deciding.refuse(session, step.data["claim"], reason=typed.text, by=visit.actor, now=visit.now)
    return _decided(visit, step.data["claim"], "claim-refusal-sent")


def _decided(visit: Visit, claim: int, key: str) -> Answer:
    return Answer(toast=visit.words(key), follow=ManageClaim(claim=claim).pack())
