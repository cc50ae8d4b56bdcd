"""The two families of what can go wrong: refusals, which are anticipated, and everything else."""

from collections.abc import Sequence
from typing import ClassVar


class Refusal(Exception):
    """The shop declines, on any day, for a reason with a code.

    A subclass per reason stands beside the code that raises it and carries facts as attributes, never words:
    the door finds the words under ``code`` in the texts of the person's language. Raised inside a transaction
    it rolls the transaction back. Never logged as an error.
    """

    code: ClassVar[str]

    @property
    def facts(self) -> dict[str, object]:
        """What the words may mention: the attributes, by name."""
        return {name: value for name, value in vars(self).items() if not name.startswith("_")}


class TransientError(Exception):
    """The outside world did not answer as it should, and may do so later: try the job again.

    ``retry_after`` is in seconds and comes from whoever asked us to wait; None leaves the pause to the queue.
    """

    def __init__(self, message: str, *, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class ConfigurationError(Exception):
    """The installation is set up wrong. The message names each setting, its problem and an example.

    It never repeats what was set, which may be a secret, or one that went astray into another setting.
    """

    def __init__(self, name: str, problem: str, *, example: str) -> None:
        super().__init__(f"{name}: {problem}\n  Example: {example}")
        self.name = name
        self.others: tuple[ConfigurationError, ...] = ()

    @classmethod
    def joined(cls, errors: Sequence["ConfigurationError"]) -> "ConfigurationError":
        """Make one error of several, at least one, so that a person sees all of them at once."""
        first, *others = errors
        first.others = (*first.others, *others)
        return first

    def __str__(self) -> str:
        return "\n".join([super().__str__(), *map(str, self.others)])
