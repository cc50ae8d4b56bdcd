"""The two families of what can go wrong: refusals, which are anticipated, and everything else."""

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
    """The installation is set up wrong. The message names the setting, the problem and an example."""

    def __init__(self, name: str, problem: str, *, example: str) -> None:
        super().__init__(f"{name}: {problem}\n  Example: {example}")
        self.name = name
