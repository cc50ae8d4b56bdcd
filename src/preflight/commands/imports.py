"""Resolve every import of a source tree without running any of its code."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from preflight.options import add_shared_options, conclude, count_jobs


def add_arguments(parser: ArgumentParser) -> None:
    """Add what only this command has to what all have."""
    add_shared_options(parser)
    parser.add_argument("--cycles", action="store_true", help="list import cycles that do no harm, too")
    parser.add_argument(
        "--no-cache", action="store_true", help="remember nothing and believe nothing remembered"
    )


def run(args: Namespace) -> int:
    """Check and report."""
    from preflight.imports.reporting import check_imports  # noqa: PLC0415 - other commands need not wait for it

    report = check_imports(
        args.paths or [Path()],
        lists_cycles=args.cycles,
        jobs=count_jobs(args.jobs),
        is_cached=not args.no_cache,
        python=str(args.python) if args.python else None,
    )
    return conclude(report, args)
