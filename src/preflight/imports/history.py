"""What git knows of names and files that are gone. Without git, or when it takes long, nothing is known."""

import os
import subprocess
from functools import cache

_SECONDS = 3
_MOST_QUESTIONS = 8
_asked = {"times": 0}


@cache
def who_removed_name(path: str, name: str) -> str:
    """Say which commit took the definition of a name out of a file."""
    pattern = rf"^\s*(async def|def|class)\s+{name}\b|^{name}\b\s*[:=]"
    return _ask(path, "log", "-n", "1", "--format=%h (%s)", "--pickaxe-regex", f"-S{pattern}", "--", path)


@cache
def who_removed_file(path: str) -> str:
    """Say which commit deleted a file."""
    return _ask(path, "log", "-n", "1", "--format=%h (%s)", "--diff-filter=D", "--", path)


def _ask(path: str, *arguments: str) -> str:
    folder = os.path.dirname(path)
    while folder and not os.path.isdir(folder):
        folder = os.path.dirname(folder)
    if _asked["times"] >= _MOST_QUESTIONS:
        return ""
    _asked["times"] += 1
    try:
        answer = subprocess.run(  # noqa: S603 - the arguments are ours and not read by a shell
            ["git", "-C", folder, *arguments],  # noqa: S607 - whichever git the user has
            capture_output=True,
            text=True,
            timeout=_SECONDS,
            check=False,
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return answer.stdout.strip() if answer.returncode == 0 else ""
