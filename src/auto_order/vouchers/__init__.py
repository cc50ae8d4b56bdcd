"""Codes that lower a price: held with an order, used when it is paid, released when it dies."""
