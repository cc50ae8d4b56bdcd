"""Pakasir v2 on loopback: payments by QRIS, their webhooks, and the faults a shop must survive.

What the vendor does is copied as far as public integrations show it; nothing here knows any shop.
"""

from auto_order_sandbox.gateway.routes import add_routes

__all__ = ["add_routes"]
