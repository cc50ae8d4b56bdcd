"""What may be loaded, and the refusals of the stock."""

from auto_order.kit.errors import Refusal
from auto_order.kit.secret import Secret

MOST_CONTENT = 50_000
MOST_LINES = 1_000_000


class OutOfStock(Refusal):
    """Fewer units are free than were wanted; nothing was taken."""

    code = "out_of_stock"

    def __init__(self, *, product_id: int, wanted: int, left: int) -> None:
        super().__init__(f"{wanted} wanted, {left} left")
        self.product_id = product_id
        self.wanted = wanted
        self.left = left


class BadContent(Refusal):
    """A unit's content is empty or longer than 50,000 characters. ``line`` counts from 1."""

    code = "bad_content"

    def __init__(self, *, line: int) -> None:
        super().__init__(f"line {line}")
        self.line = line


class UnitNotReplaceable(Refusal):
    """The unit is not one that the order has now."""

    code = "unit_not_replaceable"


def check_content(content: Secret, *, line: int) -> Secret:
    """Accept 1 to 50,000 characters that are not all blank; what is sold is exactly what was loaded."""
    if not content.reveal().strip() or len(content) > MOST_CONTENT:
        raise BadContent(line=line)
    return content
