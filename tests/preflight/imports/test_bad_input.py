"""Whatever lies in a tree: a clear sentence and the right exit code, never a traceback."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from preflight.cli import main
from preflight.imports.checking import Check
from tests.preflight.rights import mode, run_as_ordinary_user


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a tree with one good module, and stand in it."""
    folder = tmp_path / "tree"
    folder.mkdir()
    (folder / "good.py").write_text("import json\nx = 1\n")
    monkeypatch.chdir(folder)
    return folder


def _check(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    code = main(["imports", *arguments])
    said = capsys.readouterr()
    assert "Traceback" not in said.out + said.err
    assert "internal error" not in said.err
    return code, said.out + said.err


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"\xff\xfe\x00x", "cannot compile this file"),
        (b"x = '\xe4'\n", "cannot compile this file"),
        (b"# coding: nonsense\n", "unknown encoding: nonsense"),
        (b"x = 1\ny = 2\0\n", "null bytes"),
        (b"x = " + b"(" * 5000 + b")" * 5000, "cannot compile this file"),
        (b"x = " + b"-" * 200_000 + b"1", "cannot compile this file"),
        (b"x = " + b"[" * 150 + b"]" * 150, "Every import is found"),
        (b"x = 1" + b" + 1" * 3000, ""),
        (b"x = a" + b".b" * 3000, ""),
        (b"\n".join(b" " * depth + b"if 1:" for depth in range(150)), "cannot compile this file"),
        (b"", "Every import is found"),
        (b"\xef\xbb\xbfx = 1\r\ny = 2\r", "Every import is found"),
    ],
)
def test_strange_content_is_told(
    content: bytes, sentence: str, tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tree / "strange.py").write_bytes(content)

    code, said = _check(capsys)

    assert sentence in said
    assert code == ("0 errors" not in said)


def test_code_that_python_compiles_and_nobody_can_follow_is_no_finding(
    tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    calls = "f(" * 90 + ")" * 90
    (tree / "deep.py").write_text(f"def f(x=None): return x\nx = {calls}\n")
    (tree / "user.py").write_text("from deep import x\n")

    assert _check(capsys)[0] == 0


def test_ten_megabytes_are_a_warning(tree: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tree / "data.py").write_text("x = 1\n" * 1_700_000)
    (tree / "user.py").write_text("from data import whatever\n")

    code, said = _check(capsys)

    assert code == 0
    assert "it has 10 MB" in said
    assert "1 warnings" in said


@pytest.mark.parametrize("what", ["closed.py", "folder"])
def test_what_cannot_be_read_is_an_error(tree: Path, what: str) -> None:
    (tree / "closed.py").touch()
    (tree / "folder").mkdir()

    with mode(tree / what, 0):
        done = run_as_ordinary_user(tree, "imports", "--no-cache")

    assert (done.returncode, done.stderr) == (1, "")
    assert f"unreadable: This {'folder' if what == 'folder' else 'file'} cannot be read" in done.stdout
    assert what in done.stdout


def test_a_tree_that_nobody_may_write_into_is_checked_all_the_same(tree: Path) -> None:
    with mode(tree, 0o555):
        done = run_as_ordinary_user(tree, "imports")

    assert (done.returncode, done.stderr) == (0, "")
    assert [file.name for file in tree.iterdir()] == ["good.py"]


def test_a_link_to_nothing_is_an_error(tree: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tree / "gone.py").symlink_to("nowhere.py")

    code, said = _check(capsys)

    assert code == 1
    assert "This file cannot be read: no such file or directory." in said


def test_a_pipe_is_not_waited_for(tree: Path, capsys: pytest.CaptureFixture[str]) -> None:
    os.mkfifo(tree / "pipe.py")

    code, said = _check(capsys)

    assert code == 1
    assert "it is no regular file" in said


def test_links_that_lead_round_in_circles_end(tree: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tree / "package").mkdir()
    (tree / "package" / "__init__.py").touch()
    (tree / "package" / "again").symlink_to(tree)
    (tree / "itself").symlink_to("itself")

    assert _check(capsys)[0] == 0


def test_a_folder_called_like_a_module_is_a_folder(tree: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tree / "folder.py").mkdir()

    assert _check(capsys)[0] == 0


def test_a_file_that_goes_while_it_runs_is_told(tree: Path) -> None:
    (tree / "fleeting.py").write_text("x = 1\n")
    check = Check([tree])
    (tree / "fleeting.py").unlink()

    [finding] = check.run()

    assert finding.code == "unreadable"
    assert finding.path == "fleeting.py"


def test_names_that_no_import_can_spell_are_checked(tree: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("a-b.py", "0001_first.py", "a.b.py", "class.py", "später.py", "a b.py"):
        (tree / name).write_text("from good import y\n")

    code, said = _check(capsys, "--json")

    assert code == 1
    assert len(json.loads(said)["findings"]) == 6


def test_an_interpreter_that_is_not_there_ends_with_two(
    tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, said = _check(capsys, "--python", str(tree / "nowhere" / "python"))

    assert code == 2
    assert "cannot be started" in said


def test_something_that_is_no_interpreter_ends_with_two(
    tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tree / "python"
    other.write_text("#!/bin/sh\necho hello\n")
    other.chmod(0o755)

    code, said = _check(capsys, "--python", str(other))

    assert code == 2
    assert "is no Python" in said


def test_a_cache_that_cannot_be_written_is_done_without(
    tree: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PREFLIGHT_CACHE_DIR", str(tree / "good.py" / "cache"))

    assert _check(capsys)[0] == 0


@pytest.mark.usefixtures("tree")
def test_a_damaged_cache_is_an_empty_one(cache: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _check(capsys)
    kept = list(cache.glob("*.bin"))
    for file in kept:
        file.write_bytes(file.read_bytes()[:-7] + b"garbage")

    assert kept
    assert _check(capsys)[0] == 0


def test_two_runs_at_once_say_the_same(tree: Path, cache: Path) -> None:
    for number in range(30):
        (tree / f"m{number}.py").write_text(f"from m{(number + 1) % 30} import y\n")
    command = [sys.executable, "-m", "preflight", "imports", "--json"]
    environment = {**os.environ, "PREFLIGHT_CACHE_DIR": str(cache)}

    runs = [
        subprocess.Popen(command, cwd=tree, env=environment, stdout=subprocess.PIPE, text=True)  # noqa: S603
        for _run in range(2)
    ]
    said = [json.loads(run.communicate()[0]) for run in runs]

    assert [run.returncode for run in runs] == [1, 1]
    assert said[0]["findings"] == said[1]["findings"]
    assert len(said[0]["findings"]) == 30
