"""Takes secrets out of text that others made: exceptions, addresses, messages of libraries.

Our own code holds secrets and goods as :class:`auto_order.kit.secret.Secret`, which never shows them. Caught
here are secrets that the installation knows, bots' tokens, and input that libraries quote in their errors.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from urllib.parse import quote

import orjson

from auto_order.kit.secret import Secret

_HIDDEN = "***"
_BITS_OF_JSON = 63

# A sign that is looked for first, because that is cheap; what then is hidden; and what is put there.
_SHAPES = (
    # A bot's token anywhere, and a short one of a test in an address. The number in front is no secret.
    (":", re.compile(r":(?<=[0-9]:)[\w-]{30,}"), ":***"),
    ("%3A", re.compile(r"%3A(?<=[0-9]%3A)[\w-]{30,}"), "%3A***"),
    ("bot", re.compile(r"(bot[0-9]{1,20}(?::|%3A))[\w-]+"), r"\1***"),
    # Input as pydantic, SQLAlchemy and aiogram quote it.
    ("input_value=", re.compile(r"(input_value=).*(?=, input_type=)"), r"\1***"),
    ("[parameters: ", re.compile(r"(\[parameters: ).*\]"), r"\1***]"),
    ("Content: ", re.compile(r"^(Content: ).*", re.MULTILINE), r"\1***"),
)


class Redactor:
    """Redacts text: known secrets however they are escaped, tokens of bots, quoted input of libraries."""

    def __init__(self, secrets: Iterable[Secret] = ()) -> None:
        self._forms: tuple[str, ...] = ()
        self.add(*secrets)

    def add(self, *secrets: Secret) -> None:
        """Have more secrets redacted from now on."""
        forms = {form for secret in secrets for form in _forms(secret.reveal())}
        # The longest first: one secret may be a part of another.
        self._forms = tuple(sorted({*self._forms, *forms}, key=len, reverse=True))

    def __call__(self, text: str) -> str:
        """Redact a text."""
        for form in self._forms:
            if form in text:
                text = text.replace(form, _HIDDEN)
        for sign, shape, hidden in _SHAPES:
            if sign in text:
                text = shape.sub(hidden, text)
        return text

    def clean(self, value: object) -> object:
        """Turn anything into redacted text, numbers and lists and dictionaries of these, fit for JSON."""
        try:
            return self._clean(value)
        except Exception:  # noqa: BLE001 - a __str__ that raises, a list that holds itself: anything may come
            return f"<{type(value).__name__}>"

    def _clean(self, value: object) -> object:
        match value:
            case str():
                return _without_surrogates(self(str(value)))
            case None | bool() | int() | float() if _fits_json(value):
                return value
            case bytes() | bytearray() | memoryview():
                return f"<{len(value)} bytes>"
            case Mapping():
                return {str(self._clean(str(name))): self._clean(item) for name, item in value.items()}
            case Sequence() | AbstractSet():
                return [self._clean(item) for item in value]
        return self._clean(str(value))


def _forms(text: str) -> Iterable[str]:
    """Give the text as it may be written: plain, in an address, in a repr, in JSON. None of an empty one."""
    if text:
        yield from (text, quote(text, safe="", errors="replace"), repr(text)[1:-1])
        yield orjson.dumps(text.encode("utf-8", "replace").decode()).decode()[1:-1]


def _fits_json(value: object) -> bool:
    return not isinstance(value, int) or value.bit_length() <= _BITS_OF_JSON


def _without_surrogates(text: str) -> str:
    """Write lone surrogates as escapes: they are no text to JSON, nor to most streams."""
    return text if text.isascii() else text.encode("utf-8", "backslashreplace").decode()
