"""Diagnose every bytecode file of a source tree, and repair exactly the bad ones."""

import sys
from argparse import ArgumentParser, Namespace

from preflight.options import add_shared_options, conclude, count_jobs


def add_arguments(parser: ArgumentParser) -> None:
    """Add what only this command has to what all have."""
    add_shared_options(parser)
    parser.add_argument("--fix", action="store_true", help="remove or rewrite exactly the bad ones")
    parser.add_argument("--dry-run", action="store_true", help="say what --fix would do, and change nothing")
    parser.add_argument(
        "--thorough", action="store_true", help="compile also where a file's history proves it fine"
    )
    parser.add_argument("--all", action="store_true", help="list also what is harmless")


def run(args: Namespace) -> int:
    """Examine, repair and report."""
    from preflight.caches.treatment import Orders, check_caches, find_prefix  # noqa: PLC0415 - see commands

    orders = Orders(
        paths=[*map(str, args.paths)] or ["."],
        python=str(args.python or sys.executable),
        jobs=count_jobs(args.jobs),
        prefix=find_prefix(),
        is_fixing=args.fix,
        is_dry_run=args.dry_run,
        is_thorough=args.thorough,
        lists_all=args.all,
    )
    return conclude(check_caches(orders), args)
