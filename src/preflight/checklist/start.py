"""Imports one entry point, as the project's start would. Run as a program, see ``entry_points``.

Arguments: what to import, and as JSON: ``answer``, a file for what came of it; ``without``, a folder whose
bytecode is taken as not there, or empty; ``leftovers``, folders that are taken as not there then.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
import traceback
from importlib.machinery import (
    BYTECODE_SUFFIXES,
    EXTENSION_SUFFIXES,
    SOURCE_SUFFIXES,
    ExtensionFileLoader,
    FileFinder,
    ModuleSpec,
    SourceFileLoader,
    SourcelessFileLoader,
)
from types import CodeType, ModuleType
from typing import Any


class FromSource(SourceFileLoader):
    """Compiles each time, whatever lies in ``__pycache__``."""

    def get_code(self, fullname: str) -> CodeType:
        path = self.get_filename(fullname)
        code: CodeType = self.source_to_code(self.get_data(path), path)
        return code


class Finder(FileFinder):
    """Does not find the folders in ``hidden``."""

    hidden: frozenset[str] = frozenset()

    def find_spec(self, fullname: str, target: ModuleType | None = None) -> ModuleSpec | None:
        spec = super().find_spec(fullname, target)
        if spec is None or spec.loader is not None:
            return spec
        return None if self.hidden & set(spec.submodule_search_locations or ()) else spec


def hide_bytecode(root: str, leftovers: list[str]) -> None:
    """Take the bytecode of a tree as not there, for this process only. Nothing on disk is touched."""
    Finder.hidden = frozenset(leftovers)
    native = (ExtensionFileLoader, EXTENSION_SUFFIXES)
    elsewhere = [native, (SourceFileLoader, SOURCE_SUFFIXES), (SourcelessFileLoader, BYTECODE_SUFFIXES)]

    def make_finder(path: str) -> Finder:
        if not os.path.isdir(path or "."):
            raise ImportError("only folders are searched", path=path)
        below = os.path.join(os.path.abspath(path), "")
        is_ours = below.startswith(os.path.join(root, "")) and "site-packages" not in below
        return Finder(path, *([native, (FromSource, SOURCE_SUFFIXES)] if is_ours else elsewhere))

    # The last one is importlib's own for folders; before it comes the one for zip files.
    sys.path_hooks[-1:] = [make_finder]
    sys.path_importer_cache.clear()


def tell(error: BaseException) -> dict[str, Any]:
    """Put an exception into values: kind, text, which module was wanted, and where in the sources."""
    frames = [[frame.filename, frame.lineno or 0] for frame in traceback.extract_tb(error.__traceback__)]
    if isinstance(error, SyntaxError) and error.filename:
        frames.append([error.filename, error.lineno or 0])
    return {
        "kind": type(error).__name__,
        "text": str(error),
        "module": str(getattr(error, "name", None) or ""),
        "file": str(getattr(error, "path", None) or ""),
        "frames": frames,
    }


def main() -> None:
    """Import, tell what came of it, and leave without waiting for threads that the import has begun."""
    wanted, options = sys.argv[1], json.loads(sys.argv[2])
    sys.argv[1:] = []
    if options["without"]:
        hide_bytecode(options["without"], options["leftovers"])
    module, _, attributes = wanted.partition(":")
    told = None
    try:
        found = importlib.import_module(module)
        for name in filter(None, attributes.split(".")):
            found = getattr(found, name)
    except BaseException as error:  # noqa: BLE001 - an exit, too: a start that ends here is none
        traceback.print_exc()
        told = tell(error)
    with open(options["answer"], "w", encoding="utf-8", errors="surrogateescape") as file:
        json.dump(told, file)
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(1 if told else 0)


if __name__ == "__main__":
    main()
