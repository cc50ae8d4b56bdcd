"""What the name of a bytecode file says: whose source, which interpreter, which level of ``-O``."""

import re
from typing import NamedTuple

# Tags of interpreters other than the one asked about; some tools, such as pytest, add their own to it.
_FOREIGN = re.compile(
    r"(?P<stem>.+?)\.(?P<tag>(?:cpython|pypy|graalpy|jython|ironpython|micropython|pyston|unknown)\w*-?[\w.+-]*?)"
    r"(?:\.opt-(?P<level>\w+))?\.pyc"
)
_LEVELS = {"": 0, ".opt-1": 1, ".opt-2": 2}
# importlib writes into such a file first and renames it then; what is left of one was interrupted.
INTERRUPTED = "an interrupted write"
_PARTIAL = re.compile(r"(?P<whole>.+\.pyc)\.\d+")


class CacheName(NamedTuple):
    """A name in ``__pycache__``. ``level`` is -1 where the interpreter asked about never looks for it."""

    stem: str
    tag: str
    level: int

    @property
    def is_ours(self) -> bool:
        return self.level >= 0


def read_name(name: str, tag: str) -> CacheName | None:
    """Take a name apart, for the interpreter with ``tag``; nothing when it is not one of bytecode."""
    for suffix, level in _LEVELS.items():
        if name.endswith(ending := f".{tag}{suffix}.pyc"):
            return CacheName(name[: -len(ending)], tag, level)
    if found := _FOREIGN.fullmatch(name):
        return CacheName(found["stem"], found["tag"], -1)
    if found := _PARTIAL.fullmatch(name):
        whole = read_name(found["whole"], tag)
        return whole and whole._replace(tag=INTERRUPTED, level=-1)
    if name.endswith((".pyc", ".pyo")):
        return CacheName(name[:-4], "", -1)
    return None
