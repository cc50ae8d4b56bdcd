"""What a buyer does with goods they have: prove that the terms are met, claim under the warranty."""

from auto_order.dialogs import service as dialogs
from auto_order.dialogs.service import Step
from auto_order.letters.service import Written
from auto_order.orders import lines
from auto_order.proofs import service as proofs
from auto_order.telegram import steps
from auto_order.telegram.callbacks import ClaimLine, ClaimWarranty, FulfilTerms, ShowOrder
from auto_order.telegram.screens import after_sale as screens
from auto_order.telegram.steps import StepKind, Typed
from auto_order.telegram.visit import Answer, Visit
from auto_order.warranty import service as warranty
from auto_order.warranty.rules import NoWarranty


async def fulfil_terms(visit: Visit, tap: FulfilTerms) -> Answer:
    """Ask for a proof, below the terms, which stay."""
    async with visit.shop.tx.reading() as session:
        bought = await lines.get_bought(session, tap.line, customer_id=visit.customer.id)
        is_shown = await proofs.is_shown(session, tap.line)
    data = {**_describe(bought), "is_shown": is_shown}
    back = ShowOrder(order=bought.order.id)
    asked = await steps.ask(visit, StepKind.PROOF, screens.ask_proof, data, back=back)
    return asked._replace(is_new=True)


async def answer_proof(visit: Visit, step: Step, typed: Typed) -> Answer:
    """Show the staff what was sent."""
    async with visit.shop.tx() as session:
        await dialogs.close(session, step)
        await proofs.show(
            session,
            Written(typed.text, typed.photo),
            order_line_id=step.data["line"],
            customer_id=visit.customer.id,
            keyring=visit.shop.keyring,
            now=visit.now,
        )
    return Answer(screens.proof_shown(step.data["order"], visit.words))


async def claim_warranty(visit: Visit, tap: ClaimWarranty) -> Answer:
    """Ask what is wrong; where several products are under warranty, first with which."""
    async with visit.shop.tx.reading() as session:
        cover = await warranty.find_cover(
            session, order_id=tap.order, customer_id=visit.customer.id, now=visit.now
        )
    if not cover.covered:
        raise NoWarranty
    if len(cover.covered) == 1:
        return await claim_line(visit, ClaimLine(line=cover.covered[0].id))
    return Answer(screens.pick_line(tap.order, cover.covered, visit.words))


async def claim_line(visit: Visit, tap: ClaimLine) -> Answer:
    """Ask what is wrong with the units of a line."""
    async with visit.shop.tx.reading() as session:
        bought = await warranty.get_covered(session, tap.line, customer_id=visit.customer.id, now=visit.now)
    back = ShowOrder(order=bought.order.id)
    return await steps.ask(visit, StepKind.CLAIM, screens.ask_claim, _describe(bought), back=back)


async def answer_claim(visit: Visit, step: Step, typed: Typed) -> Answer:
    """Take the claim."""
    async with visit.shop.tx() as session:
        await dialogs.close(session, step)
        await warranty.claim(
            session,
            Written(typed.text, typed.photo),
            order_line_id=step.data["line"],
            customer_id=visit.customer.id,
            keyring=visit.shop.keyring,
            now=visit.now,
        )
    return Answer(screens.claim_made(step.data["order"], visit.words))


def _describe(bought: lines.Bought) -> dict[str, int | str]:
    """Say what the question tells of the line."""
    line = bought.line
    return {
        "line": line.id,
        "name": line.product_name,
        "quantity": line.quantity,
        "order": bought.order.id,
        "number": bought.order.number,
    }
