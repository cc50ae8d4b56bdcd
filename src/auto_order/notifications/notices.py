"""The things the shop tells. Facts only: the door that shows them finds the words and the looks.

A notice waits in the queue as JSON, so it holds plain values, never goods or secrets. Amounts in rupiah.
"""

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import ClassVar

import orjson


@dataclass(frozen=True)
class SoldLine:
    """A line of an order as it is told: so many units of a product at a price each."""

    name: str
    quantity: int
    price: int


@dataclass(frozen=True, kw_only=True)
class Notice:
    """Something to tell one person. ``is_awaited``: who is told looks at the screen for it.

    ``changes_in_place``: its message is edited when there is news of its slot, instead of a new one below.
    ``concern``: who of the staff is told beside the sellers, as the name of a permission; None is nobody.
    """

    is_awaited: ClassVar[bool] = False
    changes_in_place: ClassVar[bool] = False
    concern: ClassVar[str | None] = None

    def dump(self) -> str:
        return orjson.dumps({"kind": type(self).__name__, **asdict(self)}).decode()


@dataclass(frozen=True, kw_only=True)
class InvoiceReady(Notice):
    """A QR to pay is open. ``deadline`` is a moment in ISO 8601, ``amount`` what the QR itself asks for."""

    is_awaited: ClassVar[bool] = True

    order_id: int
    number: str
    lines: list[SoldLine]
    discount: int
    service_fee: int
    amount: int
    deadline: str
    qr_string: str
    merchant: str
    pay_url: str | None


@dataclass(frozen=True, kw_only=True)
class TopupReady(Notice):
    """A QR that fills the wallet is open; the fields mean what those of :class:`InvoiceReady` do."""

    is_awaited: ClassVar[bool] = True

    payment_id: int
    number: str
    amount: int
    deadline: str
    qr_string: str
    merchant: str
    pay_url: str | None


@dataclass(frozen=True, kw_only=True)
class OrderClosed(Notice):
    """An order came to its end without goods. ``reason`` is a :class:`Closing`."""

    is_awaited: ClassVar[bool] = True

    order_id: int
    number: str
    reason: str


class Closing(StrEnum):
    """Why an order ended without goods."""

    EXPIRED = "expired"
    CANCELED = "canceled"
    GATEWAY_DOWN = "gateway_down"
    REFUSED = "refused"
    NOT_FOUND = "not_found"


@dataclass(frozen=True, kw_only=True)
class TopupClosed(Notice):
    """A top-up ended without money. ``reason`` is a :class:`Closing`, ``note`` what a person said of it."""

    is_awaited: ClassVar[bool] = True

    payment_id: int
    number: str
    reason: str
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class ToppedUp(Notice):
    """Money is in the buyer's wallet, as they wished."""

    is_awaited: ClassVar[bool] = True

    payment_id: int
    number: str
    amount: int
    balance: int


@dataclass(frozen=True, kw_only=True)
class PaidNotice(Notice):
    """The payment is in; the invoice's QR has no more use."""

    order_id: int
    number: str


@dataclass(frozen=True, kw_only=True)
class MoneyCredited(Notice):
    """Money came in that could not become goods any more: it is in the buyer's wallet."""

    is_awaited: ClassVar[bool] = True

    number: str
    amount: int


@dataclass(frozen=True, kw_only=True)
class MoneyReturned(Notice):
    """A refund was made: into the wallet, or outside by the seller's hand."""

    amount: int
    is_to_wallet: bool


@dataclass(frozen=True, kw_only=True)
class UnitReplaced(Notice):
    """A unit of an order was replaced under its warranty; the goods come again with the new one."""

    number: str
    name: str


@dataclass(frozen=True, kw_only=True)
class BackInStock(Notice):
    """A product that the buyer waits for can be bought. ``price`` is in rupiah."""

    product_id: int
    product: str
    price: int


@dataclass(frozen=True, kw_only=True)
class PaymentHeldForReview(Notice):
    """Money came in that a person has to look at first."""

    is_awaited: ClassVar[bool] = True

    number: str


@dataclass(frozen=True, kw_only=True)
class StaffOrder(Notice):
    """What the staff knows of an order. One message follows it from open to its end."""

    changes_in_place: ClassVar[bool] = True
    concern: ClassVar[str | None] = "orders"

    number: str
    buyer: str
    lines: list[SoldLine]
    total: int
    status: str


@dataclass(frozen=True, kw_only=True)
class StaffTopup(Notice):
    """What the staff knows of a top-up. One message follows it; one by hand waits for a person."""

    changes_in_place: ClassVar[bool] = True
    concern: ClassVar[str | None] = "money"

    payment_id: int
    number: str
    buyer: str
    amount: int
    status: str
    is_by_hand: bool


@dataclass(frozen=True, kw_only=True)
class UploadProgress(Notice):
    """How far the loading of a file into the stock is. ``state`` is its status; figures count lines.

    ``named`` are the first lines that are not new; ``problem`` the code of the refusal that ended it.
    """

    is_awaited: ClassVar[bool] = True
    changes_in_place: ClassVar[bool] = True

    upload_id: int
    product_id: int
    product: str
    file_name: str
    state: str
    total: int
    done: int
    fresh: int
    repeated: int
    named: str
    problem: str | None
    problem_line: int | None


@dataclass(frozen=True, kw_only=True)
class BroadcastProgress(Notice):
    """How far a broadcast is. ``state`` is its status, ``problem`` why it is held; figures count people."""

    is_awaited: ClassVar[bool] = True
    changes_in_place: ClassVar[bool] = True

    broadcast_id: int
    state: str
    audience: str
    total: int
    waiting: int
    reached: int
    unreachable: int
    unknown: int
    problem: str


@dataclass(frozen=True, kw_only=True)
class BroadcastReport(BroadcastProgress):
    """What came of a broadcast that is over. It comes as a new message, so that its author hears of it."""

    changes_in_place: ClassVar[bool] = False


@dataclass(frozen=True, kw_only=True)
class LowStock(Notice):
    """So few units of a product are left that the staff should load more."""

    concern: ClassVar[str | None] = "stock"

    product_id: int
    product: str
    left: int


@dataclass(frozen=True, kw_only=True)
class StaffProblem(Notice):
    """Something for a person of the staff, nearly always about money. ``facts`` fill the text ``problem``."""

    concern: ClassVar[str | None] = "money"

    problem: str
    facts: dict[str, str | int]
