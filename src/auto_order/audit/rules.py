"""How an entry is written down, and how the chain of digests is computed."""

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import NamedTuple

import orjson

from auto_order.audit.models import AuditEntry

# What the first entry follows.
ORIGIN = bytes(32)

Fact = str | int | bool | None


class Deed(NamedTuple):
    """What an entry says, without its place in the chain."""

    actor: str
    action: str
    subject: str
    before: str | None
    after: str | None
    happened_at: datetime


def write_facts(facts: Mapping[str, object] | None) -> str | None:
    """Write facts down, always the same way. Anything but plain values is a bug and raises TypeError.

    A Secret is no plain value, so goods and keys cannot get here by mistake.
    """
    if facts is None:
        return None
    for name, value in facts.items():
        if not isinstance(value, str | int | None):
            message = f"{name} is a {type(value).__name__}, which the audit log does not hold"
            raise TypeError(message)
    return orjson.dumps(facts, option=orjson.OPT_SORT_KEYS).decode()


def compute_digest(number: int, deed: Deed, *, previous: bytes) -> bytes:
    """Compute an entry's digest: SHA-256 over the digest before it, its number and everything it says."""
    said = [number, *deed[:-1], deed.happened_at.astimezone(UTC).isoformat()]
    return hashlib.sha256(previous + orjson.dumps(said)).digest()


def find_fault(entry: AuditEntry, *, number: int, previous: bytes) -> str | None:
    """Say what is wrong with an entry that should have this number and follow this digest."""
    deed = Deed(entry.actor, entry.action, entry.subject, entry.before, entry.after, entry.happened_at)
    if entry.id != number:
        return "missing"
    if entry.previous_digest != previous:
        return "out of the chain"
    if entry.digest != compute_digest(number, deed, previous=previous):
        return "changed"
    return None
