"""The people with phones. They are the same for every bot; what they say to each is kept apart."""

from dataclasses import dataclass
from functools import cached_property

from auto_order_sandbox.telegram.json_types import Json


@dataclass(frozen=True)
class Person:
    """Somebody with a Telegram account. In a private chat the chat has the person's id."""

    id: int
    first_name: str
    username: str | None = None
    language_code: str | None = None
    role: str | None = None  # what the page calls the persona; Telegram knows nothing of it

    @cached_property
    def as_user(self) -> Json:
        """Write the User of the Bot API."""
        user = {"id": self.id, "is_bot": False, **self._names()}
        return {**user, "language_code": self.language_code} if self.language_code else user

    @cached_property
    def as_chat(self) -> Json:
        """Write the private Chat of the Bot API."""
        return {"id": self.id, **self._names(), "type": "private"}

    def _names(self) -> Json:
        names = {"first_name": self.first_name}
        return {**names, "username": self.username} if self.username else names


PERSONAS = (
    Person(1001, "Wati", "wati", "id", "buyer"),
    Person(1002, "Joko", "joko", "id", "second buyer"),
    Person(2001, "Rina", "rina", "id", "seller"),
    Person(3001, "Agus", "agus", "id", "owner"),
)
