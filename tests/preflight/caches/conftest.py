"""A tree for each interpreter."""

from pathlib import Path

import pytest

from tests.preflight.caches.tree import Tree, list_pythons


@pytest.fixture(params=list_pythons(), ids=lambda python: Path(python).parts[-3])
def python(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def tree(
    python: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Tree:
    """Make an empty tree, and stand in it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PYTHONPYCACHEPREFIX", raising=False)
    return Tree(tmp_path, python, capsys)
