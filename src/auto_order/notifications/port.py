"""The port through which the shop speaks: what a door that can reach people must offer."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from auto_order.kit.secret import Secret
from auto_order.notifications.notices import Notice


class RecipientUnreachableError(Exception):
    """The person blocked the shop or is gone. Trying again is of no use before they come back."""


class Posted(NamedTuple):
    """A message as it stands in a chat. ``file_id`` names its picture, where it has one."""

    chat_id: int
    message_id: int
    file_id: str | None = None


@dataclass(frozen=True)
class GoodsFile:
    """A unit that is a file. It may be large, so its bytes are read when it is its turn."""

    name: Secret
    read: Callable[[], Awaitable[bytes]]


@dataclass(frozen=True)
class GoodsLine:
    """The units bought of one product, with the terms they come under; ``line_id`` names the order line."""

    line_id: int
    name: str
    terms: str
    contents: Sequence[Secret]
    files: Sequence[GoodsFile] = field(default=())

    @property
    def quantity(self) -> int:
        return len(self.contents) + len(self.files)


@dataclass(frozen=True)
class Goods:
    """Everything that one order bought."""

    order_id: int
    number: str
    lines: Sequence[GoodsLine]


class Notifier(Protocol):
    """Reaches people.

    Raises RecipientUnreachableError when a person cannot be reached at all, and TransientError when it may
    work later or the outcome is unknown; the same call is then made again.
    """

    async def tell(
        self, *, chat_id: int, language: str, notice: Notice, previous: Posted | None
    ) -> Posted | None:
        """Show a notice, in place of ``previous``; say where it stands now, None if it does not stay."""

    async def hand_over(self, *, chat_id: int, language: str, goods: Goods) -> None:
        """Give a buyer the goods, all of them, before returning; a repeat sends all of them again."""
