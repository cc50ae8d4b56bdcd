"""One private chat between a bot and a person: its messages, its keyboard, whether it is blocked."""

from collections import OrderedDict, deque
from collections.abc import Iterator
from dataclasses import dataclass, field

import orjson

from auto_order_sandbox.telegram.bell import Bell
from auto_order_sandbox.telegram.json_types import Json
from auto_order_sandbox.telegram.state.people import Person

KEPT_MESSAGES = 1_000
KEPT_TOASTS = 100


@dataclass(slots=True, eq=False)
class Kept:
    """A message as it now is, written for the wire: that is smaller than the object, and what is needed most.

    `seq` is when, in this chat's own count, it last changed.
    """

    id: int
    body: bytes
    is_out: bool  # from the bot
    seq: int = 0
    is_deleted: bool = False
    notes: Json = field(default_factory=dict)  # what people see and the Bot API does not say, e.g. reactions

    @property
    def message(self) -> Json:
        """Read the message. Changing what is given back changes nothing here."""
        message: Json = orjson.loads(self.body)
        return message

    @property
    def written(self) -> orjson.Fragment:
        """Give the message as it can be put into something larger."""
        return orjson.Fragment(self.body)

    def shown(self) -> orjson.Fragment:
        """Write the message for the control API, with what only people see."""
        return orjson.Fragment(self.body[:-1] + b"," + orjson.dumps(self.seen())[1:])

    def seen(self) -> Json:
        """Tell what people see besides the message."""
        direction = "out" if self.is_out else "in"
        return {"direction": direction, "deleted": self.is_deleted, "seq": self.seq, **self.notes}


class Chat:
    """What a person and a bot have said to each other, the last thousand messages of it."""

    def __init__(self, person: Person) -> None:
        self.person = person
        self.is_started = False
        self.is_blocked = False
        self.reply_keyboard: Json | None = None
        self.seq = 0
        self.read_up_to = 0  # the id of the newest message that the person has seen
        self.bell = Bell()
        self._messages: OrderedDict[int, Kept] = OrderedDict()  # the one that changed last is last
        self._toasts: deque[Json] = deque(maxlen=KEPT_TOASTS)

    def keep(self, kept: Kept) -> None:
        """Remember a new message; the one that has not changed for longest is forgotten in its place."""
        self._messages[kept.id] = kept
        if len(self._messages) > KEPT_MESSAGES:
            self._messages.popitem(last=False)
        self._number(kept)

    def touch(self, kept: Kept) -> None:
        """Note that a message has changed."""
        self._messages.move_to_end(kept.id)
        self._number(kept)

    def _number(self, kept: Kept) -> None:
        self.seq += 1
        kept.seq = self.seq
        self.bell.ring()

    def delete(self, kept: Kept) -> None:
        kept.is_deleted = True
        self.touch(kept)

    def find(self, message_id: int) -> Kept | None:
        """Find a message that is there to be seen, so not a deleted one."""
        kept = self._messages.get(message_id)
        return None if kept is None or kept.is_deleted else kept

    def show_keyboard(self, keyboard: Json | None) -> None:
        """Put a keyboard under the chat, or take it away."""
        self.seq += 1
        self.reply_keyboard = keyboard
        self.bell.ring()

    def add_toast(self, toast: Json) -> Json:
        """Remember the answer to a tap."""
        self.seq += 1
        toast = {"seq": self.seq, **toast}
        self._toasts.append(toast)
        self.bell.ring()
        return toast

    def changed_since(self, seq: int) -> list[Kept]:
        """List the messages that are new or changed, oldest change first."""
        changed = []
        for kept in reversed(self._messages.values()):
            if kept.seq <= seq:
                break
            changed.append(kept)
        changed.reverse()
        return changed

    @property
    def last(self) -> Kept | None:
        """Give the newest message that is there to be seen."""
        return max(self._seen(), key=_written, default=None)

    @property
    def unread(self) -> int:
        """Count what the bot has said since the person last looked."""
        return sum(1 for kept in self._seen() if kept.is_out and kept.id > self.read_up_to)

    def read(self) -> bool:
        """Note that the person has seen all of it; False when that is no news."""
        last = self.last
        if last is None or last.id <= self.read_up_to:
            return False
        self.read_up_to = last.id
        return True

    def _seen(self) -> Iterator[Kept]:
        return (kept for kept in self._messages.values() if not kept.is_deleted)

    def toasts_since(self, seq: int) -> list[Json]:
        return [toast for toast in self._toasts if toast["seq"] > seq]

    def list_messages(self) -> list[Kept]:
        """List what is to be seen, in the order it was written."""
        return sorted(self._seen(), key=_written)


def _written(kept: Kept) -> int:
    return kept.id
