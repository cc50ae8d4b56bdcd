"""What the checks of this folder remember is kept apart from what the user's own runs remember."""

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the test an empty cache folder of its own."""
    folder = tmp_path_factory.mktemp("cache")
    monkeypatch.setenv("PREFLIGHT_CACHE_DIR", str(folder))
    return folder
