"""Reading a formula and working it out: whole numbers, four operations, brackets, per cent, nothing else.

Nothing is run: a formula is read by a small grammar, with fractions, so that no rupiah is lost on the way.
"""

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import floor

from auto_order.kit.errors import Refusal

# What a formula may name: the price, the days it was for, those used, and those left.
NAMES = ("price", "days", "used", "left")
DEFAULT = "price * left / days"
_OTHER_NAMES = {"harga": "price", "masa": "days", "terpakai": "used", "sisa": "left"}
_OTHER_SIGNS = {"×": "*", "x": "*", "÷": "/", ":": "/"}
_TOKEN = re.compile(r"\d{1,12}|[a-z]+|[-+*/()%×÷:]")
_MOST_CHARACTERS, _MOST_DEPTH = 200, 20


class BadFormula(Refusal):
    """A text is no formula. ``place`` is what could not be understood, "none" at the end."""

    code = "bad_formula"

    def __init__(self, place: str) -> None:
        super().__init__(place)
        self.place = place or "none"


class NotWorkable(Refusal):
    """The formula divides by nothing here."""

    code = "not_workable"


class BadDays(Refusal):
    """There are not so many days, or more are used than there were."""

    code = "bad_days"


def read_tokens(text: str) -> list[str]:
    """Read a formula into its parts, in their own names and signs. Raises BadFormula for what is none."""
    left = text.lower()[: _MOST_CHARACTERS + 1]
    if len(left) > _MOST_CHARACTERS:
        raise BadFormula(text[:20])
    tokens = []
    while left := left.lstrip():
        match = _TOKEN.match(left)
        if match is None:
            raise BadFormula(left[:20])
        token = _OTHER_SIGNS.get(match[0], match[0])
        token = _OTHER_NAMES.get(token, token)
        if token.isalpha() and token not in NAMES:
            raise BadFormula(match[0])
        tokens.append(token)
        left = left[match.end() :]
    return tokens


def add_token(tokens: Sequence[str], token: str) -> list[str]:
    """Put one more part at the end; figures one after the other are one number. Raises BadFormula."""
    parts = read_tokens(token)
    if len(parts) != 1:
        raise BadFormula(token)
    part = parts[0]
    if part.isdecimal() and tokens and tokens[-1].isdecimal():
        return [*tokens[:-1], *read_tokens(f"{tokens[-1]}{part}")]
    longer = [*tokens, part]
    return read_tokens(" ".join(longer))


def check(text: str) -> str:
    """Accept a formula and give it as it is kept. Raises BadFormula."""
    tokens = read_tokens(text)
    _Reader(tokens, dict.fromkeys(NAMES, Fraction(1))).read()
    return " ".join(tokens)


def check_days(days: int, used: int = 0) -> None:
    """Accept 1 to 36,500 days, of which at most all are used. Raises BadDays."""
    if not (1 <= days <= 36_500 and 0 <= used <= days):  # noqa: PLR2004 - a hundred years
        raise BadDays


def work_out(text: str, *, price: int, days: int, used: int) -> int:
    """Work a refund out, in whole rupiah rounded down, and never less than nothing.

    Raises BadFormula and NotWorkable.
    """
    values = {"price": price, "days": days, "used": used, "left": days - used}
    fractions = {name: Fraction(value) for name, value in values.items()}
    try:
        return max(floor(_Reader(read_tokens(text), fractions).read()), 0)
    except ZeroDivisionError:
        raise NotWorkable from None


class _Reader:
    """Reads one formula from left to right, and works it out while it reads."""

    def __init__(self, tokens: Sequence[str], values: Mapping[str, Fraction]) -> None:
        self._tokens = [*tokens, ""]
        self._values = values
        self._at = 0
        self._depth = 0

    def read(self) -> Fraction:
        value = self._read_sum()
        if self._look():
            raise BadFormula(self._look())
        return value

    def _read_sum(self) -> Fraction:
        value = self._read_product()
        while self._look() in ("+", "-"):
            sign = self._take()
            value = value + self._read_product() if sign == "+" else value - self._read_product()
        return value

    def _read_product(self) -> Fraction:
        value = self._read_part()
        while self._look() in ("*", "/"):
            sign = self._take()
            value = value * self._read_part() if sign == "*" else value / self._read_part()
        return value

    def _read_part(self) -> Fraction:
        value = self._read_brackets() if self._look() == "(" else self._read_value(self._take())
        while self._look() == "%":
            self._take()
            value /= 100
        return value

    def _read_brackets(self) -> Fraction:
        self._take()
        self._depth += 1
        if self._depth > _MOST_DEPTH:
            raise BadFormula("(")
        value = self._read_sum()
        end = self._take()
        if end != ")":
            raise BadFormula(end)
        self._depth -= 1
        return value

    def _read_value(self, token: str) -> Fraction:
        if token.isdecimal():
            return Fraction(int(token))
        if token not in self._values:
            raise BadFormula(token)
        return self._values[token]

    def _look(self) -> str:
        return self._tokens[self._at]

    def _take(self) -> str:
        token = self._tokens[self._at]
        self._at = min(self._at + 1, len(self._tokens) - 1)
        return token
