"""The page at `/`: a phone to chat with, the payments beside it, and a switch for whatever may go wrong.

Plain HTML, CSS and JavaScript modules, no build. It does nothing that the control API could not do.
"""

from auto_order_sandbox.page.routes import add_routes

__all__ = ["add_routes"]
