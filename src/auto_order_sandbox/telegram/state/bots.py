"""One bot: who it is, whom it talks to, what it has been told about itself, what it still has to answer."""

from collections import OrderedDict, deque
from dataclasses import dataclass, field

from auto_order_sandbox.clock import Clock
from auto_order_sandbox.telegram.files import StoredFile
from auto_order_sandbox.telegram.json_types import Json
from auto_order_sandbox.telegram.limits import Limits
from auto_order_sandbox.telegram.state.chats import Chat
from auto_order_sandbox.telegram.state.people import Person
from auto_order_sandbox.telegram.updates import UpdateQueue

UNCLAIMED = 0
KEPT_QUERIES = 10_000
KEPT_INVOICES = 1_000
KEPT_PAYMENTS = 10_000
_EPOCH = 1_704_067_200  # 2024: message ids count from here, so that a new box does not use an old one's again


@dataclass(slots=True)
class Query:
    """What the bot was asked and has a limited time to answer: a tap, an inline query, a pre-checkout."""

    kind: str
    person: Person
    asked_at: float  # seconds on the box's clock
    subject: Json = field(default_factory=dict)
    answer: Json | None = None


@dataclass(slots=True)
class Payment:
    """Stars (or test money) that a person paid to the bot."""

    charge_id: str
    person: Person
    invoice: Json
    at: int
    refunded_at: int | None = None


class Bot:
    """One bot and everything Telegram keeps for it.

    Nobody's until it is claimed: what people write before the first bot calls in waits for it.
    """

    def __init__(self, clock: Clock) -> None:
        self.id = UNCLAIMED
        self.token = ""
        self.as_user: Json = {}
        self.chats: dict[int, Chat] = {}
        self.updates = UpdateQueue(clock)
        self.limits = Limits()
        self.profile: dict[str, dict[str, str]] = {"name": {}, "description": {}, "short_description": {}}
        self.commands: dict[str, list[Json]] = {}
        self.menu_buttons: dict[int | None, Json] = {}
        self.rights: dict[bool, Json] = {}
        self.photo: StoredFile | None = None
        self.queries: OrderedDict[str, Query] = OrderedDict()
        self.invoices: OrderedDict[str, Json] = OrderedDict()
        self.payments: deque[Payment] = deque(maxlen=KEPT_PAYMENTS)
        self._last_message_id = clock.timestamp() - _EPOCH

    def claim(self, bot_id: int, token: str) -> None:
        """Become the bot of that token."""
        self.id = bot_id
        self.token = token
        self.describe("name", "", "")

    def describe(self, field: str, language: str, text: str) -> None:
        """Set the name, description or short description for people of a language; "" is for all others."""
        self.profile[field][language] = text
        name = self.profile["name"].get("") or f"Sandbox Bot {self.id}"
        username = f"sandbox_{self.id}_bot"
        self.as_user = {"id": self.id, "is_bot": True, "first_name": name, "username": username}

    def next_message_id(self) -> int:
        """Give out a number. All private chats of a bot share one count, as in Telegram."""
        self._last_message_id += 1
        return self._last_message_id

    def chat_with(self, person: Person) -> Chat:
        """Give the chat with a person; an empty one, not started, when there was none."""
        chat = self.chats.get(person.id)
        if chat is None:
            chat = self.chats[person.id] = Chat(person)
        chat.person = person
        return chat

    def ask(self, query_id: str, query: Query) -> None:
        """Remember what the bot has been asked; the oldest questions are forgotten."""
        self.queries[query_id] = query
        if len(self.queries) > KEPT_QUERIES:
            self.queries.popitem(last=False)

    def keep_invoice(self, slug: str, invoice: Json) -> None:
        self.invoices[slug] = invoice
        if len(self.invoices) > KEPT_INVOICES:
            self.invoices.popitem(last=False)
