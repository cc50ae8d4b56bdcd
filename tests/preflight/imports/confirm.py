"""Confirms findings for real: does what a finding says must fail, each in a forked interpreter of its own.

Run with a folder of distributions; reads lines of JSON, each a package and its findings, and answers with a
list: how each finding failed, or nothing at all where it did not.

A statement that fails is not enough: the module around it must fail, too, or a function that is really there
must hold it. A warning says that something fails if it is ever reached, so for it the statement is enough.
"""

import ast
import builtins
import contextlib
import gc
import importlib
import inspect
import json
import os
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

_QUOTED = re.compile(r"`([^`]+)`")
_MAIN = "__name__ == '__main__'"
Finding = Mapping[str, Any]


def main(folder: str) -> None:
    """Answer until there is nothing left to read."""
    sys.path.append(folder)
    for line in sys.stdin:
        package, findings = json.loads(line)
        # What fails only when a module comes first is done before anything is imported.
        fresh = {number: one for number, one in enumerate(findings) if one["code"] == "harmful-cycle"}
        answers = {number: _in_child(_attempt(_confirm_cycle, folder, one)) for number, one in fresh.items()}
        rest = [one for number, one in enumerate(findings) if number not in fresh]
        others = iter(json.loads(_in_child(_confirm_several(folder, package, rest))))
        told = [answers[number] if number in answers else next(others) for number in range(len(findings))]
        sys.stdout.write(json.dumps(told) + "\n")
        sys.stdout.flush()


def _in_child(answer: Callable[[], str]) -> str:
    """Have something answered by a fork of this interpreter, whatever becomes of that."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        with Path(os.devnull).open("w", encoding="utf-8") as nowhere, contextlib.redirect_stdout(nowhere):
            said = answer()
        os.write(writer, said.encode())
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader, "rb") as stream:
        heard = stream.read().decode()
    os.waitpid(child, 0)
    return heard


def _confirm_several(folder: str, package: str, findings: Sequence[Finding]) -> Callable[[], str]:
    """Import the package once, and let each finding begin from there."""

    def answer() -> str:
        with contextlib.suppress(BaseException):
            importlib.import_module(package)
        return json.dumps([_in_child(_attempt(_confirm, folder, finding)) for finding in findings])

    return answer


def _attempt(confirm: Callable[[str, Finding], str], folder: str, finding: Finding) -> Callable[[], str]:
    """Do it; say what it ended with."""

    def answer() -> str:
        try:
            return confirm(folder, finding)
        except BaseException as error:  # noqa: BLE001 - whatever it is, that is how it fails
            return f"{type(error).__name__}: {error}"

    return answer


def _confirm_cycle(_folder: str, finding: Finding) -> str:
    importlib.import_module(_QUOTED.findall(finding["message"])[0])
    return ""


def _confirm(folder: str, finding: Finding) -> str:
    path, code = str(Path.cwd() / finding["path"]), finding["code"]
    module = os.path.relpath(path, folder).removesuffix(".py").removesuffix("/__init__").replace(os.sep, ".")
    content = Path(path).read_bytes()
    if code == "syntax":
        compile(content, path, "exec")
        return ""
    failure = _import(module)
    if code == "all-missing":
        name = _QUOTED.findall(finding["message"])[1]
        assert name in sys.modules[module].__all__
        exec(f"from {module} import {name}", {})  # noqa: S102 - it is what must fail
        return ""
    tree = ast.parse(content)
    is_reached = finding["severity"] == "warning" or _is_reached(tree, path, finding["line"])
    if not failure and not is_reached:
        return ""
    return _confirm_line(finding, tree, module, failure)


def _import(module: str) -> str:
    try:
        importlib.import_module(module)
    except BaseException as error:  # noqa: BLE001 - whatever it is, that is how it fails
        return f"{type(error).__name__}: {error}"
    return ""


def _confirm_line(finding: Finding, tree: ast.Module, module: str, failure: str) -> str:
    quoted = _QUOTED.findall(finding["message"])
    if finding["code"] == "name-undefined":
        is_there = quoted[0] in vars(sys.modules.get(module, builtins)) or hasattr(builtins, quoted[0])
        return failure or ("" if is_there else f"{module} is imported and has no {quoted[0]}, nor has Python")
    statement = _find_import(tree, finding["line"])
    if statement is None:
        is_there = hasattr(importlib.import_module(quoted[0]), quoted[1])
        return "" if is_there else f"no {quoted[1]} in {quoted[0]}"
    package = module if finding["path"].endswith("__init__.py") else module.rpartition(".")[0]
    exec(ast.unparse(statement), {"__name__": module, "__package__": package})  # noqa: S102 - as above
    return ""


def _is_reached(tree: ast.Module, path: str, line: int) -> bool:
    """Say whether a line of a module that imports well is below the main guard, or in a real function."""
    for node in tree.body:
        if isinstance(node, ast.If) and node.lineno <= line <= (node.end_lineno or 0):
            return ast.unparse(node.test) == _MAIN or _is_in_function(path, line)
    return _is_in_function(path, line)


def _is_in_function(path: str, line: int) -> bool:
    """Look for the line in every function that exists in this interpreter."""
    functions = (thing for thing in gc.get_objects() if isinstance(thing, FunctionType))
    return any(
        _has_line(function.__code__, line)
        for function in functions
        if function.__code__.co_filename == path and function.__code__.co_flags & inspect.CO_NEWLOCALS
    )


def _has_line(code: CodeType, line: int) -> bool:
    return any(number == line for _start, _end, number in code.co_lines()) or any(
        _has_line(inner, line) for inner in code.co_consts if isinstance(inner, CodeType)
    )


def _find_import(tree: ast.Module, line: int) -> ast.stmt | None:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom) and node.lineno <= line <= (node.end_lineno or 0):
            return node
    return None


if __name__ == "__main__":
    main(sys.argv[1])
