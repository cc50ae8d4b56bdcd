"""Environment markers, as in ``tzdata; sys_platform == 'win32'`` (PEP 508)."""

import re
from collections.abc import Mapping

from preflight.checklist.versions import read_version, satisfies

_TOKEN = re.compile(
    r"""\s*(?:(?P<text>"[^"]*"|'[^']*')|(?P<sign>===|~=|==|!=|<=|>=|<|>|\(|\))|(?P<word>[A-Za-z_][\w.]*))"""
)
_VERSIONS = frozenset({"python_version", "python_full_version", "implementation_version"})


class MarkerError(Exception):
    """A marker that cannot be read; the text is it."""


def applies(marker: str, environment: Mapping[str, str]) -> bool:
    """Say whether a marker holds for an interpreter."""
    reader = _Reader(marker, environment)
    verdict = reader.read_any()
    if reader.tokens:
        raise MarkerError(marker)
    return verdict


class _Reader:
    """Reads a marker from left to right; ``and`` binds closer than ``or``."""

    def __init__(self, marker: str, environment: Mapping[str, str]) -> None:
        self._marker = marker
        self._environment = environment
        self.tokens = self._split()

    def _split(self) -> list[str]:
        tokens, place = [], 0
        while place < len(self._marker.rstrip()):
            found = _TOKEN.match(self._marker, place)
            if not found:
                raise MarkerError(self._marker)
            tokens.append(found[0].strip())
            place = found.end()
        return tokens

    def _next(self) -> str:
        if not self.tokens:
            raise MarkerError(self._marker)
        return self.tokens.pop(0)

    def read_any(self) -> bool:
        verdict = self._read_all()
        while self.tokens[:1] == ["or"]:
            self._next()
            verdict = self._read_all() or verdict
        return verdict

    def _read_all(self) -> bool:
        verdict = self._read_one()
        while self.tokens[:1] == ["and"]:
            self._next()
            verdict = self._read_one() and verdict
        return verdict

    def _read_one(self) -> bool:
        if self.tokens[:1] == ["("]:
            self._next()
            verdict = self.read_any()
            if self._next() != ")":
                raise MarkerError(self._marker)
            return verdict
        left, sign, right = self._next(), self._next(), self._next()
        if sign == "not":
            sign, right = f"not {right}", self._next()
        return self._compare(left, sign, right)

    def _compare(self, left: str, sign: str, right: str) -> bool:
        have, want = self._value(left), self._value(right)
        if sign in {"in", "not in"}:
            return (have in want) == (sign == "in")
        if {left, right} & _VERSIONS and read_version(have) and read_version(want):
            return satisfies(have, f"{sign}{want}")
        if sign in {"==", "!="}:
            return (have == want) == (sign == "==")
        raise MarkerError(self._marker)

    def _value(self, token: str) -> str:
        if token[0] in "\"'":
            return token[1:-1]
        if token not in self._environment:
            raise MarkerError(self._marker)
        return self._environment[token]
