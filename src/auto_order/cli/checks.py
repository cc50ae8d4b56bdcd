"""``auto-order preflight``: is this checkout safe to start? A program of its own, which knows no shop."""

import subprocess
import sys

import typer

# Whatever is said after the command is preflight's to understand, also --help.
PASSED_ON = {"allow_extra_args": True, "ignore_unknown_options": True, "help_option_names": []}


def preflight(context: typer.Context) -> None:
    """Check environment, bytecode, imports and entry points, and say whether it is safe to start."""
    done = subprocess.run([sys.executable, "-m", "preflight", *context.args], check=False)  # noqa: S603 - ours
    raise typer.Exit(done.returncode)
