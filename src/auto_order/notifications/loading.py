"""Reading a notice back from the queue, whichever kind it is."""

from typing import Any

import orjson

from auto_order.notifications import after_sale, notices
from auto_order.notifications.notices import Notice, SoldLine

_KINDS: dict[str, type[Notice]] = {
    name: kind
    for module in (notices, after_sale)
    for name, kind in vars(module).items()
    if isinstance(kind, type) and issubclass(kind, Notice)
}


def load_notice(text: str) -> Notice:
    """Read what :meth:`Notice.dump` wrote."""
    values: dict[str, Any] = orjson.loads(text)
    kind = _KINDS[values.pop("kind")]
    if "lines" in values:
        values["lines"] = [SoldLine(**line) for line in values["lines"]]
    return kind(**values)
