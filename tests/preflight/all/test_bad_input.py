"""Whatever lies in a tree or happens to it meanwhile: a reason each, never a traceback, never called safe."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from preflight.cli import main
from tests.preflight.all.project import Project
from tests.preflight.rights import ENVIRONMENT, mode, run_as_ordinary_user


@pytest.fixture
def stale(project: Project) -> Project:
    """Make a project with one cache that is stale and loaded."""
    project.write("app/users.py", "def get_user_by_no(): ...\n")
    project.compile()
    project.write("app/users.py", "def get_user_by_id(): ...\n")
    return project


def start_repair(project: Project) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "preflight", "all", "--fix"],
        cwd=project.path,
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_whatever_python_cannot_take_is_a_reason_by_its_name(project: Project) -> None:
    files = {
        "encoding.py": b"# coding: nonsense\n",
        "bytes.py": b"x = '\xe4'\n",
        "null.py": b"x = 1\0\n",
        "deep.py": b"x = " + b"(" * 500 + b")" * 500,
        "closed.py": b"x = 1\n",
    }
    for name, content in files.items():
        project.write(f"app/{name}", "").write_bytes(content)
    (project.path / "app/gone.py").symlink_to("nowhere.py")
    (project.path / "app/itself.py").symlink_to("itself.py")

    with mode(project.path / "app/closed.py", 0):
        done = run_as_ordinary_user(project.path, "all", "--fix")

    assert (done.returncode, done.stderr) == (1, "")
    assert "Traceback" not in done.stdout
    _steps, _, reasons = done.stdout.partition("NOT SAFE\n")
    for name in (*files, "gone.py", "itself.py"):
        assert f"   app/{name}" in reasons


def test_links_that_lead_round_and_ten_megabytes_are_no_reason(project: Project) -> None:
    (project.path / "app/round").symlink_to(project.path / "app")
    project.write("app/big.py", '"""' + "words " * 1_700_000 + '"""\n')

    verdict = project.check()

    assert verdict.is_safe
    assert [finding["severity"] for finding in verdict.content["findings"]] == ["warning"]


def test_a_folder_that_cannot_be_read_is_not_called_safe(project: Project) -> None:
    with mode(project.write("app/inner/__init__.py", "").parent, 0):
        done = run_as_ordinary_user(project.path, "all")

    assert (done.returncode, done.stderr) == (1, "")
    assert "unreadable" in done.stdout
    assert "app/inner" in done.stdout


def test_a_tree_that_cannot_be_written_is_not_called_repaired(stale: Project) -> None:
    with mode(stale.path / "app/__pycache__", 0o555):
        done = run_as_ordinary_user(stale.path, "all", "--fix")

    assert (done.returncode, done.stderr) == (1, "")
    assert "it could not be repaired" in done.stdout
    assert not stale.starts()


def test_files_may_come_and_go_while_it_runs(project: Project) -> None:
    is_over = threading.Event()
    fleeting = [project.path / f"app/m{number}.py" for number in range(30)]

    def churn() -> None:
        while not is_over.is_set():
            for file in fleeting:
                file.write_text("from app.users import get_user_by_id\n")
            for file in fleeting:
                file.unlink()

    thread = threading.Thread(target=churn)
    thread.start()
    try:
        codes = {main(["all", "--quiet"]) for _turn in range(3)}
    finally:
        is_over.set()
        thread.join()

    assert codes <= {0, 1}
    assert project.check().is_safe


def test_of_two_repairs_at_once_one_may_be_sent_away_and_none_does_half_a_work(stale: Project) -> None:
    runs = [start_repair(stale) for _run in range(2)]
    said = [run.communicate() for run in runs]

    for run, (out, complaint) in zip(runs, said, strict=True):
        is_sent_away = run.returncode == 2
        assert ("another preflight is at work" in complaint) == is_sent_away
        assert out.endswith("SAFE TO START\n") == (not is_sent_away)
    assert 0 in [run.returncode for run in runs]
    assert stale.starts()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [(["empty"], "there is nothing to check"), (["--python", "app/bot.py"], "app/bot.py cannot be started")],
)
def test_where_there_is_nothing_to_check_or_to_check_with_it_ends_with_two(
    project: Project, arguments: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path(project.path, "empty").mkdir()

    assert main(["all", *arguments]) == 2

    complaint = capsys.readouterr().err
    assert sentence in complaint
    assert complaint.count("\n") == 1
