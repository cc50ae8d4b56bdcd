"""Real imports in forked interpreters: what a package needs is loaded once, the package itself each time."""

import contextlib
import importlib
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path


def main(path: str, others: str, package: str) -> None:
    """Answer, for each line on standard input, how importing modules ends: a JSON list of names a line.

    The first line has the names of all modules of the package.
    """
    sys.path.insert(0, path)
    sys.path.append(others)
    sys.dont_write_bytecode = True
    _load_dependencies(package, json.loads(sys.stdin.readline()))
    sys.stdout.write('"ready"\n')
    sys.stdout.flush()
    for line in sys.stdin:
        sys.stdout.write(_import_in_child(json.loads(line)) + "\n")
        sys.stdout.flush()


def _load_dependencies(package: str, names: Sequence[str]) -> None:
    """Import the package with everything in it, and forget it, but not what it imported from elsewhere."""
    _import_all(names)
    for name in [name for name in sys.modules if name == package or name.startswith(f"{package}.")]:
        del sys.modules[name]
    importlib.invalidate_caches()


def _import_in_child(names: Sequence[str]) -> str:
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        os.write(writer, _import_all(names).encode())
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader, "rb") as answer:
        said = answer.read().decode()
    os.waitpid(child, 0)
    return said or json.dumps(["", "died"])


def _import_all(names: Sequence[str]) -> str:
    """Import one after the other; say which fail and how."""
    failed = {}
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere, contextlib.redirect_stdout(nowhere):
        for name in names:
            try:
                importlib.import_module(name)
            except BaseException as error:  # noqa: BLE001 - whatever it is, it is the answer
                failed[name] = f"{type(error).__name__}: {error}"
    return json.dumps(failed)


if __name__ == "__main__":
    main(*sys.argv[1:])
