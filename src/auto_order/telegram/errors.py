"""What the Bot API's errors mean to the shop: unreachable, later, or a bug."""

from collections.abc import Iterator
from contextlib import contextmanager

from aiogram.exceptions import (
    ClientDecodeError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)

from auto_order.kit.errors import TransientError
from auto_order.notifications.port import RecipientUnreachableError

# Telegram says 400 for a chat that it does not know, and 403 for a person who does not want to hear.
_NOBODY_THERE = ("chat not found", "user not found", "PEER_ID_INVALID", "user is deactivated")


@contextmanager
def translated() -> Iterator[None]:
    """Turn Telegram's errors into the shop's; an error that is our own fault stays what it is."""
    try:
        yield
    except TelegramForbiddenError:
        raise RecipientUnreachableError from None
    except TelegramRetryAfter as error:
        message = "Telegram asks to wait"
        raise TransientError(message, retry_after=float(error.retry_after)) from None
    except (TelegramNetworkError, TelegramServerError, ClientDecodeError) as error:
        raise TransientError(f"Telegram: {type(error).__name__}") from None
    except TelegramBadRequest as error:
        if any(words in error.message for words in _NOBODY_THERE):
            raise RecipientUnreachableError from None
        raise
