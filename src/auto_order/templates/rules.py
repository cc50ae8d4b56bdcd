"""Which messages may be worded anew, what they may mention, and how that is filled in."""

import re
from collections.abc import Mapping

from auto_order.kit.errors import Refusal

# Each message, by the name of its words, and what it may mention.
MENTIONS: Mapping[str, tuple[str, ...]] = {
    "start": ("name", "shop", "customers", "sales"),
    "how-to": (),
    "terms": (),
    "support": ("contact",),
    "goods-header": ("number",),
    "wallet-paid": ("number", "total", "balance"),
    "topped-up": ("number", "amount", "balance"),
    "closed-expired": ("number",),
    "closed-canceled": ("number",),
    "credited": ("number", "amount"),
}
# Those that are screens, under which a picture has its place.
WITH_PICTURE = frozenset({"start", "how-to", "terms", "support"})
# What sellers call what a message mentions, besides its own name.
_INDONESIAN = {
    "nama": "name",
    "toko": "shop",
    "pembeli": "customers",
    "terjual": "sales",
    "kontak": "contact",
    "nomor": "number",
    "jumlah": "amount",
    "saldo": "balance",
}
_PLACEHOLDER = re.compile(r"\{\s*([^{}]*?)\s*\}")
_MOST_TEXT, _MOST_CAPTION, _MOST_NAMED = 3500, 900, 40


class TemplateUnknown(Refusal):
    """There is no such message or version."""

    code = "template_unknown"


class PictureNotShown(Refusal):
    """A picture was put to a message that is text only."""

    code = "picture_not_shown"


class TemplateTooLong(Refusal):
    """Telegram would not take so long a text; under a picture it takes less. ``most`` counts characters."""

    code = "template_too_long"

    def __init__(self, *, most: int) -> None:
        super().__init__(str(most))
        self.most = most


class PlaceholderUnknown(Refusal):
    """The text mentions something that this message knows nothing of."""

    code = "placeholder_unknown"

    def __init__(self, placeholder: str) -> None:
        super().__init__(placeholder)
        self.placeholder = placeholder


def check_name(name: str) -> str:
    """Accept a message that may be worded anew. Raises TemplateUnknown."""
    if name not in MENTIONS:
        raise TemplateUnknown
    return name


def check(name: str, text: str | None, photo: str | None) -> str | None:
    """Accept a wording and give it as it is kept, placeholders by their own names.

    Raises PlaceholderUnknown, TemplateTooLong and PictureNotShown.
    """
    if photo is not None and name not in WITH_PICTURE:
        raise PictureNotShown
    if text is None:
        return None
    most = _MOST_TEXT if photo is None else _MOST_CAPTION
    if len(text) > most:
        raise TemplateTooLong(most=most)

    def tidy(found: "re.Match[str]") -> str:
        wanted = found[1].lower()
        mention = _INDONESIAN.get(wanted, wanted)
        if mention not in MENTIONS[name]:
            raise PlaceholderUnknown(found[0][:_MOST_NAMED])
        return f"{{{mention}}}"

    return _PLACEHOLDER.sub(tidy, text)


def fill(text: str, values: Mapping[str, str]) -> str:
    """Put values in place of what a wording mentions."""
    return _PLACEHOLDER.sub(lambda found: values.get(found[1], found[0]), text)
