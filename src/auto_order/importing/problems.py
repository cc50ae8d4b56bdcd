"""What is wrong with a file: collected, so that a person hears all of it at once, and told by line."""

from typing import NamedTuple

from auto_order.kit.errors import ConfigurationError

_MOST_TOLD = 50


class BadFile(ConfigurationError):
    """A file cannot be taken as it is. Told like a wrong setting: the place, the problem, an example.

    It never repeats what stands in the file: in the wrong column may be goods.
    """


class Place(NamedTuple):
    """A line of a file, counted from 1."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}"


class Problems:
    """Everything found wrong so far. The first fifty are told, the others counted."""

    def __init__(self) -> None:
        self._told: list[ConfigurationError] = []
        self._count = 0

    def add(self, place: Place | str, problem: str, *, example: str) -> None:
        self._count += 1
        if self._count <= _MOST_TOLD:
            self._told.append(BadFile(str(place), problem, example=example))

    def __len__(self) -> int:
        return self._count

    def raise_any(self) -> None:
        """Raise BadFile with everything that was found, if anything was."""
        if not self._count:
            return
        hidden = self._count - len(self._told)
        if hidden:
            rest = BadFile("…", f"{hidden} more problems", example="mend these first, then run it again")
            self._told.append(rest)
        raise BadFile.joined(self._told)
