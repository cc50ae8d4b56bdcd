"""Telegram's half of the box: the Bot API, strict where Telegram is strict, in its words."""

from auto_order_sandbox.telegram.routes import add_routes

__all__ = ["add_routes"]
