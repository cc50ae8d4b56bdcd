"""What a bytecode file can be, and what is to be done about it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """The classes of the doctor. Only some are harmful, see ``Diagnosis.is_harmful``."""

    FINE = "fine"
    IGNORED = "stale but ignored by Python"
    LOADED = "stale and loaded"
    CORRUPT = "corrupt"
    FOREIGN = "foreign version"
    ORPHAN = "orphan"
    GHOST = "ghost"
    LEFTOVER = "empty leftover package"
    UNREADABLE = "unreadable"
    UNVERIFIED = "unverified"


class Remedy(StrEnum):
    """What ``--fix`` does."""

    NONE = "nothing"
    REWRITE = "rewrite"
    REMOVE = "remove"
    REMOVE_FOLDER = "remove the folder"


@dataclass(frozen=True, slots=True, order=True)
class Diagnosis:
    """One bytecode file or folder, what it is and the evidence.

    ``is_harmful``: Python runs something else than the sources say because of it, or dies of it.
    """

    path: str
    kind: Kind
    evidence: str
    is_harmful: bool = False
    remedy: Remedy = Remedy.NONE
    source: str = ""
    level: int = 0


# What the words of ``examine.Answer`` come to for a cache beside a source: kind, harmful, remedy.
CACHE_VERDICTS: Mapping[str, tuple[Kind, bool, Remedy]] = {
    "fine": (Kind.FINE, False, Remedy.NONE),
    "ignored": (Kind.IGNORED, False, Remedy.NONE),
    "loaded": (Kind.LOADED, True, Remedy.REWRITE),
    "foreign": (Kind.FOREIGN, False, Remedy.NONE),
    "garbage": (Kind.CORRUPT, False, Remedy.REWRITE),
    "breaks": (Kind.CORRUPT, True, Remedy.REWRITE),
    "no source": (Kind.ORPHAN, False, Remedy.NONE),
    "unreadable": (Kind.UNREADABLE, True, Remedy.NONE),
    "unverified": (Kind.UNVERIFIED, False, Remedy.NONE),
}
