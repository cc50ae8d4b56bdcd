"""Every refusal becomes one answer: the words for its code, filled with its facts."""

from auto_order.carts.rules import CartEmpty
from auto_order.kit.errors import Refusal
from auto_order.orders.rules import Quote
from auto_order.telegram.screens import checkout
from auto_order.telegram.texts import Html, Words
from auto_order.telegram.visit import Answer

# Facts that are amounts of rupiah and are shown as such.
_AMOUNTS = frozenset({"minimum", "maximum", "balance", "price"})


def explain(refusal: Refusal, words: Words) -> Html:
    """Say why the shop declines."""
    facts = {
        name: words.money(value) if name in _AMOUNTS and isinstance(value, int) else value
        for name, value in refusal.facts.items()
        if isinstance(value, str | int)
    }
    return words(f"refusal-{refusal.code}".replace("_", "-"), **facts)


def answer_to(refusal: Refusal, words: Words) -> Answer:
    """Answer a tap that was declined: a box over the screen, which stays as it is."""
    if isinstance(refusal, CartEmpty):
        return Answer(checkout.cart(Quote([]), words))
    return Answer(toast=explain(refusal, words), is_alert=True)
