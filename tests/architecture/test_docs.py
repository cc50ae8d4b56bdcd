"""What the docs name exists: files, functions, commands, settings, and the pages they lead to."""

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from typer.main import get_command

from auto_order.cli import app
from auto_order.settings import Settings
from tests.architecture.source import ROOT, SOURCE

_PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
_PLACES = (ROOT, SOURCE, SOURCE / "auto_order", SOURCE / "auto_order_sandbox", SOURCE / "preflight")
_SPAN = re.compile(r"`([^`\n]+)`")
# `room/file.py`, and `room/file.py: Class.method` for something in it; `room/folder` too.
_FILE = re.compile(r"(?P<path>[\w.-]+(?:/[\w.-]+)+)(?:: (?P<name>[A-Za-z_][\w.]*))?")
_PLACEHOLDER = re.compile(r"NNNN|0001-")
_CODE = re.compile(r"```.*?```|`[^`\n]+`", re.DOTALL)
_COMMAND = re.compile(r"(?<![\w-])auto-order((?: [a-z][a-z-]*)+)")
_SETTING = re.compile(r"(?:TELEGRAM|PAKASIR|BOT|DATABASE|DATA|HTTP|JOB|LOG|INVOICE|OWNER)_[A-Z_]+\b")
_LINK = re.compile(r"\]\((?!https?:|#)([^)#\s]+)")


def find_missing_files(text: str) -> Iterator[str]:
    """Find files and functions that are named and do not exist."""
    for span in _SPAN.findall(text):
        found = _FILE.fullmatch(span)
        if found is None or _PLACEHOLDER.search(span) or not _is_about_us(found["path"]):
            continue
        path = next((place / found["path"] for place in _PLACES if (place / found["path"]).exists()), None)
        if path is None:
            yield f"{span}: there is no such file"
        elif found["name"] and found["name"] not in _list_names(path):
            yield f"{span}: there is nothing of this name in it"


def _is_about_us(path: str) -> bool:
    """Tell a path of the project from something else with a slash: data/, P2/P3, a media type."""
    first = path.partition("/")[0]
    return any((place / first).is_dir() for place in _PLACES) and first not in {"data", "docs"}


def _list_names(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return set(_walk_names(tree.body, ""))


def _walk_names(body: Iterable[ast.stmt], prefix: str) -> Iterator[str]:
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield prefix + node.name
        if isinstance(node, ast.ClassDef):
            yield from _walk_names(node.body, f"{prefix}{node.name}.")
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        yield from (prefix + target.id for target in targets if isinstance(target, ast.Name))


def find_missing_commands(text: str) -> Iterator[str]:
    """Find commands that are named as code and do not exist."""
    known = set(_walk_commands(get_command(app), ""))
    groups = {name.partition(" ")[0] for name in known if " " in name}
    for words in _COMMAND.findall("\n".join(_CODE.findall(text))):
        name = " ".join(words.split()[: 2 if words.split()[0] in groups else 1])
        if name not in known:
            yield f"auto-order {name}: there is no such command"


def _walk_commands(command: object, prefix: str) -> Iterator[str]:
    for name, child in getattr(command, "commands", {}).items():
        yield prefix + name
        yield from _walk_commands(child, f"{prefix}{name} ")


def find_missing_settings(text: str) -> Iterator[str]:
    """Find settings that are named and that nobody reads."""
    yield from (name for name in _SETTING.findall(text) if name not in Settings.names())


def find_broken_links(page: Path, text: str) -> Iterator[str]:
    """Find pages and pictures that are linked and not there."""
    yield from (link for link in _LINK.findall(text) if not (page.parent / link).exists())


@pytest.mark.parametrize("page", _PAGES, ids=lambda page: page.name)
def test_what_a_page_names_exists(page: Path) -> None:
    text = page.read_text(encoding="utf-8")

    assert not [
        *find_missing_files(text),
        *find_missing_commands(text),
        *find_missing_settings(text),
        *find_broken_links(page, text),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "`telegram/no_such_door.py`",
        "`telegram/door.py: Door.no_such_thing`",
        "`scripts/no_such.sh`",
        "Run `auto-order no-such-command`.",
        "Run `auto-order jobs bury 7`.",
        "Set TELEGRAM_NO_SUCH_SETTING.",
    ],
)
def test_the_guard_bites(text: str) -> None:
    found = [*find_missing_files(text), *find_missing_commands(text), *find_missing_settings(text)]

    assert len(found) == 1


def test_the_guard_of_links_bites() -> None:
    assert list(find_broken_links(ROOT / "README.md", "[a](docs/no_such_page.md) [b](LICENSE)")) == [
        "docs/no_such_page.md"
    ]
