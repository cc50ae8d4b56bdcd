"""Preflight in a bare interpreter, which sees the standard library and one folder of distributions only.

Answers each line on standard input, a JSON list of paths, with a JSON list of findings. It runs beside the
tests, since measuring their coverage would take longer than the checks.
"""

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

SOURCE = Path(__file__).parents[3] / "src"
_TOLD = ("path", "line", "code", "message", "severity")


def main(folder: str, source: str) -> None:
    """Answer until there is nothing left to read."""
    search = [*sys.path[1:], folder]
    sys.path.append(source)
    from preflight.imports.checking import Check  # noqa: PLC0415 - only now can it be found

    for line in sys.stdin:
        paths = [Path(path) for path in json.loads(line)]
        found = Check(paths, search=search, is_cached=True).run()
        told = [{name: getattr(one, name) for name in _TOLD} for one in found]
        sys.stdout.write(json.dumps(told) + "\n")
        sys.stdout.flush()


class Dialogue:
    """A process that is asked and answers, a line each."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def ask(self, question: object) -> Any:  # noqa: ANN401 - whatever JSON the other side answers
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(question) + "\n")
        self._process.stdin.flush()
        return self.hear()

    def hear(self) -> Any:  # noqa: ANN401 - as above
        assert self._process.stdout is not None
        return json.loads(self._process.stdout.readline())


@contextmanager
def talking_to(program: str, *arguments: str) -> Iterator[Dialogue]:
    """Run a program of this folder in a bare interpreter; it ends when its input does."""
    command: Sequence[str] = [sys.executable, "-I", "-S", "-W", "ignore", program, *arguments]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603
        yield Dialogue(process)
        assert process.stdin is not None
        process.stdin.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
