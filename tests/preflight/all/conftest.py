"""A good project to stand in."""

from pathlib import Path

import pytest

from tests.preflight.all.project import SETTINGS, Project


@pytest.fixture
def project(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Project:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PYTHONPYCACHEPREFIX", raising=False)
    monkeypatch.delenv("VIRTUAL_ENV", raising=False)
    made = Project(tmp_path, capsys)
    made.write("pyproject.toml", SETTINGS)
    made.write("app/__init__.py", "")
    made.write("app/users.py", "def get_user_by_id(): ...\n")
    made.write("app/bot.py", "from app.users import get_user_by_id\n")
    return made
