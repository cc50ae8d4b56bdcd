"""What ends a run with a sentence instead of a report: exit code 2."""


class UsageError(Exception):
    """Preflight was asked for something that cannot be done; the text says what and why, in one sentence."""
