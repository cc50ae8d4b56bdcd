"""A bell that a commit can ring: something was promised, whoever works may look now."""

from collections.abc import Callable


class Bell:
    """Calls its listeners when rung. Ringing is a hint: who misses it finds the work by polling."""

    def __init__(self) -> None:
        self._listeners: list[Callable[[], None]] = []

    def listen(self, listener: Callable[[], None]) -> None:
        self._listeners.append(listener)

    def ring(self) -> None:
        for listener in self._listeners:
            listener()
