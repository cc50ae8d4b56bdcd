"""Telegram's half of the faults: what goes wrong, for which calls, how often.

A fault "before" means that nothing was done; one "after" that it was done and the bot cannot know.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, field

from auto_order_sandbox.faults import BadFaults
from auto_order_sandbox.telegram.arguments import Arguments
from auto_order_sandbox.telegram.json_types import Json

# Answered at once, nothing done.
ERRORS = {
    "400": "Bad Request: the sandbox was told to refuse this",
    "401": "Unauthorized",
    "403": "Forbidden: bot was blocked by the user",
    "404": "Not Found",
    "409": "Conflict: terminated by other getUpdates request",
    "429": "Too Many Requests: retry after {retry_after}",
    "500": "Internal Server Error",
    "502": "Bad Gateway",
    "503": "Service Unavailable",
    "504": "Gateway Timeout",
}
# The connection is closed without an answer, at once or after `seconds`; or the answer comes late.
SILENCES = ("hang_before", "hang_after", "drop", "drop_after", "slow")
KINDS = (*ERRORS, *SILENCES)

_FIELDS = {"fault", "methods", "chat_id", "count", "probability", "retry_after", "seconds", "html"}
_LONGEST = 24 * 3600


@dataclass(slots=True)
class Rule:
    """One thing that goes wrong. `count` is how often it still will; None is for ever."""

    fault: str
    methods: list[str] = field(default_factory=list)
    chat_id: int | None = None
    count: int | None = None
    probability: float = 1.0
    retry_after: int = 1
    seconds: float = 60.0
    html: bool = False  # a 5xx comes as a page of the proxy in front, not as JSON

    def strikes(self, method: str, args: Arguments) -> bool:
        """Decide whether it goes wrong this time."""
        if self.count == 0 or (self.methods and method.lower() not in self.methods):
            return False
        if self.chat_id is not None and args.find_whole_number("chat_id") != self.chat_id:
            return False
        if self.probability < 1 and random.random() >= self.probability:  # noqa: S311 - nothing is secret
            return False
        if self.count is not None:
            self.count -= 1
        return True

    def shown(self) -> Json:
        return {name: getattr(self, name) for name in sorted(_FIELDS)}


class TelegramFaults:
    """The faults that are on, in the order in which they were given; the first that strikes counts."""

    def __init__(self, *, used: Callable[[], None]) -> None:
        """Call ``used`` whenever a strike has changed what is left of a count."""
        self._used = used
        self._rules: list[Rule] = []

    def find(self, method: str, args: Arguments) -> Rule | None:
        for rule in self._rules:
            if rule.strikes(method, args):
                if rule.count is not None:
                    self._used()
                return rule
        return None

    def prepare(self, wanted: object) -> Callable[[], None]:
        """Read a list of rules; see FaultHalf."""
        given = [wanted] if isinstance(wanted, dict) and wanted else wanted or []
        if not isinstance(given, list):
            raise BadFaults('telegram must be a list of rules, for example [{"fault": "429", "count": 1}].')
        rules = [_read(rule) for rule in given]

        def switch() -> None:
            self._rules = rules

        return switch

    def show(self) -> list[Json]:
        return [rule.shown() for rule in self._rules]


def _read(given: object) -> Rule:
    if not isinstance(given, dict):
        raise BadFaults('A rule must be an object, for example {"fault": "429", "count": 1}.')
    if unknown := sorted(set(given) - _FIELDS):
        raise BadFaults(f"A rule has no {unknown[0]!r}. It may have: {', '.join(sorted(_FIELDS))}.")
    fault = str(given.get("fault", ""))
    if fault not in KINDS:
        raise BadFaults(f"fault must be one of {', '.join(KINDS)}, not {fault!r}.")
    return Rule(
        fault,
        methods=_read_methods(given.get("methods")),
        chat_id=_whole(given, "chat_id", None, least=-(2**63)),
        count=_whole(given, "count", None, least=0),
        probability=_number(given, "probability", 1.0, most=1.0),
        retry_after=_whole(given, "retry_after", 1, least=1) or 1,
        seconds=_number(given, "seconds", 60.0, most=_LONGEST),
        html=bool(given.get("html")),
    )


def _read_methods(given: object) -> list[str]:
    if isinstance(given, str):
        given = [given]
    if given is None:
        return []
    if not isinstance(given, list) or not all(isinstance(name, str) for name in given):
        raise BadFaults('methods must be a list of names, for example ["sendMessage"].')
    return [name.lower() for name in given]


def _whole(given: Json, name: str, default: int | None, *, least: int) -> int | None:
    value = given.get(name)
    if value is None:
        return default
    if isinstance(value, bool) or not isinstance(value, int) or value < least:
        raise BadFaults(f"{name} must be a whole number of at least {least}, not {value!r}.")
    return value


def _number(given: Json, name: str, default: float, *, most: float) -> float:
    value = given.get(name)
    if value is None:
        return default
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= most:
        raise BadFaults(f"{name} must be a number from 0 to {most:g}, not {value!r}.")
    return float(value)
