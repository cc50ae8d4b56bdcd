"""A check for another interpreter: it runs this very code, and only the report comes back.

So its version, its modules and its search path are the real ones, and nothing about them is guessed.
"""

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from preflight.caches.workers import get_interpreter
from preflight.errors import UsageError
from preflight.findings import Finding, Report, Severity

_OLDEST = (3, 11)
_LIBRARY = os.fspath(Path(__file__).parents[2])
# Its own search path is taken before preflight's folder is added: what lies there is not installed for it.
_PROGRAM = (
    "import sys; path = sys.path[1:]; sys.path.append({!r}); "
    "from preflight.imports.elsewhere import answer; answer(path)"
)


def is_another(python: str | None) -> bool:
    """Say whether a check is asked for with another interpreter than the one that runs."""
    return python is not None and os.path.abspath(python) != os.path.abspath(sys.executable)


def check_elsewhere(python: str, paths: Sequence[Path], options: Mapping[str, Any]) -> Report:
    """Have another interpreter, a virtualenv or a command check; raises UsageError when it cannot."""
    interpreter = get_interpreter(python)
    if tuple(map(int, interpreter.version.split(".")[:2])) < _OLDEST:
        raise UsageError(
            f"{python} is Python {interpreter.version}, and imports are checked for 3.11 or later"
        )
    question = json.dumps({"paths": [os.fspath(path) for path in paths], "options": options})
    done = subprocess.run(  # noqa: S603 - the interpreter that the user names
        [interpreter.python, "-W", "ignore", "-c", _PROGRAM.format(_LIBRARY)],
        input=question,
        capture_output=True,
        text=True,
        check=False,
    )
    try:
        said = json.loads(done.stdout)
    except ValueError as error:
        last = done.stderr.strip().splitlines()[-1:]
        raise UsageError(f"{python} could not check: {' '.join(last) or 'it said nothing'}") from error
    if "refusal" in said:
        raise UsageError(said["refusal"])
    findings = [
        Finding(**{**values, "severity": Severity(values["severity"])}) for values in said.pop("findings")
    ]
    return Report(findings=findings, **said)


def answer(search: Sequence[str]) -> None:
    """Check as standard input asks, and write the report to standard output."""
    from preflight.imports.reporting import check_imports  # noqa: PLC0415 - it imports this module

    asked = json.load(sys.stdin)
    try:
        report = check_imports([Path(path) for path in asked["paths"]], search=search, **asked["options"])
    except UsageError as error:
        json.dump({"refusal": str(error)}, sys.stdout)
        return
    json.dump(asdict(report), sys.stdout)
