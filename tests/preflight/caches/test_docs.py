"""The commands of docs/preflight-stale-bytecode.md print what the page says."""

import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.preflight.caches.tree import ENVIRONMENT

PAGE = Path(__file__).parents[3] / "docs" / "preflight-stale-bytecode.md"


def list_examples() -> Sequence[tuple[str, str]]:
    """List the page's blocks of commands, each with the heading above it."""
    return re.findall(r"\n#+ ([^\n]+)\n(?:(?!\n#|```).)*```sh\n(.*?)```", PAGE.read_text(), re.DOTALL)


@pytest.mark.parametrize("commands", [pytest.param(text, id=title) for title, text in list_examples()])
def test_the_commands_print_what_the_page_says(commands: str, tmp_path: Path) -> None:
    programs = tmp_path / "programs"
    programs.mkdir()
    (programs / "python3").symlink_to(sys.executable)
    (programs / "preflight").write_text(f'#!/bin/sh\nexec {sys.executable} -m preflight "$@"\n')
    (programs / "preflight").chmod(0o755)
    place = tmp_path / "place"
    place.mkdir()

    done = subprocess.run(  # noqa: S603 - what our own page says
        ["/bin/bash", "-e", "-c", commands],
        cwd=place,
        env={**ENVIRONMENT, "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.stdout.splitlines() == re.findall(r"#> (.+)", commands)


def test_the_page_has_an_example_of_each_class() -> None:
    assert len(list_examples()) >= 8
