"""Handlers of the buyer's taps and words: open a transaction, call one room, give back a screen."""
