"""How paths are written for people."""

import os


def show(path: str) -> str:
    """Write a path as people know it: from here, where it lies below; bytes that are no text escaped."""
    if not path:
        return ""
    here = os.path.join(os.getcwd(), "")
    short = path.removeprefix(here) or "." if path != here[:-1] else "."
    return os.fsencode(short).decode("utf-8", "backslashreplace")
