"""Canaries: texts that must never be seen outside, and ears on every way out of the process.

A test puts canaries where secrets and goods go, lets the shop work within :func:`listening`, and asks at the
end which were heard.
"""

import contextlib
import io
import logging
import secrets
import sys
import threading
import traceback
import warnings
from base64 import b64encode
from collections.abc import Iterable, Iterator
from typing import Literal
from urllib.parse import quote

import structlog

from auto_order.kit.logs import set_up_logs
from auto_order.kit.redaction import Redactor
from auto_order.kit.secret import Secret


def canary(kind: str) -> str:
    """Make a text that occurs nowhere else and fits wherever a token, a key or goods do."""
    return f"{kind}-canary-{secrets.token_hex(8)}"


class Ears:
    """Everything that left the process, as text."""

    def __init__(self) -> None:
        self.log = io.StringIO()
        self.console = io.StringIO()
        self.redactor = Redactor()
        self._texts: list[str] = []

    def hear(self, *texts: object) -> None:
        """Take note of what left by another way: an answer to a buyer, the output of a process."""
        self._texts.extend(map(str, texts))

    def hear_exception(self, error: BaseException) -> None:
        """Take note of everything that an exception says of itself and of those behind it."""
        self.hear(repr(error), *traceback.format_exception(error))
        behind: BaseException | None = error
        while behind is not None:
            self.hear(str(behind), repr(behind), repr(behind.args), repr(vars(behind)))
            behind = behind.__cause__ or behind.__context__

    def heard(self, canaries: Iterable[str]) -> set[str]:
        """Say which canaries were heard, in whatever writing."""
        everything = "\n".join([self.log.getvalue(), self.console.getvalue(), *self._texts]).lower()
        return {each for each in canaries if any(form in everything for form in _writings(each))}


@contextlib.contextmanager
def listening(*, form: Literal["text", "json"] = "json", secrets: Iterable[Secret] = ()) -> Iterator[Ears]:
    """Set up the shop's logs at their most talkative and catch them, with all that is printed."""
    ears = Ears()
    with (
        _logs_as_before(),
        contextlib.redirect_stdout(ears.console),
        contextlib.redirect_stderr(ears.console),
    ):
        ears.redactor = set_up_logs(level="debug", form=form, secrets=secrets, stream=ears.log)
        yield ears


@contextlib.contextmanager
def _logs_as_before() -> Iterator[None]:
    """Give back afterwards what :func:`set_up_logs` takes over: there is one of each in a process."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    hooks = sys.excepthook, threading.excepthook, sys.unraisablehook
    # The test framework listens here too, and would be the first to trip over a malformed message.
    root.handlers.clear()
    with warnings.catch_warnings():
        try:
            yield
        finally:
            structlog.reset_defaults()
            structlog.contextvars.clear_contextvars()
            logging.captureWarnings(capture=False)
            root.handlers[:] = handlers
            root.setLevel(level)
            sys.excepthook, threading.excepthook, sys.unraisablehook = hooks


def _writings(text: str) -> Iterable[str]:
    """Write it as it may be found: plain, in an address, hexadecimal, and in Base64 at each alignment."""
    yield from (text.lower(), quote(text, safe="").lower(), text.encode().hex())
    for shift in range(3):
        # What stands before shifts the letters; the first and last ones mix with the neighbours.
        yield b64encode(b"\0" * shift + text.encode()).decode().rstrip("=")[4:-4].lower()
