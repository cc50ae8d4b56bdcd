"""The tables of every room, made known to one another: a foreign key may lead into a room not in use."""

import pkgutil
from importlib import import_module
from importlib.util import find_spec

import auto_order


def load_tables() -> None:
    """Import the models of every room."""
    for room in pkgutil.iter_modules(auto_order.__path__, prefix="auto_order."):
        if room.ispkg and find_spec(f"{room.name}.models"):
            import_module(f"{room.name}.models")
