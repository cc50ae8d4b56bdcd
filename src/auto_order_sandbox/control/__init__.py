"""The control API under `/_sandbox`: what a person does with a phone, for the page, tests and scripts."""

from auto_order_sandbox.control.routes import add_routes

__all__ = ["add_routes"]
