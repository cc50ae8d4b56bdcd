"""``scripts/cleanup_and_fix.sh`` is the checklist with repairs, from anywhere, as often as one likes."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.preflight.all.project import ENVIRONMENT, Project

ROOT = Path(__file__).parents[3]


def run_script(project: Project, python: str = sys.executable) -> subprocess.CompletedProcess[str]:
    scripts = project.path / "scripts"
    scripts.mkdir(exist_ok=True)
    shutil.copy(ROOT / "scripts/cleanup_and_fix.sh", scripts)
    (project.path / "src").mkdir(exist_ok=True)
    if not (project.path / "src/preflight").exists():
        (project.path / "src/preflight").symlink_to(ROOT / "src/preflight")
    return subprocess.run(  # noqa: S603 - our own script
        [scripts / "cleanup_and_fix.sh"],
        cwd="/",
        env={**ENVIRONMENT, "PYTHON": python},
        capture_output=True,
        text=True,
        check=False,
    )


def test_it_repairs_once_and_then_has_nothing_to_do(project: Project) -> None:
    project.write("app/users.py", "def get_user_by_no(): ...\n")
    project.compile()
    project.write("app/users.py", "def get_user_by_id(): ...\n")
    assert not project.starts()

    first, second = run_script(project), run_script(project)

    assert (first.returncode, second.returncode) == (0, 0)
    assert first.stdout.endswith("SAFE TO START\n")
    assert "compiled anew: app/__pycache__/users" in first.stdout
    assert "compiled anew" not in second.stdout
    assert project.starts()


def test_it_fails_when_a_name_is_missing(project: Project) -> None:
    project.write("app/users.py", "")

    done = run_script(project)

    assert done.returncode == 1
    assert "NOT SAFE\n1. " in done.stdout


def test_it_says_so_when_there_is_no_python_for_it(project: Project) -> None:
    assert run_script(project, "no-such-python").returncode == 2
    old = project.write("old-python", "#!/bin/sh\nexit 1\n")
    old.chmod(0o755)

    done = run_script(project, os.fspath(old))

    assert done.returncode == 2
    assert "is not Python 3.11 or later" in done.stderr
