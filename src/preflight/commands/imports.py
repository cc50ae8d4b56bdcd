"""Resolve every import of a source tree without running any of its code."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from preflight.options import add_shared_options, conclude


def add_arguments(parser: ArgumentParser) -> None:
    """Add what only this command has to what all have."""
    add_shared_options(parser)


def run(args: Namespace) -> int:
    """Check and report."""
    from preflight.imports import check_imports  # noqa: PLC0415 - other commands need not wait for it

    return conclude(check_imports(args.paths or [Path()]), args)
