"""What stands in the doctor's way: a clear sentence each, the right exit code, never a traceback."""

import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

import pytest

from preflight.caches.lock import locked
from preflight.cli import main
from tests.preflight.caches.tree import ENVIRONMENT, Tree
from tests.preflight.rights import mode, run_as_ordinary_user

OLD, NEW = "VALUE = 'old'\n", "VALUE = 'new'\n"


@pytest.fixture
def stale(tree: Tree) -> Tree:
    """Make a tree with one cache that is stale and loaded."""
    tree.write("shop.py", OLD)
    tree.compile("shop.py")
    tree.write("shop.py", NEW)
    return tree


def ask_as_ordinary_user(tree: Tree, *arguments: str) -> subprocess.CompletedProcess[str]:
    return run_as_ordinary_user(tree.path, "caches", "--python", tree.python, *arguments)


@pytest.mark.parametrize("what", ["__pycache__", "__pycache__/shop", "shop.py"])
def test_what_cannot_be_read_is_never_called_clean(stale: Tree, what: str) -> None:
    file = stale.cache("shop.py") if what.endswith("/shop") else stale.path / what
    with mode(file, 0):
        done = ask_as_ordinary_user(stale, "--fix")

    assert done.returncode == 1
    assert "unreadable: " in done.stdout
    assert "Permission denied" in done.stdout
    assert done.stderr == ""


def test_a_tree_that_cannot_be_read_at_all_is_told_so(tree: Tree) -> None:
    with mode(tree.write("inside/shop.py", NEW).parent, 0):
        done = ask_as_ordinary_user(tree, "inside")

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.endswith("inside cannot be read: Permission denied\n")


def test_a_tree_that_cannot_be_written_is_diagnosed_and_not_called_repaired(stale: Tree) -> None:
    with mode(stale.path / "__pycache__", 0o555):
        assert ask_as_ordinary_user(stale).returncode == 1
        done = ask_as_ordinary_user(stale, "--fix")

    assert done.returncode == 1
    assert "it could not be repaired" in done.stdout
    assert "Permission denied" in done.stdout
    assert stale.loads("shop") == "old"


def test_a_folder_is_removed_as_a_whole_or_not_at_all(tree: Tree) -> None:
    tree.write("other.py", NEW)
    for name in ("shop/__init__.py", "shop/cart/__init__.py"):
        tree.write(name, OLD)
    tree.compile("shop")
    for file in tree.path.glob("shop/**/*.py"):
        file.unlink()

    with mode(tree.path / "shop/__pycache__", 0o555):
        done = ask_as_ordinary_user(tree, "--fix")

    assert done.returncode == 1
    assert "it could not be repaired" in done.stdout


def test_links_that_lead_round_in_circles_end(tree: Tree) -> None:
    tree.write("pkg/shop.py", NEW)
    tree.compile("pkg")
    (tree.path / "pkg/round").symlink_to(tree.path)
    (tree.path / "pkg/itself").symlink_to("itself")
    (tree.path / "pkg/module.py").symlink_to("module.py")

    found = tree.preflight()

    assert (found.exit_code, found.content["counts"]["bytecode files"]) == (0, 1)


def test_links_out_of_the_tree_are_not_followed_and_that_is_said(stale: Tree, tmp_path: Path) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    (inner / "good.py").write_text(NEW)
    (inner / "outside").symlink_to(tmp_path)

    found = stale.preflight("inner")

    assert found.exit_code == 0
    assert any("outside leads out of the tree" in note for note in found.content["notes"])


def test_a_pipe_is_not_waited_for(tree: Tree) -> None:
    tree.write("shop.py", NEW)
    tree.cache("shop.py").parent.mkdir()
    os.mkfifo(tree.cache("shop.py"))
    os.mkfifo(tree.path / "ghost.pyc")

    found = tree.preflight()

    assert set(found.harmful.values()) == {"unreadable"}
    assert "not a regular file" in found.evidence


def test_data_is_left_alone_wherever_it_lies(stale: Tree) -> None:
    data = [
        stale.write("__pycache__/notes.txt", "keep"),
        stale.write("__pycache__/prices.pyc", "keep"),
        stale.write(f"__pycache__/gone.{stale.tag}.pyc", "keep"),
        stale.write("letter.pyc", "keep"),
    ]

    found = stale.preflight("--fix")

    assert found.exit_code == 1
    assert found.harmful == {"letter.pyc": "ghost"}
    assert "it is not bytecode, so it is left to you" in found.evidence
    assert [file.read_text() for file in data] == ["keep"] * 4
    assert stale.loads("shop") == "new"


