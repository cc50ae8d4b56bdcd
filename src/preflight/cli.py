"""The command line: which commands there are, and how they end: 0 clean, 1 findings, 2 not done."""

import os
import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from importlib import import_module

from preflight.errors import UsageError

# Name, module, help. The modules have ``add_arguments(parser)`` and ``run(args) -> int``.
COMMANDS = (
    ("imports", "preflight.commands.imports", "resolve every import without running any code"),
    ("caches", "preflight.commands.caches", "diagnose every bytecode file, and repair the bad ones"),
    ("all", "preflight.commands.all", "go through the whole checklist and give a verdict (the default)"),
)
DEFAULT_COMMAND = "all"

_NOT_DONE = 2
_INTERRUPTED = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and say the exit code. A failure is one sentence, never a traceback."""
    args = build_parser().parse_args(_with_default(list(sys.argv[1:] if argv is None else argv)))
    try:
        return int(args.run(args))
    except UsageError as error:
        return _fail(str(error))
    except BrokenPipeError:
        # Whoever read our output has gone; there is nobody left to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _NOT_DONE
    except KeyboardInterrupt:
        return _INTERRUPTED
    except Exception as error:
        if os.environ.get("PREFLIGHT_DEBUG"):
            raise
        kind = type(error).__name__
        return _fail(f"internal error: {kind}: {error}. PREFLIGHT_DEBUG=1 shows where; please report it")


def build_parser() -> ArgumentParser:
    """Put the commands together."""
    parser = ArgumentParser(prog="preflight", description="Is this checkout safe to start?")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    for name, module_name, text in COMMANDS:
        command = import_module(module_name)
        child = commands.add_parser(name, help=text, description=command.__doc__)
        command.add_arguments(child)
        child.set_defaults(run=command.run)
    return parser


def _with_default(argv: list[str]) -> list[str]:
    """Without a command, ``all`` is meant; its options may stand alone."""
    is_option = bool(argv) and argv[0].startswith("-") and argv[0] not in {"-h", "--help"}
    return [DEFAULT_COMMAND, *argv] if not argv or is_option else argv


def _fail(sentence: str) -> int:
    sys.stderr.write(f"preflight: {sentence}\n")
    return _NOT_DONE
