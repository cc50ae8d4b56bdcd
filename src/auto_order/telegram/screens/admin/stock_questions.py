"""What is asked when units are put into the stock, and the message that follows an uploaded file."""

from collections.abc import Mapping, Sequence
from typing import Any

from auto_order.notifications.notices import LowStock, UploadProgress
from auto_order.telegram.screens.screen import Button, Screen, cancel, tap
from auto_order.telegram.staff_callbacks.stock import (
    AddUnits,
    CancelUpload,
    ConfirmUpload,
    FinishAdding,
    ManageStock,
    SaveLines,
)
from auto_order.telegram.texts import Html, Words, joined

_MOST_NAMED = 40


def ask_unit(typed: Mapping[str, Any], words: Words) -> Screen:
    """Ask for one unit, and the next one, until there are no more."""
    return _ask_another(typed, words("stock-ask-unit", name=typed["name"]), words)


def _ask_another(typed: Mapping[str, Any], text: Html, words: Words) -> Screen:
    if not typed["count"]:
        return Screen(text, [cancel(words)])
    added = words("stock-added", count=typed["count"])
    done = [tap(words("button-done"), FinishAdding(product=typed["product"]))]
    return Screen(joined((added, text), between="\n\n"), [done])


def ask_file(typed: Mapping[str, Any], words: Words) -> Screen:
    """Ask for one file, and the next one, until there are no more."""
    return _ask_another(typed, words("stock-ask-file", name=typed["name"]), words)


def ask_lines(typed: Mapping[str, Any], words: Words) -> Screen:
    """Ask for many units, or show what those that were pasted would do."""
    if not typed["texts"]:
        return Screen(words("stock-ask-lines", name=typed["name"]), [cancel(words)])
    new, repeated = typed["new"], typed["repeated"]
    text = words("stock-preview", name=typed["name"], new=new, repeated=_name(repeated, words))
    save = [tap(words("button-save-lines", count=new), SaveLines())] if new else []
    return Screen(text, [save, cancel(words)])


def ask_stock_search(_typed: Mapping[str, Any], words: Words) -> Screen:
    """Ask for the word to search products by."""
    return Screen(words("products-ask-search"), [cancel(words)])


def ask_unit_search(_typed: Mapping[str, Any], words: Words) -> Screen:
    """Ask for the word to search free units by."""
    return Screen(words("units-ask-search"), [cancel(words)])


def progress(notice: UploadProgress, words: Words) -> Screen:
    """Show how far an upload is, with what can be done about it."""
    text = words(
        f"upload-{notice.state}",
        file=notice.file_name,
        product=notice.product,
        total=notice.total,
        done=notice.done,
        new=notice.fresh,
        repeated=_name_lines(notice, words),
        problem=_explain(notice, words),
    )
    return Screen(text, _progress_buttons(notice, words))


def low_stock(notice: LowStock, words: Words) -> Screen:
    """Tell the staff that a product is nearly sold out."""
    fill = tap(words("button-add-many"), AddUnits(product=notice.product_id, is_many=True))
    return Screen(words("low-stock", product=notice.product, left=notice.left), [[fill]])


def _progress_buttons(notice: UploadProgress, words: Words) -> Sequence[Sequence[Button]]:
    stop = [tap(words("button-cancel"), CancelUpload(upload=notice.upload_id))]
    if notice.state in ("reading", "loading"):
        return [stop]
    if notice.state == "ready" and notice.fresh:
        return [
            [tap(words("button-save-lines", count=notice.fresh), ConfirmUpload(upload=notice.upload_id))],
            stop,
        ]
    return [[tap(words("button-back"), ManageStock(product=notice.product_id))]]


def _name(lines: Sequence[int], words: Words) -> Html:
    if not lines:
        return words("repeated-none")
    shown = ", ".join(map(str, lines[:_MOST_NAMED]))
    more = len(lines) - _MOST_NAMED
    return words("repeated-lines", count=len(lines), lines=f"{shown} …" if more > 0 else shown)


def _name_lines(notice: UploadProgress, words: Words) -> Html:
    if not notice.repeated:
        return words("repeated-none")
    is_cut = notice.repeated > _MOST_NAMED
    return words(
        "repeated-lines", count=notice.repeated, lines=f"{notice.named} …" if is_cut else notice.named
    )


def _explain(notice: UploadProgress, words: Words) -> Html:
    if notice.problem is None:
        return Html("")
    line = notice.problem_line or 0
    return words(f"upload-problem-{notice.problem}".replace("_", "-"), line=line)
