"""Screens of proofs and claims, for the staff."""

from collections.abc import Mapping, Sequence
from typing import Any

from auto_order.kit.secret import Secret
from auto_order.letters.service import Written
from auto_order.proofs.service import ProofCard
from auto_order.stock.service import Content
from auto_order.telegram.screens.screen import Button, Picture, Screen, cancel, paging, tap
from auto_order.telegram.staff_callbacks.after_sale import (
    ManageClaim,
    ManageClaims,
    PickUnit,
    RefundClaim,
    RefuseClaim,
    ReplaceUnit,
)
from auto_order.telegram.staff_callbacks.home import ShowAdmin
from auto_order.telegram.texts import Html, Words
from auto_order.warranty.cards import ClaimCard, ClaimPage
from auto_order.warranty.models import ClaimStatus
from auto_order.warranty.rules import find_end

_UNITS_A_PAGE = 8
# What is shown of a unit, so that it is recognized and not given away.
_MOST_SHOWN, _LEAST_HIDDEN = 6, 4


def proof(card: ProofCard, words: Words) -> Screen:
    """Show a proof with what the buyer wrote."""
    text = words(
        "proof",
        number=card.number,
        name=card.product,
        buyer=card.buyer.name,
        at=words.moment(card.shown_at),
        text=_letter(card.written, words),
    )
    return Screen(text, [[tap(words("button-back"), ShowAdmin())]], picture=_picture(card.written))


def claims(page: ClaimPage, words: Words) -> Screen:
    """List open claims, a button each."""
    if not page.cards:
        return Screen(words("claims-none"), [[tap(words("button-back"), ShowAdmin())]])
    rows: list[Sequence[Button]] = [
        [tap(f"{card.bought.line.product_name} · {card.buyer.name}", ManageClaim(claim=card.claim.id))]
        for card in page.cards
    ]
    rows.append(paging(words, page=page.page, pages=page.pages, to=lambda number: ManageClaims(page=number)))
    rows.append([tap(words("button-back"), ShowAdmin())])
    return Screen(words("claims", total=page.total, page=page.page, pages=page.pages), rows)


def claim(card: ClaimCard, written: Written, *, can_refund: bool, words: Words) -> Screen:
    """Show a claim with what can be decided about it."""
    order, line = card.bought
    end = find_end(order, line)
    text = words(
        "claim",
        number=order.number,
        name=line.product_name,
        quantity=line.quantity,
        buyer=card.buyer.name,
        at=words.moment(card.claim.made_at),
        end=words("nothing-yet") if end is None else words.moment(end),
        status=words(f"claim-status-{card.claim.status}"),
        text=_letter(written, words),
    )
    rows = [
        *_decisions(card, can_refund=can_refund, words=words),
        [tap(words("button-back"), ManageClaims())],
    ]
    return Screen(text, rows, picture=_picture(written))


def _decisions(card: ClaimCard, *, can_refund: bool, words: Words) -> list[Sequence[Button]]:
    claim_id, status = card.claim.id, card.claim.status
    rows: list[Sequence[Button]] = []
    if status in (ClaimStatus.OPEN, ClaimStatus.REPLACED):
        rows.append([tap(words("button-claim-replace"), PickUnit(claim=claim_id))])
    if status is ClaimStatus.OPEN:
        if can_refund:
            rows.append([tap(words("button-refund-claim"), RefundClaim(claim=claim_id))])
        rows.append([tap(words("button-refuse-claim"), RefuseClaim(claim=claim_id))])
    return rows


def pick_unit(card: ClaimCard, units: Sequence[Content], *, page: int, words: Words) -> Screen:
    """Show the units of a line, each recognizable and none given away."""
    pages = max(1, -(-len(units) // _UNITS_A_PAGE))
    page = min(page, pages)
    first = (page - 1) * _UNITS_A_PAGE
    claim_id = card.claim.id
    rows: list[Sequence[Button]] = [
        [tap(f"{number}. {hint(unit.secret)}", ReplaceUnit(claim=claim_id, unit=unit.id))]
        for number, unit in enumerate(units[first : first + _UNITS_A_PAGE], start=first + 1)
    ]
    to = paging(words, page=page, pages=pages, to=lambda number: PickUnit(claim=claim_id, page=number))
    back = [tap(words("button-back"), ManageClaim(claim=claim_id))]
    return Screen(words("claim-pick-unit", name=card.bought.line.product_name), [*rows, to, back])


def hint(content: Secret) -> str:
    """Show the beginning of a unit, and never most of it."""
    line = content.reveal().split("\n", 1)[0]
    shown = max(1, min(_MOST_SHOWN, (len(line) - _LEAST_HIDDEN) // 2))
    return f"{line[:shown]}•••"


def sure_to_replace(claim_id: int, unit: int, words: Words) -> Screen:
    """Ask once more before a unit is void."""
    sure = ReplaceUnit(claim=claim_id, unit=unit, is_sure=True)
    return Screen(
        words("claim-sure-to-replace"),
        [
            [tap(words("button-sure-to-replace"), sure)],
            [tap(words("button-back"), PickUnit(claim=claim_id))],
        ],
    )


def ask_refund(typed: Mapping[str, Any], words: Words) -> Screen:
    """Ask how much goes back."""
    price = words.money(typed["price"])
    return Screen(words("claim-ask-refund", name=typed["name"], price=price), [cancel(words)])


def ask_refusal(_typed: Mapping[str, Any], words: Words) -> Screen:
    """Ask why a claim is refused."""
    return Screen(words("claim-ask-refusal"), [cancel(words)])


def _letter(written: Written, words: Words) -> str | Html:
    return written.text or words("letter-without-text")


def _picture(written: Written) -> Picture | None:
    return None if written.photo is None else Picture(written.photo)
