"""Handlers of the staff's taps and words. What each needs to be permitted stands in the table of routes."""
