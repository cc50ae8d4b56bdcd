"""Bots as strangers write them, each a script of its own that knows only where the Bot API is.

They are run as they are, in processes of their own: nothing in them is made for the tests.
"""
