"""A guard of the shop, how to take it away, and the test that must notice."""

from typing import NamedTuple


class Guard(NamedTuple):
    """One line of the list: ``code``, once in ``file`` below src/auto_order, and what stands ``instead``.

    ``test`` is where that is caught: file and name below tests. ``on`` narrows the test to one database.
    """

    what: str
    file: str
    code: str
    instead: str
    test: str
    on: str = "sqlite"
