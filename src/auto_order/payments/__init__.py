"""Payment attempts: asking for money, observing that it came, and what becomes of it. The heart of the shop.

A webhook, a button or a redirect is a claim. Only what a gateway answers when asked is an observation, and
only an observation settles, through one door: :func:`auto_order.payments.settling.settle`.
"""
