"""What a project says about itself in ``[tool.preflight]`` of its pyproject.toml."""

import os
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from preflight.errors import UsageError

FILE = "pyproject.toml"
_PATIENCE_SECONDS = 60.0
_EXAMPLE = 'Example: [tool.preflight] entry-points = ["shop.bot:main"]'


@dataclass(frozen=True, slots=True)
class Settings:
    """A project: its folder, what is checked of it, and what must import for it to start."""

    root: str
    paths: Sequence[str]
    roots: Sequence[str] = ()
    entry_points: Sequence[str] = ()
    requirements: Sequence[str] = ()
    patience: float = _PATIENCE_SECONDS
    pyproject: Mapping[str, Any] = field(default_factory=dict)

    @property
    def file(self) -> str:
        return os.path.join(self.root, FILE)


def read_settings(root: str) -> Settings:
    """Read what a project says. Raises UsageError with the setting's name where it makes no sense."""
    if not os.path.isdir(root):
        raise UsageError(f"{root} is no folder" if os.path.exists(root) else f"{root} does not exist")
    root = os.path.abspath(root)
    content = _read_pyproject(os.path.join(root, FILE))
    asked = content.get("tool", {}).get("preflight", {})
    names = {key: _read_names(asked, key) for key in ("paths", "roots", "entry-points", "requirements")}
    patience = asked.get("timeout", _PATIENCE_SECONDS)
    if not isinstance(patience, int | float) or patience <= 0:
        raise UsageError(f"[tool.preflight] timeout in {FILE} is to be a number of seconds: {patience!r}")
    return Settings(
        root=root,
        paths=[os.path.join(root, path) for path in names["paths"]] or [root],
        roots=[os.path.join(root, path) for path in names["roots"]],
        entry_points=names["entry-points"],
        requirements=[os.path.join(root, path) for path in names["requirements"]],
        patience=float(patience),
        pyproject=content,
    )


def _read_pyproject(path: str) -> Mapping[str, Any]:
    try:
        with open(path, "rb") as file:
            return tomllib.load(file)
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}") from error
    except ValueError as error:  # also what is no UTF-8
        raise UsageError(f"{path} is no TOML: {error}") from error


def _read_names(asked: Mapping[str, Any], key: str) -> Sequence[str]:
    found = asked.get(key, [])
    names = [found] if isinstance(found, str) else found
    if not isinstance(names, list) or not all(isinstance(name, str) and name for name in names):
        raise UsageError(f"[tool.preflight] {key} in {FILE} is to be a list of names. {_EXAMPLE}")
    return names
