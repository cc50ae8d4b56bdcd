"""Go through the whole checklist, from the environment to the entry points, and end with a verdict."""

import os
import sys
from argparse import ArgumentParser, Namespace

from preflight.errors import UsageError
from preflight.options import add_shared_options, count_jobs


def add_arguments(parser: ArgumentParser) -> None:
    """Add what only this command has to what all have."""
    add_shared_options(parser)
    parser.add_argument("--fix", action="store_true", help="repair bad bytecode, as `preflight caches --fix`")
    parser.add_argument("--dry-run", action="store_true", help="say what --fix would do, and change nothing")


def run(args: Namespace) -> int:
    """Check and report."""
    # Imported here, since other commands need not wait for them.
    from preflight.caches.treatment import Orders, find_prefix  # noqa: PLC0415
    from preflight.checklist.checking import check_all  # noqa: PLC0415
    from preflight.checklist.settings import read_settings  # noqa: PLC0415
    from preflight.checklist.writing import write  # noqa: PLC0415

    if len(args.paths) > 1:
        raise UsageError("one project at a time: the folder with its pyproject.toml, or none for here")
    settings = read_settings(os.fspath(args.paths[0]) if args.paths else ".")
    orders = Orders(
        paths=settings.paths,
        python=str(args.python or sys.executable),
        jobs=count_jobs(args.jobs),
        prefix=find_prefix(),
        is_fixing=args.fix,
        is_dry_run=args.dry_run,
        is_thorough=True,
    )
    return write(check_all(settings, orders), args)