def test_an_empty_file_holds_no_data(tree: Tree) -> None:
    tree.write("other.py", NEW)
    (tree.path / "shop.pyc").touch()
    assert tree.loads("shop").startswith("ImportError")

    assert tree.preflight().harmful == {"shop.pyc": "ghost"}
    assert tree.preflight("--fix").exit_code == 0
    assert tree.loads("shop").startswith("ModuleNotFoundError")


def test_a_folder_that_keeps_caches_on_purpose_stays(tree: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    """A service may run with a prefix that this run knows nothing of."""
    tree.write("shop.py", NEW)
    tree.run(["-m", "compileall", "-q", "."], environment={"PYTHONPYCACHEPREFIX": "caches"})
    kept = list((tree.path / "caches").rglob("*.pyc"))
    monkeypatch.delenv("PYTHONPYCACHEPREFIX", raising=False)

    assert tree.preflight("--fix").exit_code == 0
    assert kept
    assert all(file.exists() for file in kept)


@pytest.mark.parametrize("mark", ["pyvenv.cfg", ".git", "node_modules"])
def test_what_belongs_to_others_is_entered_only_when_it_is_named(stale: Tree, mark: str) -> None:
    folder = stale.path / ("node_modules" if mark == "node_modules" else "other")
    (stale.path / "__pycache__").rename(stale.write(f"{folder.name}/shop.py", NEW).parent / "__pycache__")
    (folder / mark).touch()
    before = stale.cache(f"{folder.name}/shop.py").read_bytes()

    assert stale.preflight("--fix").exit_code == 0
    assert stale.cache(f"{folder.name}/shop.py").read_bytes() == before
    assert stale.preflight(folder.name).exit_code == 1


def test_a_virtualenv_that_is_named_is_entered_as_a_whole(tree: Tree) -> None:
    folder = "venv/lib/python3/site-packages"
    tree.write("venv/pyvenv.cfg", "")
    tree.write(f"{folder}/shop.py", OLD)
    tree.compile(folder)
    tree.write(f"{folder}/shop.py", NEW)

    assert list(tree.preflight("venv").harmful.values()) == ["stale and loaded"]


def test_names_that_are_no_text_are_shown_escaped(tree: Tree) -> None:
    name = os.fsdecode(b"caf\xe9.py")
    tree.write(name, OLD)
    tree.compile(name)
    tree.write(name, NEW)

    done = ask_as_ordinary_user(tree)

    assert done.returncode == 1
    assert f"__pycache__/caf\\xe9.{tree.tag}.pyc" in done.stdout


def test_files_may_come_and_go_while_it_runs(tree: Tree) -> None:
    tree.write("shop.py", NEW)
    tree.compile("shop.py")
    content = tree.cache("shop.py").read_bytes()
    is_over = threading.Event()

    def churn() -> None:
        while not is_over.is_set():
            for number in range(50):
                tree.write(f"pkg/m{number}.py", NEW)
                tree.cache(f"pkg/m{number}.py").parent.mkdir(exist_ok=True)
                tree.cache(f"pkg/m{number}.py").write_bytes(content)
            for file in [*tree.path.glob("pkg/*.py"), *tree.path.glob("pkg/*/*.pyc")]:
                file.unlink()

    thread = threading.Thread(target=churn)
    thread.start()
    try:
        codes = {tree.preflight("--fix").exit_code for _turn in range(5)}
    finally:
        is_over.set()
        thread.join()

    assert codes <= {0, 1}
    assert tree.loads("shop") == "new"


def test_a_repair_that_is_killed_leaves_no_half_a_cache(tree: Tree) -> None:
    names = [f"m{number}.py" for number in range(150)]
    for name in names:
        tree.write(name, OLD)
    tree.compile(".")
    for name in names:
        tree.write(name, NEW)
    before = tree.cache(names[0]).read_bytes()
    command = [sys.executable, "-m", "preflight", "caches", "--fix", "--python", tree.python]
    with subprocess.Popen(command, cwd=tree.path, env=ENVIRONMENT, stdout=subprocess.DEVNULL) as running:  # noqa: S603 - ours
        while running.poll() is None and tree.cache(names[0]).read_bytes() == before:
            pass
        running.kill()

    loaded = tree.ask(
        f"print({{__import__(f'm{{n}}').VALUE for n in range({len(names)})}} - {{'old', 'new'}})"
    )

    assert loaded == "set()"
    assert tree.preflight("--fix").exit_code == 0
    assert {tree.loads(name[:-3]) for name in names[::50]} == {"new"}


def test_what_an_interrupted_write_left_is_an_orphan(tree: Tree) -> None:
    tree.write("shop.py", NEW)
    tree.compile("shop.py")
    part = tree.cache("shop.py").with_name(f"shop.{tree.tag}.pyc.140234")
    part.write_bytes(tree.cache("shop.py").read_bytes())

    assert tree.preflight().kinds == {f"__pycache__/{part.name}": "orphan"}


def test_nobody_looks_while_another_repairs(stale: Tree, capsys: pytest.CaptureFixture[str]) -> None:
    root = os.fspath(stale.path)
    with locked(root, is_exclusive=True):
        assert main(["caches"]) == 2
    with locked(root, is_exclusive=False):
        assert main(["caches", "--fix"]) == 2
        assert "another preflight is at work" in capsys.readouterr().err
        assert stale.loads("shop") == "old"
        assert stale.preflight().exit_code == 1

    assert stale.preflight("--fix").exit_code == 0
    assert stale.loads("shop") == "new"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["nowhere"], "nowhere does not exist"),
        (["shop.py"], "shop.py is no folder"),
        (["empty"], "empty: there is nothing to check"),
        (["--python", "no/python"], "no/python cannot be started: No such file"),
        (["--python", "shop.py"], "shop.py cannot be started: Permission denied"),
        (["--python", "/bin/false"], "/bin/false is no Python 3.9 or later that answers"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_two(
    stale: Tree, arguments: Sequence[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (stale.path / "empty").mkdir()

    assert main(["caches", *arguments]) == 2

    complaint = capsys.readouterr().err
    assert sentence in complaint
    assert complaint.count("\n") == 1


def test_a_dry_run_says_what_would_be_done_and_does_not(
    stale: Tree, capsys: pytest.CaptureFixture[str]
) -> None:
    before = stale.cache("shop.py").read_bytes()

    assert main(["caches", "--fix", "--dry-run", "--python", stale.python]) == 1

    assert "would be compiled anew" in capsys.readouterr().out
    assert stale.cache("shop.py").read_bytes() == before


def test_bytecode_that_kills_its_reader_is_found_and_the_others_judged(stale: Tree) -> None:
    """A small stack makes it easy; with a common one, chance damage does it as well."""
    python = stale.write("small-stack", f'#!/bin/sh\nulimit -s 160\nexec {stale.python} "$@"\n')
    python.chmod(0o755)
    deep = stale.write("deep.py", NEW)
    stale.compile("deep.py")
    cache = stale.cache("deep.py")
    cache.write_bytes(cache.read_bytes()[:16] + b"(\1\0\0\0" * 1990 + b"N")

    code = main(["caches", "--python", "./small-stack", "--fix"])

    assert code == 0
    assert stale.loads("deep") == "new"
    assert stale.loads("shop") == "new"
    assert deep.exists()


def test_a_source_too_deep_to_compile_is_called_unverified(tree: Tree) -> None:
    shallow, deep = ("VALUE = " + sign * 99_000 + "1\n" for sign in " -")
    tree.write("shop.py", shallow)
    tree.compile("shop.py")
    tree.write("shop.py", deep)

    found = tree.preflight()

    assert (found.exit_code, list(found.kinds.values())) == (0, ["unverified"])
    assert found.content["counts"]["warnings"] == 1


@pytest.mark.parametrize(
    "content", [b"# \xe4\n", b"# coding: nonsense\n", b"x = 1\0\n", b"x = " + b"(" * 500 + b")" * 500]
)
def test_a_source_that_cannot_be_compiled_any_more_is_no_reason_to_stop(stale: Tree, content: bytes) -> None:
    source = stale.write("other.py", "x" * len(content))
    stale.compile("other.py")
    source.write_bytes(content)

    assert stale.preflight("--fix").exit_code == 0
    assert stale.loads("shop") == "new"


def test_ten_megabytes_are_judged_like_any_other_source(tree: Tree) -> None:
    text = '"""' + "words " * 1_700_000 + '"""\nVALUE = "old"\n'
    tree.write("shop.py", text)
    tree.compile("shop.py")
    tree.write("shop.py", text.replace("old", "new"))
    assert tree.loads("shop") == "old"

    assert list(tree.preflight("--fix").content["repaired"])
    assert tree.loads("shop") == "new"


def test_a_process_that_runs_from_the_tree_is_told_about(tree: Tree) -> None:
    tree.write("shop.py", "input()\n")
    command = [tree.python, "-B", "shop.py", "hunter2"]
    with subprocess.Popen(command, cwd=tree.path, stdin=subprocess.PIPE, text=True) as running:  # noqa: S603 - ours
        done = ask_as_ordinary_user(tree)
        running.communicate("\n")

    assert done.returncode == 0
    assert f"running-process: Process {running.pid} (`{tree.python} -B shop.py`)" in done.stdout
    assert "hunter2" not in done.stdout
    assert "running-process" not in ask_as_ordinary_user(tree).stdout
