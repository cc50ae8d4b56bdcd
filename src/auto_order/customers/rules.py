"""What a customer may say about themselves: a name to be shown, a WhatsApp number."""

import re
from enum import StrEnum

from auto_order.kit.errors import Refusal

_SHORTEST_NAME, _LONGEST_NAME = 3, 32
# What people put between the digits of a telephone number.
_BETWEEN = re.compile(r"[\s().-]+")
_WHATSAPP = re.compile(r"\+?(\d{9,15})")


class ProfileField(StrEnum):
    """What can be said, one by one; each is the name of its column."""

    NAME = "display_name"
    WHATSAPP = "whatsapp"


class BadProfile(Refusal):
    """A field cannot be what was typed. ``field`` names it."""

    code = "bad_profile"

    def __init__(self, field: ProfileField) -> None:
        super().__init__(field)
        self.field = field.value


def read_profile(field: ProfileField, text: str) -> str:
    """Read what was typed for a field. Raises BadProfile."""
    return _read_name(text) if field is ProfileField.NAME else _read_whatsapp(text)


def _read_name(text: str) -> str:
    """Accept 3 to 32 characters on one line, of which something can be seen."""
    tidy = " ".join(text.split())
    is_visible = any(letter.isprintable() and letter != " " for letter in tidy)
    if not _SHORTEST_NAME <= len(tidy) <= _LONGEST_NAME or not is_visible:
        raise BadProfile(ProfileField.NAME)
    return tidy


def _read_whatsapp(text: str) -> str:
    """Accept 9 to 15 digits, however they are grouped, and give the digits."""
    match = _WHATSAPP.fullmatch(_BETWEEN.sub("", text))
    if match is None or not text.isascii():
        raise BadProfile(ProfileField.WHATSAPP)
    return match[1]
