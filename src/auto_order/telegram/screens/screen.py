"""What a screen is, and the rows of buttons that several have."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from aiogram.filters.callback_data import CallbackData
from aiogram.types import (
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    ReplyKeyboardMarkup,
)

from auto_order.telegram.callbacks import CancelStep
from auto_order.telegram.texts import Html, Words, joined

Button = InlineKeyboardButton
Rows = Sequence[Sequence[Button]]

NUMBER_KEYS = ("1️⃣", "2️⃣", "3️⃣", "4️⃣", "5️⃣")


class Picture(NamedTuple):
    """A picture: Telegram's id of one that it has, or a PNG."""

    file_id: str | None = None
    png: bytes = b""


# Telegram takes so much under a picture, counted as it counts: in UTF-16 units, the tags left out.
MOST_CAPTION = 1024


class Screen(NamedTuple):
    """Text in Telegram's HTML, and the keyboard under it: buttons, or ``menu``, which stays under the chat.

    With a ``picture`` the text is its caption, which is at most ``MOST_CAPTION`` long.
    """

    text: Html
    rows: Rows = ()
    menu: ReplyKeyboardMarkup | None = None
    picture: Picture | None = None

    @property
    def markup(self) -> InlineKeyboardMarkup | None:
        """The inline keyboard, None when there are no buttons."""
        rows = [list(row) for row in self.rows if row]
        return InlineKeyboardMarkup(inline_keyboard=rows) if rows else None


def telegram_length(text: str) -> int:
    """Count as Telegram does, in UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


def tap(text: str, data: CallbackData) -> Button:
    """Make a button that comes back to us."""
    return InlineKeyboardButton(text=text, callback_data=data.pack())


def cancel(words: Words) -> Sequence[Button]:
    """Make the way out that every question has."""
    return [tap(words("button-cancel"), CancelStep())]


def above(note: Html, screen: Screen) -> Screen:
    """Put a sentence above a screen."""
    return screen._replace(text=joined((note, screen.text), between="\n\n"))


def link(text: str, url: str) -> Button:
    """Make a button that opens a page."""
    return InlineKeyboardButton(text=text, url=url)


def copy(text: str, copied: str) -> Button:
    """Make a button that copies a text of 1 to 256 characters."""
    return InlineKeyboardButton(text=text, copy_text=CopyTextButton(text=copied))


def paging(words: Words, *, page: int, pages: int, to: Callable[[int], CallbackData]) -> Sequence[Button]:
    """Make ⬅️ and ➡️ where there are such pages; ``to`` says what a page's button carries."""
    row = []
    if page > 1:
        row.append(tap(words("button-previous"), to(page - 1)))
    if page < pages:
        row.append(tap(words("button-next"), to(page + 1)))
    return row


def worded(words: Words, key: str, rows: Rows = (), **values: object) -> Screen:
    """Make a screen of words that the seller may have put a picture to."""
    photo = words.picture(key)
    return Screen(words(key, **values), rows, picture=None if photo is None else Picture(photo))


def in_columns(buttons: Sequence[Button], columns: int) -> Rows:
    """Lay buttons out in rows of so many."""
    return [buttons[at : at + columns] for at in range(0, len(buttons), columns)]


def main_menu(words: Words, *, is_staff: bool) -> ReplyKeyboardMarkup:
    """Make the keyboard that stays under the chat; whoever runs the shop has one row more."""
    rows = (
        (words("menu-products"),),
        (words("menu-stock"), words("menu-deposit")),
        (words("menu-orders"), words("menu-information"), words("menu-how-to")),
        NUMBER_KEYS,
        *([(words("menu-admin"),)] if is_staff else []),
    )
    return ReplyKeyboardMarkup(
        keyboard=[[KeyboardButton(text=text) for text in row] for row in rows],
        resize_keyboard=True,
        is_persistent=True,
    )
