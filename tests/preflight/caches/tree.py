"""A source tree whose bytecode Python itself writes and loads, and the doctor looks at."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from preflight.cli import main

# Whole seconds: what a cache remembers of its source.
LONG_AGO = 1_700_000_000
ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}


def list_pythons() -> Sequence[str]:
    """List the interpreter of the tests, and those that TEST_PYTHONS names, separated by colons."""
    return [sys.executable, *filter(None, os.environ.get("TEST_PYTHONS", "").split(":"))]


class Diagnosed(NamedTuple):
    """What the doctor said: the exit code and everything as JSON."""

    exit_code: int
    content: Mapping[str, Any]

    @property
    def kinds(self) -> Mapping[str, str]:
        """The kind of each file that is not fine."""
        return {file["path"]: file["kind"] for file in self.content["files"]}

    @property
    def harmful(self) -> Mapping[str, str]:
        return {file["path"]: file["kind"] for file in self.content["files"] if file["is_harmful"]}

    @property
    def evidence(self) -> str:
        return " ".join(file["evidence"] for file in self.content["files"])


class Tree:
    """A tree, and the interpreter that runs it."""

    def __init__(self, path: Path, python: str, capsys: pytest.CaptureFixture[str]) -> None:
        self.path = path
        self.python = python
        self._capsys = capsys
        self.tag = self.ask("import sys; print(sys.implementation.cache_tag)")

    def write(self, name: str, text: str, *, mtime: float = LONG_AGO) -> Path:
        file = self.path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
        os.utime(file, (mtime, mtime))
        return file

    def cache(self, name: str, *, level: int = 0) -> Path:
        """Say where Python keeps the bytecode of a source."""
        source = self.path / name
        optimized = f".opt-{level}" if level else ""
        return source.parent / "__pycache__" / f"{source.stem}.{self.tag}{optimized}.pyc"

    def compile(self, *names: str, options: Sequence[str] = (), mode: str = "timestamp") -> None:
        """Have Python write the caches of sources."""
        command = ["-m", "compileall", "-q", "--invalidation-mode", mode, *options, *names]
        self.run(command, check=True)

    def loads(self, module: str, *options: str, **environment: str) -> str:
        """Import a module in a process of its own, and say its VALUE, or the last line of the complaint."""
        command = [
            *options,
            "-B",
            "-c",
            f"import {module} as m; print(getattr(m, 'VALUE', m.__spec__.loader))",
        ]
        done = self.run(command, environment=environment)
        return (done.stdout or done.stderr).strip().splitlines()[-1]

    def ask(self, code: str) -> str:
        return self.run(["-c", code], check=True).stdout.strip()

    def run(
        self, command: Sequence[str], *, check: bool = False, environment: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(  # noqa: S603 - an interpreter of the tests
            [self.python, *command],
            cwd=self.path,
            env={**ENVIRONMENT, **(environment or {})},
            capture_output=True,
            text=True,
            check=check,
        )

    def preflight(self, *arguments: str) -> Diagnosed:
        """Ask the doctor."""
        code = main(["caches", "--json", "--python", self.python, *arguments])
        return Diagnosed(code, json.loads(self._capsys.readouterr().out))
