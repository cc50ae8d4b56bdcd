"""When the history of a file is proof that it is fine, so that it need not be compiled for comparison."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.preflight.caches.tree import Tree

OLD, NEW = "VALUE = 'old'\n", "VALUE = 'new'\n"
_MARGIN_NS = 1_200_000_000


@pytest.fixture
def aged(tree: Tree) -> Tree:
    """Make a tree whose source was last touched longer ago than what counts as the same moment."""
    source = tree.write("shop.py", NEW)
    clock = tree.path / "clock"
    clock.touch()
    while clock.stat().st_mtime_ns - source.stat().st_ctime_ns < _MARGIN_NS:
        clock.touch()
    return tree


def forge(tree: Tree, *, path: Path | None = None) -> Path:
    """Put a cache of another text in place that claims to be of this source, and of this path."""
    program = (
        "import sys, marshal, importlib.util as u, struct\n"
        "head = u.MAGIC_NUMBER + struct.pack('<III', 0, int(sys.argv[3]), 14)\n"
        "code = compile(\"VALUE = 'old'\\n\", sys.argv[2], 'exec')\n"
        "open(sys.argv[1], 'wb').write(head + marshal.dumps(code))\n"
    )
    source, cache = tree.path / "shop.py", tree.cache("shop.py")
    cache.parent.mkdir(exist_ok=True)
    mtime = int(source.stat().st_mtime)
    tree.run(["-c", program, str(cache), str(path or source), str(mtime)], check=True)
    assert tree.loads("shop") == "old"
    return cache


def test_a_cache_written_here_after_the_source_is_believed(aged: Tree) -> None:
    """Here the quick look has its limit: a cache forged in place is only caught by a thorough one."""
    forge(aged)

    assert aged.preflight().exit_code == 0
    assert list(aged.preflight("--thorough").harmful.values()) == ["stale and loaded"]


def test_a_cache_that_was_compiled_at_another_place_is_not(aged: Tree) -> None:
    forge(aged, path=Path("/build/shop.py"))

    assert list(aged.preflight().harmful.values()) == ["stale and loaded"]


@pytest.mark.parametrize(
    "move",
    [
        lambda cache: os.utime(cache, (1_800_000_000, 1_800_000_000)),
        lambda cache: os.utime(cache, (1_700_000_000, 1_700_000_000)),
    ],
    ids=["from the future", "unpacked"],
)
def test_a_cache_with_a_time_of_its_own_is_not(aged: Tree, move: Callable[[Path], None]) -> None:
    move(forge(aged))

    assert list(aged.preflight().harmful.values()) == ["stale and loaded"]


def test_a_cache_behind_a_link_is_not(aged: Tree) -> None:
    cache = forge(aged)
    cache.parent.rename(aged.path / "elsewhere")
    cache.parent.symlink_to("elsewhere")

    assert list(aged.preflight().harmful.values()) == ["stale and loaded"]


def test_a_source_that_was_touched_after_is_not_enough(aged: Tree) -> None:
    forge(aged)
    source = aged.path / "shop.py"
    source.chmod(0o600)

    assert list(aged.preflight().harmful.values()) == ["stale and loaded"]
