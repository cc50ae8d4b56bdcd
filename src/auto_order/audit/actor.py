"""Who does something: a person of the staff, an owner, the command line, or the shop by itself."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Actor:
    """Someone whose deeds are written down, as ``kind:id``; the shop by itself has no id."""

    kind: str
    id: str = ""

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}" if self.id else self.kind


SYSTEM = Actor("system")


def staff(telegram_id: int) -> Actor:
    return Actor("staff", str(telegram_id))


def owner(telegram_id: int) -> Actor:
    return Actor("owner", str(telegram_id))


def command_line(user: str) -> Actor:
    """Name who ran a command, by the account on the machine."""
    return Actor("cli", user)
