"""The verbs about steps: ask for something, find what is asked, close it once, note where it stands."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import orjson

from auto_order.db.session import Session
from auto_order.dialogs import repository
from auto_order.dialogs.rules import StepGone
from auto_order.kit.ids import random_code
from auto_order.kit.keyring import Keyring
from auto_order.kit.secret import Secret

_TOKEN_LENGTH = 12


@dataclass(frozen=True)
class Step:
    """An open step: what is asked, by which message, and what was typed before it, as plain JSON values."""

    chat_id: int
    kind: str
    token: str
    message_id: int | None = None
    # May hold goods, so no repr shows it.
    data: Mapping[str, Any] = field(default_factory=dict, repr=False)


async def ask(
    session: Session,
    *,
    chat_id: int,
    kind: str,
    data: Mapping[str, Any],
    message_id: int | None,
    keyring: Keyring,
    now: datetime,
) -> Step:
    """Open a step, in place of the one that is open. ``data`` is sealed before it is kept."""
    token = random_code(_TOKEN_LENGTH)
    sealed = keyring.seal(Secret(orjson.dumps(data).decode()), seal_context(chat_id))
    values = {"kind": kind, "message_id": message_id, "data": sealed, "token": token, "asked_at": now}
    await repository.put(session, chat_id, values)
    return Step(chat_id, kind, token, message_id, data)


async def find(session: Session, *, chat_id: int, keyring: Keyring) -> Step | None:
    """Find the step that is open in a chat."""
    sealed = await repository.find(session, chat_id)
    if sealed is None:
        return None
    data = orjson.loads(keyring.open(sealed.data, seal_context(chat_id)).reveal())
    return Step(chat_id, sealed.kind, sealed.token, sealed.message_id, data)


async def close(session: Session, step: Step) -> None:
    """Close a step, in the transaction that uses its answer. Raises StepGone if it is not open any more."""
    if not await repository.remove(session, step.chat_id, token=step.token):
        raise StepGone


async def place(session: Session, *, chat_id: int, message_id: int) -> None:
    """Note which message asks for what is open in the chat."""
    await repository.change_message(session, chat_id, message_id=message_id)


def seal_context(chat_id: int) -> str:
    """Say what a step is sealed for: it opens as this chat's and as nothing else."""
    return f"dialog:{chat_id}"
