"""Values that must never be printed: keys, tokens, and the goods themselves."""

import hmac
from typing import NoReturn, final


@final
class Secret:
    """Text that shows itself as ``***`` everywhere: logs, exceptions, reprs, formatted strings.

    Only :meth:`reveal` gives the text, so every place that uses it can be found by that word. Comparing takes
    the same time whatever the texts are. It cannot be pickled or turned into JSON by accident.
    """

    __slots__ = ("__text",)

    def __init__(self, text: str) -> None:
        self.__text = text

    def reveal(self) -> str:
        return self.__text

    def __repr__(self) -> str:
        return "***"

    def __len__(self) -> int:
        return len(self.__text)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Secret):
            return NotImplemented
        # Any text may be compared: an error would quote it.
        ours, theirs = (text.encode("utf-8", "surrogatepass") for text in (self.__text, other.reveal()))
        return hmac.compare_digest(ours, theirs)

    def __hash__(self) -> int:
        return hash((Secret, self.__text))

    def __reduce__(self) -> NoReturn:
        message = "a secret is not pickled"
        raise TypeError(message)
