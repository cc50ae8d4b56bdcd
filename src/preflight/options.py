"""The options that every command has, and what they mean for its report."""

import os
from argparse import ArgumentParser, Namespace
from pathlib import Path

from preflight.baseline import apply_baseline
from preflight.errors import UsageError
from preflight.findings import Report
from preflight.output import FORMATS, write_report


def add_shared_options(parser: ArgumentParser) -> None:
    """Add paths and everything about what is printed."""
    parser.set_defaults(format="text")
    parser.add_argument(
        "paths", nargs="*", type=Path, metavar="PATH", help="files or folders (default: here)"
    )
    parser.add_argument(
        "--json", dest="format", action="store_const", const="json", help="same as --format json"
    )
    parser.add_argument("--format", choices=FORMATS, help="how findings are printed")
    parser.add_argument(
        "--quiet", "-q", action="store_true", help="print findings only, and nothing when clean"
    )
    parser.add_argument("--baseline", type=Path, metavar="FILE", help="do not report what this file lists")
    parser.add_argument(
        "--update-baseline", action="store_true", help="write what is found now into the baseline instead"
    )
    parser.add_argument(
        "--python", type=Path, metavar="PATH", help="check for this interpreter or virtualenv"
    )
    parser.add_argument(
        "--jobs", "-j", type=_jobs, default=0, metavar="N", help="processes (default: one a core)"
    )


def conclude(report: Report, args: Namespace) -> int:
    """Take the baseline away, print the report as asked for and say the exit code."""
    report = take_baseline_away(report, args)
    write_report(report, form=args.format, is_quiet=args.quiet)
    return report.exit_code


def take_baseline_away(report: Report, args: Namespace) -> Report:
    """Leave out what the baseline lists, if one is asked for."""
    if args.update_baseline and not args.baseline:
        raise UsageError("--update-baseline needs --baseline FILE to say which file to write")
    if not args.baseline:
        return report
    return apply_baseline(report, args.baseline, update=args.update_baseline)


def count_jobs(asked: int) -> int:
    """Say how many processes to use: what was asked for, or the cores this process may run on."""
    if asked:
        return asked
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _jobs(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError
    return number
