"""The doctor against Python itself: trees that chance has spoiled, and what each import really comes to."""

import json
import random
import struct
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.preflight.caches.tree import LONG_AGO, Tree

_MODULES = 90
_MODES = ("timestamp", "checked-hash", "unchecked-hash")
# Says for each module what an import comes to: its value, or the kind of error.
_IMPORT_ALL = f"""
import importlib, json
came = {{}}
for number in range({_MODULES}):
    try:
        came[f"m{{number}}"] = importlib.import_module(f"m{{number}}").VALUE
    except Exception as error:
        came[f"m{{number}}"] = type(error).__name__
print(json.dumps(came))
"""


class Spoiler:
    """Does to one module and its cache what happens to them in life."""

    def __init__(self, tree: Tree, name: str, chance: random.Random) -> None:
        self._tree = tree
        self._name = name
        self._chance = chance
        self._source = tree.path / f"{name}.py"
        self._cache = tree.cache(f"{name}.py")

    def spoil(self) -> None:
        for _turn in range(self._chance.choice([0, 1, 1, 2, 3])):
            self._chance.choice([self._change_source, self._change_source, self._change_cache])()

    def _change_source(self) -> None:
        text = f"VALUE = 'new {self._name:>4}'\n"
        late = LONG_AGO + self._chance.randrange(3)
        change: Callable[[], object] = self._chance.choice(
            [
                lambda: self._tree.write(self._source.name, text),
                lambda: self._tree.write(self._source.name, text, mtime=late),
                lambda: self._tree.write(self._source.name, text + "# longer\n"),
                lambda: self._tree.write(self._source.name, text.replace("' ", "  ").replace("'\n", " \n")),
                lambda: self._tree.write(f"{self._name}/__init__.py", "VALUE = 'package'\n"),
                lambda: self._source.unlink(missing_ok=True),
            ]
        )
        change()

    def _change_cache(self) -> None:
        if not self._cache.exists():
            return
        content = bytearray(self._cache.read_bytes())
        kind = self._chance.choice(["short", "none", "zero", "flags", "magic", "stamp", "legacy", "gone"])
        if kind == "gone":
            self._cache.unlink()
        elif kind == "legacy":
            (self._tree.path / f"{self._name}.pyc").write_bytes(content)
        else:
            self._cache.write_bytes(self._damage(content, kind))

    def _damage(self, content: bytearray, kind: str) -> bytearray:
        if kind == "short":
            return content[: self._chance.randrange(len(content) + 1)]
        if kind == "none":
            return bytearray()
        if kind == "zero":
            return content[:20] + bytes(max(0, len(content) - 20))
        if kind == "flags":
            content[4:5] = bytes([self._chance.choice([0, 1, 2, 3, 4, 255])])
        elif kind == "magic":
            content[0:1] = b"\x01"
        elif self._source.exists() and len(content) > 16:
            content[4:16] = struct.pack("<III", 0, LONG_AGO, self._source.stat().st_size)
        return content


def spoil(tree: Tree, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - chance that can be repeated
    names: dict[str, list[str]] = {mode: [] for mode in _MODES}
    for number in range(_MODULES):
        tree.write(f"m{number}.py", f"VALUE = 'old {f'm{number}':>4}'\n")
        names[chance.choice(_MODES)].append(f"m{number}.py")
    for mode in _MODES:
        tree.compile(*names[mode], mode=mode)
    for number in range(_MODULES):
        Spoiler(tree, f"m{number}", chance).spoil()


def import_all(tree: Tree) -> Mapping[str, str]:
    came: Mapping[str, str] = json.loads(tree.run(["-B", "-c", _IMPORT_ALL], check=True).stdout)
    return came


def import_all_without_bytecode(tree: Tree) -> Mapping[str, str]:
    hidden = {file: file.read_bytes() for file in tree.path.rglob("*.pyc")}
    for file in hidden:
        file.unlink()
    try:
        return import_all(tree)
    finally:
        for file, content in hidden.items():
            file.write_bytes(content)


@pytest.mark.parametrize("seed", range(6))
def test_what_is_called_harmful_is_what_python_gets_wrong(tree: Tree, seed: int) -> None:
    spoil(tree, seed)
    truth, came = import_all_without_bytecode(tree), import_all(tree)

    harmful = {Path(path).name.partition(".")[0] for path in tree.preflight("--thorough").harmful}

    assert harmful == {name for name in truth if came[name] != truth[name]}
    assert harmful, "chance spoiled nothing"
    assert tree.preflight("--fix").exit_code == 0
    assert import_all(tree) == truth


@pytest.mark.parametrize("winner", ["a package", "a compiled module"])
def test_a_cache_of_what_python_never_comes_to_does_no_harm(tree: Tree, winner: str) -> None:
    tree.write("shop.py", "VALUE = 'old'\n")
    tree.compile("shop.py")
    tree.write("shop.py", "VALUE = 'new'\n")
    if winner == "a package":
        tree.write("shop/__init__.py", "VALUE = 'package'\n")
    else:
        suffix = tree.ask("import importlib.machinery as m; print(m.EXTENSION_SUFFIXES[0])")
        (tree.path / f"shop{suffix}").touch()
    assert tree.loads("shop") != "old"

    found = tree.preflight()

    assert (found.exit_code, list(found.kinds.values())) == (0, ["stale but ignored by Python"])
    assert "comes before it" in found.evidence
