"""Every refusal becomes one answer."""

from auto_order.carts.rules import CartEmpty
from auto_order.kit.errors import Refusal
from auto_order.orders.rules import Quote
from auto_order.telegram.explaining import explain
from auto_order.telegram.screens import checkout
from auto_order.telegram.texts import Words
from auto_order.telegram.visit import Answer


def answer_to(refusal: Refusal, words: Words) -> Answer:
    """Answer a tap that was declined: a box over the screen, which stays as it is."""
    if isinstance(refusal, CartEmpty):
        return Answer(checkout.cart(Quote([]), words))
    return Answer(toast=explain(refusal, words), is_alert=True)
