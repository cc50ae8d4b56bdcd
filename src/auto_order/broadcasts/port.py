"""The port through which broadcasts go out: what a door that can reach many must offer."""

from typing import NamedTuple, Protocol

from auto_order.kit.errors import TransientError


class Letter(NamedTuple):
    """What is sent: a message as it stands in the chat of whoever wrote it."""

    chat_id: int
    message_id: int


class NotSentError(TransientError):
    """The message surely did not go out, and may later: after ``retry_after`` seconds where that is known."""


class LetterGoneError(Exception):
    """The message does not stand where it stood: there is nothing to send any more."""


class Mailer(Protocol):
    """Sends a letter to one chat at a time, no faster than is decent.

    Raises RecipientUnreachableError, NotSentError and LetterGoneError. A plain TransientError says that
    nobody knows whether the message arrived.
    """

    async def send(self, letter: Letter, *, chat_id: int) -> None:
        """Send it, once the pace permits."""
