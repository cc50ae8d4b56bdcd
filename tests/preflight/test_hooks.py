"""The hooks for pre-commit, run as pre-commit runs them: this repository's own, and the one for others."""

import shlex
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]


def read_hook(file: str, name: str) -> dict[str, Any]:
    read = yaml.safe_load((ROOT / file).read_text(encoding="utf-8"))
    hooks = read if isinstance(read, list) else [hook for repo in read["repos"] for hook in repo["hooks"]]
    [found] = [hook for hook in hooks if hook["id"] == name]
    assert not found["pass_filenames"]
    return dict(found)


def run_hook(entry: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - our own hook
        shlex.split(entry), cwd=folder, capture_output=True, text=True, check=False
    )


def test_the_hook_of_this_repository_finds_nothing_to_complain_of() -> None:
    done = run_hook(read_hook(".pre-commit-config.yaml", "imports")["entry"], ROOT)

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize(
    ("content", "code", "said"),
    [("import json\n", 0, ""), ("from json import nothing\n", 1, "`json` has no name `nothing`")],
)
def test_the_hook_for_others_checks_the_repository_it_is_run_in(
    content: str, code: int, said: str, tmp_path: Path
) -> None:
    (tmp_path / "module.py").write_text(content)
    hook = read_hook(".pre-commit-hooks.yaml", "preflight-imports")
    # A hook in the language `script` begins with a path in the repository that offers it.
    assert hook["language"] == "script"

    done = run_hook(f"{ROOT}/{hook['entry']}", tmp_path)

    assert (done.returncode, done.stderr) == (code, "")
    assert said in done.stdout
    assert bool(said) == bool(done.stdout)
