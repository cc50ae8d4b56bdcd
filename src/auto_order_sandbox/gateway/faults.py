"""The gateway's bad days, each a switch: on for good, for a count of strikes, or with a probability.

Decides whether a fault strikes now; what a strike does is written where it strikes.
"""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from auto_order_sandbox.faults import BadFaults

_LONGEST_WAIT = 3600
_MOST_COPIES = 100

_CALL_FAULTS: dict[str, dict[str, float]] = {
    "5xx": {"code": 500},
    "5xx_after": {"code": 500},
    "html": {},
    "429": {},
    "hang_before": {"seconds": 60},
    "hang_after": {"seconds": 60},
}

# Every fault with the figures it takes besides count and probability, and what they are when not given.
KNOWN: dict[str, dict[str, float]] = {
    "webhook_dropped": {},
    "webhook_duplicated": {"times": 2},
    "webhook_delayed": {"seconds": 10},
    "webhook_reordered": {"seconds": 5},
    "webhook_wrong_amount": {},
    "webhook_wrong_secret": {},
    "webhook_without_content_type": {},
    **{
        f"{call}_{fault}": figures
        for call in ("create", "status", "cancel")
        for fault, figures in _CALL_FAULTS.items()
    },
    "create_wrong_amount": {},
    "create_wrong_qr": {},
    "status_wrong_amount": {},
    "status_unknown": {},
    "is_sandbox": {},
}

_RANGES = {"times": (2, _MOST_COPIES), "seconds": (0, _LONGEST_WAIT), "code": (500, 599)}


@dataclass(slots=True)
class Fault:
    """One switch that is on. Without count and probability it strikes every time until switched off."""

    figures: dict[str, float] = field(default_factory=dict)
    count: int | None = None
    probability: float | None = None

    def as_json(self) -> dict[str, Any]:
        limits = {"count": self.count, "probability": self.probability}
        return {name: value for name, value in limits.items() if value is not None} | self.figures


class GatewayFaults:
    """The switches that are on, by name; the gateway's half of the fault desk."""

    def __init__(self, *, used: Callable[[], None]) -> None:
        """Call ``used`` whenever a strike has changed what is left of a count."""
        self._used = used
        self._on: dict[str, Fault] = {}
        self._random = secrets.SystemRandom()

    def prepare(self, wanted: object) -> Callable[[], None]:
        """Read a wish and give back what puts it in place of the present faults. Raises BadFaults."""
        if not isinstance(wanted, Mapping):
            raise BadFaults('The gateway\'s faults must be an object, for example {"webhook_dropped": true}.')
        read = {name: read_fault(name, wish) for name, wish in wanted.items()}

        def replace() -> None:
            self._on = {name: fault for name, fault in read.items() if fault is not None}

        return replace

    def strike(self, name: str) -> Fault | None:
        """Return the fault if it strikes now, and use up one of its count."""
        fault = self._on.get(name)
        if fault is None or not self._is_hit(fault):
            return None
        if fault.count is not None:
            fault.count -= 1
            if fault.count == 0:
                del self._on[name]
            self._used()
        return fault

    def show(self) -> dict[str, Any]:
        """Show every fault there is: false, or how it is on."""
        return {name: self._on[name].as_json() if name in self._on else False for name in KNOWN}

    def _is_hit(self, fault: Fault) -> bool:
        return fault.probability is None or self._random.random() < fault.probability


def read_fault(name: str, wanted: object) -> Fault | None:
    """Read true, false, null or {"count"|"probability"|figures of this fault}; None means off."""
    if name not in KNOWN:
        raise BadFaults(f"unknown gateway fault {name!r}; known: {', '.join(KNOWN)}")
    if wanted is None or isinstance(wanted, bool):
        return Fault(dict(KNOWN[name])) if wanted else None
    if not isinstance(wanted, Mapping):
        raise BadFaults(f"{name} must be true, false or an object")
    return _read_figures(name, dict(wanted))


def _read_figures(name: str, wanted: dict[str, Any]) -> Fault | None:
    count, probability = wanted.pop("count", None), wanted.pop("probability", None)
    if count is not None and not _is_whole(count, 0, 1_000_000):
        raise BadFaults(f"count of {name} must be a whole number from 0 to 1000000")
    if probability is not None and not _is_number(probability, 0, 1):
        raise BadFaults(f"probability of {name} must be from 0 to 1")
    for figure, value in wanted.items():
        _check_figure(name, figure, value)
    if count == 0 or probability == 0:
        return None
    return Fault(KNOWN[name] | wanted, count=count, probability=probability)


def _check_figure(name: str, figure: str, value: object) -> None:
    if figure not in KNOWN[name]:
        raise BadFaults(
            f"{name} takes no {figure!r}; it takes: {', '.join(('count', 'probability', *KNOWN[name]))}"
        )
    low, high = _RANGES[figure]
    is_fine = _is_number(value, low, high) if figure == "seconds" else _is_whole(value, low, high)
    if not is_fine:
        raise BadFaults(f"{figure} of {name} must be a number from {low} to {high}")


def _is_whole(value: object, low: int, high: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and low <= value <= high


def _is_number(value: object, low: float, high: float) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and low <= value <= high
