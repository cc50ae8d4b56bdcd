#!/usr/bin/env python3
"""Resolve every import of this checkout without running any of its code: ``preflight imports``.

Needs Python 3.11 and nothing else, so that it also works where the virtual environment is broken. Arguments
are those of ``preflight imports``. Without a path this checkout is checked, for its ``.venv``.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def main(arguments: list[str]) -> int:
    """Check and report."""
    # In place of this folder, which Python has put there for a script.
    sys.path[0] = str(ROOT / "src")
    from preflight.cli import main as run  # noqa: PLC0415 - only now can it be found

    if not any(Path(word).exists() for word in arguments):
        own = ROOT / ".venv" / "bin" / "python"
        for_own = ["--python", str(own)] if own.exists() and "--python" not in arguments else []
        arguments = [*arguments, *for_own, str(ROOT)]
    return run(["imports", *arguments])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
