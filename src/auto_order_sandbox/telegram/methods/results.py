"""Results that are more than a value to be written as JSON."""

from dataclasses import dataclass


@dataclass(slots=True)
class Written:
    """A result that is JSON already."""

    body: bytes


@dataclass(frozen=True, slots=True)
class Described:
    """A result with a sentence beside it, as setWebhook has."""

    result: bool
    description: str
