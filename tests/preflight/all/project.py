"""A small project with an entry point, and the verdict on it."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from preflight.cli import main

LONG_AGO = 1_700_000_000
ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
SETTINGS = '[tool.preflight]\nentry-points = ["app.bot"]\npaths = ["app"]\n'


class Verdict(NamedTuple):
    """What the checklist came to."""

    exit_code: int
    content: Mapping[str, Any]

    @property
    def is_safe(self) -> bool:
        assert (self.content["verdict"] == "SAFE TO START") == (self.exit_code == 0)
        return self.exit_code == 0

    @property
    def reasons(self) -> Sequence[Mapping[str, Any]]:
        found: Sequence[Mapping[str, Any]] = self.content["reasons"]
        return found

    @property
    def codes(self) -> Sequence[str]:
        return [reason["code"] for reason in self.reasons]

    def step(self, name: str) -> Mapping[str, Any]:
        return next(step for step in self.content["steps"] if step["name"] == name)


class Project:
    """A project in a folder of its own."""

    def __init__(self, path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.path = path
        self._capsys = capsys

    def write(self, name: str, text: str) -> Path:
        """Write a file with the one time that all files here have, as an image with fixed times has it."""
        file = self.path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
        os.utime(file, (LONG_AGO, LONG_AGO))
        return file

    def compile(self, *names: str, options: Sequence[str] = ()) -> None:
        self.run("-m", "compileall", "-q", *options, *(names or ["app"]))

    def starts(self) -> bool:
        """Say whether Python itself imports the entry point."""
        return not self.run("-B", "-c", "import app.bot").returncode

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(  # noqa: S603 - the interpreter of the tests
            [sys.executable, *arguments],
            cwd=self.path,
            env=ENVIRONMENT,
            capture_output=True,
            text=True,
            check=False,
        )

    def check(self, *arguments: str) -> Verdict:
        self._capsys.readouterr()  # what was said before
        code = main(["all", "--json", *arguments])
        return Verdict(code, json.loads(self._capsys.readouterr().out))

    def tell(self, *arguments: str) -> str:
        """Check, and return what people see."""
        main(["all", *arguments])
        return self._capsys.readouterr().out
