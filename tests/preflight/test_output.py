"""What people see: a cause once with all its places, a suggestion, counts and a verdict, coloured or not."""

import os
import pty
import re
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import pytest

from preflight.cli import main

SOURCE = Path(__file__).parents[2] / "src"
_ALONE = f"import sys; sys.path.append({str(SOURCE)!r}); from preflight.cli import main; sys.exit(main())"
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a tree in which nine modules import a function that is missing, and two import each other."""
    monkeypatch.chdir(tmp_path)
    for number in range(9):
        (tmp_path / f"m{number}.py").write_text("from users import get_user_by_telegram_id\n")
    (tmp_path / "users.py").write_text("import orders\n\n\ndef get_user_by_id(): ...\n")
    (tmp_path / "orders.py").write_text("import users\n")
    return tmp_path


def read_terminal(command: Sequence[str], folder: Path) -> str:
    """Run a command on a terminal and say what stands there after."""
    ours, theirs = pty.openpty()
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "200"}
    environment.pop("NO_COLOR", None)
    with subprocess.Popen(command, cwd=folder, env=environment, stdout=theirs):  # noqa: S603 - preflight itself
        os.close(theirs)
        said = b""
        # The end of a terminal is an error.
        with suppress(OSError):
            while part := os.read(ours, 65536):
                said += part
    os.close(ours)
    return said.decode().replace("\r\n", "\n")


@pytest.mark.usefixtures("tree")
def test_one_cause_is_told_once_with_all_its_places_and_a_suggestion(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["imports"]) == 1

    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "error name-missing: `users` has no name `get_user_by_telegram_id`."
    assert lines[1:10] == [f"  m{number}.py:1:19" for number in range(9)]
    assert lines[10] == "  → did you mean `get_user_by_id`, users.py:4?"
    counts = re.sub(r"[\d.]+ seconds", "0 seconds", lines[-2])
    assert counts == (
        "11 modules · 12 exports · 11 imports · 0 harmful cycles · 1 benign cycles · 0 seconds · "
        "9 errors · 0 warnings"
    )
    assert lines[-1] == "Some imports fail."


def test_a_terminal_shows_colours_where_rich_is_and_the_same_words_where_it_is_not(tree: Path) -> None:
    with_rich = read_terminal([sys.executable, "-c", _ALONE, "imports", "--no-cache"], tree)
    without = read_terminal([sys.executable, "-I", "-S", "-c", _ALONE, "imports", "--no-cache"], tree)

    assert _COLOUR.search(with_rich)
    assert not _COLOUR.search(without)
    plain, other = (re.sub(r"[\d.]+ seconds", "", _COLOUR.sub("", said)) for said in (with_rich, without))
    assert plain == other
    assert plain.endswith("Some imports fail.\n")
