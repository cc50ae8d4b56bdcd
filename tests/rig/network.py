"""Closes the network for this process: only addresses of this machine can be reached.

An audit hook sees every connection that Python makes, whichever library asks for it.
"""

import ipaddress
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_LOCAL_NAMES = frozenset({"localhost", "", "0.0.0.0", "::"})  # noqa: S104 - names to compare with
_guard = {"is_installed": False, "is_closed": False}


class NetworkIsClosedError(RuntimeError):
    """A test wanted to leave this machine without the marker ``internet``."""


@contextmanager
def closed_network() -> Iterator[None]:
    """Refuse whatever leaves this machine until the block ends."""
    if not _guard["is_installed"]:
        sys.addaudithook(_refuse_what_leaves)
        _guard["is_installed"] = True
    was_closed = _guard["is_closed"]
    _guard["is_closed"] = True
    try:
        yield
    finally:
        _guard["is_closed"] = was_closed


def _refuse_what_leaves(event: str, args: tuple[Any, ...]) -> None:
    if not _guard["is_closed"]:
        return
    match event:
        case "socket.connect" | "socket.sendto" | "socket.sendmsg":
            address = args[1]
            host = address[0] if isinstance(address, tuple) else None
        case "socket.getaddrinfo" | "socket.gethostbyname":
            host = args[0]
        case _:
            return
    if not _is_local(host):
        raise NetworkIsClosedError(f"{event} to {host!r}: tests stay on this machine")


def _is_local(host: object) -> bool:
    if host is None:
        return True
    name = host.decode() if isinstance(host, bytes) else str(host)
    if name in _LOCAL_NAMES:
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False
