"""The import checker: what every import of a tree finds at run time, without running any of its code."""

import os
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

from preflight.errors import UsageError
from preflight.findings import Finding, Report
from preflight.trees import walk_tree


def check_imports(paths: Sequence[Path]) -> Report:
    """Check every file below the paths."""
    began = perf_counter()
    files = [file for path in paths for file in _list_files(path)]
    if not files:
        raise UsageError(f"no Python file in {', '.join(map(str, paths))}: there is nothing to check")
    findings = [finding for file in files for finding in _check_syntax(file)]
    return Report("imports", findings, {"modules": len(files), "seconds": round(perf_counter() - began, 2)})


def _list_files(path: Path) -> list[str]:
    if path.is_file():
        return [os.fspath(path)]
    if not path.is_dir():
        raise UsageError(f"{path} does not exist")
    return [
        os.path.normpath(os.path.join(folder.path, name))
        for folder in walk_tree(path)
        for name in folder.files
        if name.endswith((".py", ".pyw"))
    ]


def _check_syntax(file: str) -> list[Finding]:
    try:
        compile(Path(file).read_bytes(), file, "exec", dont_inherit=True)
    except SyntaxError as error:
        return [Finding(file, error.lineno or 1, error.offset or 1, "syntax", f"{error.msg}.")]
    except OSError as error:
        return [Finding(file, 0, 0, "unreadable", f"The file cannot be read: {error.strerror}.")]
    return []
