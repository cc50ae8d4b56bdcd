"""How much a cart may hold."""

from auto_order.kit.errors import Refusal

MOST_LINES = 20


class CartFull(Refusal):
    """The cart has as many different products as it may."""

    code = "cart_full"

    def __init__(self, *, most: int) -> None:
        super().__init__(str(most))
        self.most = most


class CartEmpty(Refusal):
    """There is nothing in the cart to pay for."""

    code = "cart_empty"
