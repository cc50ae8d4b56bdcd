"""Screens about goods that were delivered: proofs of their terms, claims under their warranty."""

from collections.abc import Mapping, Sequence
from typing import Any

from auto_order.notifications.after_sale import ClaimRefused, StaffClaim, StaffProof
from auto_order.orders.models import OrderLine
from auto_order.telegram.callbacks import ClaimLine, ShowOrder, ShowSupport
from auto_order.telegram.screens.screen import Picture, Screen, cancel, tap
from auto_order.telegram.staff_callbacks.after_sale import ManageClaim, ReadProof
from auto_order.telegram.texts import Words


def ask_proof(typed: Mapping[str, Any], words: Words) -> Screen:
    """Ask for a proof that terms are met, or for another one."""
    key = "ask-proof-again" if typed["is_shown"] else "ask-proof"
    return Screen(words(key, name=typed["name"], number=typed["number"]), [cancel(words)])


def proof_shown(order_id: int, words: Words) -> Screen:
    """Say that the staff has the proof."""
    return Screen(words("proof-shown"), [[tap(words("button-see-order"), ShowOrder(order=order_id))]])


def pick_line(order_id: int, covered: Sequence[OrderLine], words: Words) -> Screen:
    """Let the buyer say which product has a problem."""
    lines = [[tap(line.product_name, ClaimLine(line=line.id))] for line in covered]
    return Screen(words("claim-pick"), [*lines, [tap(words("button-back"), ShowOrder(order=order_id))]])


def ask_claim(typed: Mapping[str, Any], words: Words) -> Screen:
    """Ask what is wrong."""
    key = "ask-claim" if typed["quantity"] == 1 else "ask-claim-of-several"
    return Screen(words(key, name=typed["name"], number=typed["number"]), [cancel(words)])


def claim_made(order_id: int, words: Words) -> Screen:
    """Say that the staff has the claim."""
    return Screen(words("claim-made"), [[tap(words("button-see-order"), ShowOrder(order=order_id))]])


def refused(notice: ClaimRefused, words: Words) -> Screen:
    """Say why a claim is refused, and whom to ask."""
    text = words("claim-refused", number=notice.number, name=notice.product, reason=notice.reason)
    return Screen(text, [[tap(words("button-support"), ShowSupport())]])


def staff_proof(notice: StaffProof, words: Words) -> Screen:
    """Show the staff a proof: its picture here, its words behind the button."""
    key = "staff-proof-second" if notice.is_second else "staff-proof"
    text = words(key, number=notice.number, name=notice.product, buyer=notice.buyer)
    rows = [[tap(words("button-read-proof"), ReadProof(proof=notice.proof_id))]] if notice.has_text else []
    return Screen(text, rows, picture=None if notice.photo is None else Picture(notice.photo))


def staff_claim(notice: StaffClaim, words: Words) -> Screen:
    """Tell the staff how a claim stands."""
    text = words(
        "staff-claim",
        number=notice.number,
        name=notice.product,
        buyer=notice.buyer,
        status=words(f"claim-status-{notice.status}"),
    )
    return Screen(text, [[tap(words("button-open-claim"), ManageClaim(claim=notice.claim_id))]])
