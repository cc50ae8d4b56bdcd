"""Confirms findings for real: does what a finding says must fail, each in a forked interpreter of its own.

Run with a folder of distributions; reads findings as JSON lines and answers each with one: how it failed, or
nothing at all when it did not.
"""

import ast
import builtins
import contextlib
import importlib
import json
import os
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

_QUOTED = re.compile(r"`([^`]+)`")


def main(folder: str) -> None:
    """Answer until there is nothing left to read."""
    sys.path.append(folder)
    sys.dont_write_bytecode = True
    for line in sys.stdin:
        sys.stdout.write(_in_child(folder, json.loads(line)) + "\n")
        sys.stdout.flush()


def _in_child(folder: str, finding: Mapping[str, Any]) -> str:
    reader, writer = os.pipe()
    if os.fork() == 0:
        os.close(reader)
        with Path(os.devnull).open("w", encoding="utf-8") as nowhere, contextlib.redirect_stdout(nowhere):
            answer = _confirm(folder, finding)
        os.write(writer, answer.encode())
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader, "rb") as stream:
        answer = stream.read().decode()
    os.wait()
    return json.dumps(answer)


def _confirm(folder: str, finding: Mapping[str, Any]) -> str:
    """Do it; say what it ended with."""
    try:
        return _do(folder, finding)
    except BaseException as error:  # noqa: BLE001 - whatever it is, that is how it fails
        return f"{type(error).__name__}: {error}"


def _do(folder: str, finding: Mapping[str, Any]) -> str:
    path, code, message = finding["path"], finding["code"], finding["message"]
    module = os.path.relpath(path, folder).removesuffix(".py").removesuffix("/__init__").replace(os.sep, ".")
    quoted = _QUOTED.findall(message)
    content = Path(path).read_bytes()
    if code == "syntax":
        compile(content, path, "exec")
        return ""
    if code == "harmful-cycle":
        importlib.import_module(quoted[0])
        return ""
    if code == "all-missing":
        exec(f"from {module} import *", {})  # noqa: S102 - it is what must fail
        return ""
    if code == "name-undefined":
        loaded = importlib.import_module(module)
        is_there = quoted[0] in vars(loaded) or hasattr(builtins, quoted[0])
        return "" if is_there else f"{module} is imported and has no {quoted[0]}, nor has Python"
    statement = _find_import(ast.parse(content), finding["line"])
    if statement is None:
        return (
            "" if hasattr(importlib.import_module(quoted[0]), quoted[1]) else f"no {quoted[1]} in {quoted[0]}"
        )
    package = module if path.endswith("__init__.py") else module.rpartition(".")[0]
    importlib.import_module(package)
    exec(ast.unparse(statement), {"__name__": module, "__package__": package})  # noqa: S102 - as above
    return ""


def _find_import(tree: ast.Module, line: int) -> ast.stmt | None:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom) and node.lineno <= line <= (node.end_lineno or 0):
            return node
    return None


if __name__ == "__main__":
    main(sys.argv[1])
