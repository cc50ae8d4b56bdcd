"""Every call of the Bot API, the last five thousand of them, for whoever wants to see what a bot did."""

from collections import deque
from dataclasses import dataclass
from datetime import UTC, datetime

from auto_order_sandbox.telegram.bell import Bell
from auto_order_sandbox.telegram.json_types import Json

KEPT_CALLS = 5_000
_LONGEST_SHOWN = 1_000


@dataclass(slots=True)
class LoggedCall:
    """One call, as it was answered. `status` 0 means that no answer was given at all."""

    seq: int
    bot_id: int
    method: str
    parameters: Json
    status: int
    description: str
    at: float  # seconds since 1970, on the box's clock
    took: float  # seconds

    def shown(self) -> Json:
        """Write the call for the control API."""
        return {
            "seq": self.seq,
            "bot": self.bot_id,
            "method": self.method,
            "parameters": {name: _shortened(value) for name, value in self.parameters.items()},
            "status": self.status,
            "ok": 200 <= self.status < 300,  # noqa: PLR2004 - as HTTP has it
            "description": self.description,
            "at": datetime.fromtimestamp(self.at, UTC).isoformat(),
            "duration_ms": round(self.took * 1000, 3),
        }


class CallLog:
    """One for all bots."""

    def __init__(self) -> None:
        self._calls: deque[LoggedCall] = deque(maxlen=KEPT_CALLS)
        self.seq = 0
        self.bell = Bell()

    def add(self, call: LoggedCall) -> None:
        self._calls.append(call)
        self.bell.ring()

    def next_seq(self) -> int:
        self.seq += 1
        return self.seq

    def since(self, seq: int, bot_id: int | None) -> list[LoggedCall]:
        """List the calls after that one, oldest first; of one bot or of all."""
        found = []
        for call in reversed(self._calls):
            if call.seq <= seq:
                break
            if bot_id is None or call.bot_id == bot_id:
                found.append(call)
        found.reverse()
        return found


def _shortened(value: object) -> object:
    if isinstance(value, str) and len(value) > _LONGEST_SHOWN:
        return f"{value[:_LONGEST_SHOWN]}… ({len(value)} characters)"
    return value
