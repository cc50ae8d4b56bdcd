"""The outside world in a box: a Telegram Bot API and a payment gateway on loopback, driven by a control API.

Any bot of anyone may use it. It imports nothing of the shop: the two meet over HTTP, as they meet the
real services.
"""
