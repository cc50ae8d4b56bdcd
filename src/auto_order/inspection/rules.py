"""How a file of the folder ``checks`` is read: two comment lines that say what it is about, then a query."""

import re

from auto_order.inspection.models import Check

_HEAD = re.compile(
    r"-- (?P<invariant>I\d): (?P<says>[^\n]+)\n-- over (?P<table>\w+)\n(?P<query>.+)", re.DOTALL
)


def read_check(name: str, text: str) -> Check:
    """Read a check. A file that does not begin as it should is a bug and raises."""
    found = _HEAD.fullmatch(text)
    if found is None:
        message = f"the check {name} does not say what it is about"
        raise ValueError(message)
    return Check(name, found["invariant"], found["says"], found["table"], found["query"].strip())
