"""The outside world as real classes with a memory, for tests that stand inside: they implement the ports."""
