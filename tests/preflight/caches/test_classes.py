"""Every class of bytecode, made for real, and shown by Python itself to be loaded or not."""

import os
import struct
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.preflight.caches.tree import LONG_AGO, Tree

OLD, NEW = "VALUE = 'old'\n", "VALUE = 'new'\n"


def rewrite_in_the_same_second(source: Path) -> None:
    source.write_text(NEW)
    os.utime(source, (LONG_AGO + 0.7, LONG_AGO + 0.7))


def touch_with_a_reference(source: Path) -> None:
    before = source.stat()
    source.write_text(NEW)
    os.utime(source, ns=(before.st_atime_ns, before.st_mtime_ns))


def sync_with_the_time_of_the_original(source: Path) -> None:
    """Do as ``rsync -t`` does: a new file with an old time takes the place."""
    copy = source.with_suffix(".part")
    copy.write_text(NEW)
    os.utime(copy, (LONG_AGO, LONG_AGO))
    copy.replace(source)


@pytest.mark.parametrize(
    "change", [rewrite_in_the_same_second, touch_with_a_reference, sync_with_the_time_of_the_original]
)
def test_a_stamp_that_still_fits_makes_python_load_old_code(
    tree: Tree, change: Callable[[Path], None]
) -> None:
    source = tree.write("shop.py", OLD)
    tree.compile("shop.py")
    change(source)
    assert tree.loads("shop") == "old"
    tree.compile(".")
    assert tree.loads("shop") == "old", "compileall without -f is no cure"

    found = tree.preflight()

    assert found.exit_code == 1
    assert found.kinds == {f"__pycache__/{tree.cache('shop.py').name}": "stale and loaded"}
    assert "2023-11-14 22:13:20 UTC" in found.evidence
    assert tree.preflight("--fix").exit_code == 0
    assert tree.loads("shop") == "new"
    assert tree.preflight("--thorough").kinds == {}


def test_the_evidence_names_what_only_one_of_both_has(tree: Tree) -> None:
    tree.write("shop.py", "def find_one(): ...\n")
    tree.compile("shop.py")
    tree.write("shop.py", "def find_two(): ...\n")

    evidence = tree.preflight().evidence

    assert "only the source has find_two and only the cache has find_one" in evidence


def test_a_constant_that_differs_is_placed_and_not_shown(tree: Tree) -> None:
    tree.write("shop.py", "class Shop:\n    def key(self): return 'hunter2'\n")
    tree.compile("shop.py")
    tree.write("shop.py", "class Shop:\n    def key(self): return 'hunter3'\n")

    evidence = tree.preflight().evidence

    assert "the code of key (line 2) is another" in evidence
    assert "hunter" not in evidence


def test_another_text_that_compiles_to_the_same_is_fine(tree: Tree) -> None:
    tree.write("shop.py", "VALUE = 1  # old\n")
    tree.compile("shop.py")
    tree.write("shop.py", "VALUE = 1  # new\n")

    assert tree.preflight("--thorough").kinds == {}


def test_a_cache_keeps_a_source_alive_that_does_not_even_compile(tree: Tree) -> None:
    tree.write("shop.py", OLD)
    tree.compile("shop.py")
    tree.write("shop.py", "VALUE = 'new\n\n")
    assert tree.loads("shop") == "old"

    found = tree.preflight()

    assert list(found.harmful.values()) == ["stale and loaded"]
    assert "does not even compile: SyntaxError" in found.evidence
    assert tree.preflight("--fix").exit_code == 0
    assert tree.loads("shop").startswith("SyntaxError")


def test_a_changed_source_is_compiled_anew_and_its_old_cache_left_alone(tree: Tree) -> None:
    tree.write("shop.py", OLD)
    tree.compile("shop.py")
    tree.write("shop.py", NEW, mtime=LONG_AGO + 1)
    before = tree.cache("shop.py").read_bytes()
    assert tree.loads("shop") == "new"

    found = tree.preflight("--fix")

    assert (found.exit_code, list(found.kinds.values())) == (0, ["stale but ignored by Python"])
    assert tree.cache("shop.py").read_bytes() == before


@pytest.mark.parametrize(
    ("mode", "loaded", "kind"),
    [("unchecked-hash", "old", "stale and loaded"), ("checked-hash", "new", "stale but ignored by Python")],
)
def test_only_an_unchecked_hash_outlives_its_source(tree: Tree, mode: str, loaded: str, kind: str) -> None:
    tree.write("shop.py", OLD)
    tree.compile("shop.py", mode=mode)
    assert tree.preflight().kinds == {}
    tree.write("shop.py", NEW, mtime=LONG_AGO + 1)
    assert tree.loads("shop") == loaded

    assert list(tree.preflight().kinds.values()) == [kind]

    assert tree.preflight("--fix").exit_code == 0
    assert tree.loads("shop") == "new"
    flags = tree.cache("shop.py").read_bytes()[4]
    assert flags == {"unchecked-hash": 1, "checked-hash": 3}[mode], "a repair keeps the kind of stamp"


@pytest.mark.parametrize("level", [1, 2])
def test_a_cache_of_an_optimized_python_is_judged_for_that(tree: Tree, level: int) -> None:
    text = "VALUE = 'old'\nassert VALUE\n"
    tree.write("shop.py", text)
    tree.compile("shop.py", options=["-o", str(level)])
    assert tree.preflight("--thorough").kinds == {}
    tree.write("shop.py", text.replace("old", "new"))
    option = f"-{'O' * level}"
    assert (tree.loads("shop"), tree.loads("shop", option)) == ("new", "old")

    found = tree.preflight()

    assert list(found.harmful) == [f"__pycache__/{tree.cache('shop.py', level=level).name}"]
    assert f"python {option} loads it" in found.evidence
    assert tree.preflight("--fix").exit_code == 0
    assert tree.loads("shop", option) == "new"


@pytest.mark.parametrize(
    ("damage", "complaint"),
    [
        (lambda content: content[:-20], "EOFError"),
        (lambda content: content[:16] + b"\0" * (len(content) - 16), "ValueError"),
        (lambda content: content[:16] + b"N", "ImportError"),
    ],
)
def test_damage_behind_a_good_header_kills_the_import(
    tree: Tree, damage: Callable[[bytes], bytes], complaint: str
) -> None:
    tree.write("shop.py", NEW)
    tree.compile("shop.py")
    cache = tree.cache("shop.py")
    cache.write_bytes(damage(cache.read_bytes()))
    assert tree.loads("shop").startswith(complaint)

    found = tree.preflight()

    assert (found.exit_code, list(found.harmful.values())) == (1, ["corrupt"])
    assert complaint in found.evidence
    assert tree.preflight("--fix").exit_code == 0
    assert tree.loads("shop") == "new"
    assert cache.exists()


@pytest.mark.parametrize(
    "damage",
    [
        lambda _content: b"",
        lambda content: content[:11],
        lambda content: b"\0" * len(content),
        lambda content: content[:4] + struct.pack("<I", 64) + content[8:],
    ],
)
def test_a_damaged_header_does_no_harm_and_is_mended(tree: Tree, damage: Callable[[bytes], bytes]) -> None:
    tree.write("shop.py", NEW)
    tree.compile("shop.py")
    cache = tree.cache("shop.py")
    cache.write_bytes(damage(cache.read_bytes()))
    assert tree.loads("shop") == "new"

    found = tree.preflight()

    assert (found.exit_code, list(found.kinds.values()), found.harmful) == (0, ["corrupt"], {})
    assert tree.preflight("--fix").content["repaired"]
    assert tree.preflight("--thorough").content["counts"]["fine"] == 1


def test_a_cache_of_another_interpreter_is_left_to_it(tree: Tree) -> None:
    tree.write("shop.py", NEW)
    tree.compile("shop.py")
    ours = tree.cache("shop.py")
    theirs = ours.with_name("shop.cpython-36.pyc")
    theirs.write_bytes((3379).to_bytes(2, "little") + b"\r\n" + ours.read_bytes()[4:])
    pytests = ours.with_name(f"shop.{tree.tag}-pytest-9.2.0.pyc")
    pytests.write_bytes(ours.read_bytes())
    ours.write_bytes((3000).to_bytes(2, "little") + b"\r\n" + ours.read_bytes()[4:])
    assert tree.loads("shop") == "new"

    found = tree.preflight("--fix")

    assert found.exit_code == 0
    assert found.kinds == {f"__pycache__/{file.name}": "foreign version" for file in (ours, theirs, pytests)}
    assert all(file.exists() for file in (ours, theirs, pytests))


def test_a_cache_without_its_source_is_an_orphan_that_python_never_loads(tree: Tree) -> None:
    tree.write("other.py", NEW)
    source = tree.write("shop.py", NEW)
    tree.compile("shop.py")
    source.unlink()
    assert tree.loads("shop") == "ModuleNotFoundError: No module named 'shop'"

    found = tree.preflight("--fix")

    assert (found.exit_code, list(found.kinds.values())) == (0, ["orphan"])


def test_a_ghost_keeps_a_deleted_module_alive(tree: Tree) -> None:
    tree.write("other.py", NEW)
    source = tree.write("shop.py", OLD)
    tree.compile("shop.py", options=["-b"])
    source.unlink()
    assert tree.loads("shop") == "old"

    found = tree.preflight()

    assert (found.exit_code, found.kinds) == (1, {"shop.pyc": "ghost"})
    assert tree.preflight("--fix").exit_code == 0
    assert tree.loads("shop") == "ModuleNotFoundError: No module named 'shop'"


def test_a_ghost_of_another_version_makes_the_import_die(tree: Tree) -> None:
    tree.write("other.py", NEW)
    (tree.path / "shop.pyc").write_bytes((62211).to_bytes(2, "little") + b"\r\n" + b"\0" * 20)
    assert tree.loads("shop").startswith("ImportError: bad magic number")

    found = tree.preflight()

    assert found.harmful == {"shop.pyc": "ghost"}
    assert "tries this file and dies: magic number 62211" in found.evidence
    assert tree.preflight("--fix").exit_code == 0
    assert tree.loads("shop") == "ModuleNotFoundError: No module named 'shop'"


def test_a_package_may_be_a_ghost_too_and_goes_as_a_whole(tree: Tree) -> None:
    tree.write("other.py", NEW)
    source = tree.write("shop/__init__.py", OLD)
    tree.compile("shop", options=["-b"])
    source.unlink()
    assert tree.loads("shop") == "old"

    found = tree.preflight()

    assert found.harmful == {"shop/__init__.pyc": "ghost", "shop": "empty leftover package"}
    assert tree.preflight("--fix").exit_code == 0
    assert tree.loads("shop") == "ModuleNotFoundError: No module named 'shop'"


@pytest.mark.parametrize("winner", ["shop.py", "shop/__init__.py"])
def test_bytecode_beside_what_python_finds_first_is_no_ghost(tree: Tree, winner: str) -> None:
    ghost = tree.write("shop.py", OLD)
    tree.compile("shop.py", options=["-b"])
    ghost.unlink()
    tree.write(winner, NEW)
    assert tree.loads("shop") == "new"

    found = tree.preflight("--fix")

    assert (found.exit_code, found.kinds) == (0, {"shop.pyc": "stale but ignored by Python"})


def test_a_folder_whose_sources_are_gone_still_imports(tree: Tree) -> None:
    tree.write("other.py", NEW)
    for name in ("shop/__init__.py", "shop/cart/__init__.py"):
        tree.write(name, OLD)
    tree.compile("shop")
    for file in tree.path.glob("shop/**/*.py"):
        file.unlink()
    assert "Namespace" in tree.loads("shop")
    assert "Namespace" in tree.loads("shop.cart")

    found = tree.preflight()

    assert (found.exit_code, found.kinds) == (1, {"shop": "empty leftover package"})
    assert (found.content["counts"]["bytecode files"], found.content["counts"]["fine"]) == (2, 0)
    assert tree.preflight("--fix").exit_code == 0
    assert tree.loads("shop") == "ModuleNotFoundError: No module named 'shop'"


def test_a_leftover_folder_beside_a_module_of_its_name_does_no_harm(tree: Tree) -> None:
    tree.write("shop/__init__.py", OLD)
    tree.compile("shop")
    (tree.path / "shop/__init__.py").unlink()
    tree.write("shop.py", NEW)
    assert tree.loads("shop") == "new"

    found = tree.preflight("--fix")

    assert (found.exit_code, list(found.kinds.values())) == (0, ["orphan"])


def test_a_leftover_folder_with_other_files_stays_and_is_told_about(tree: Tree) -> None:
    tree.write("other.py", NEW)
    tree.write("shop/__init__.py", OLD)
    tree.compile("shop")
    (tree.path / "shop/__init__.py").unlink()
    tree.write("shop/prices.csv", "1\n")
    assert "Namespace" in tree.loads("shop")

    found = tree.preflight("--fix")

    assert (found.exit_code, found.kinds) == (0, {"shop": "empty leftover package"})
    assert found.content["counts"]["warnings"] == 1
    assert (tree.path / "shop/prices.csv").exists()


def test_under_a_prefix_the_caches_are_elsewhere(tree: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    prefix = os.fspath(tree.path / "caches")
    source = tree.write("shop.py", OLD)
    tree.compile("shop.py")
    tree.run(["-m", "compileall", "-q", "shop.py"], check=True, environment={"PYTHONPYCACHEPREFIX": prefix})
    touch_with_a_reference(source)
    monkeypatch.setenv("PYTHONPYCACHEPREFIX", prefix)
    assert tree.loads("shop", PYTHONPYCACHEPREFIX=prefix) == "old"

    found = tree.preflight()

    elsewhere = f"caches{tree.path}/shop.{tree.tag}.pyc"
    assert found.kinds == {
        elsewhere: "stale and loaded",
        f"__pycache__/shop.{tree.tag}.pyc": "stale but ignored by Python",
    }
    assert tree.preflight("--fix").exit_code == 0
    assert tree.loads("shop", PYTHONPYCACHEPREFIX=prefix) == "new"
    assert tree.loads("shop") == "old", "what Python does not look at was not touched"


def test_a_prefix_knows_orphans_too(tree: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    prefix = os.fspath(tree.path / "caches")
    tree.write("other.py", NEW)
    source = tree.write("gone/shop.py", OLD)
    tree.run(["-m", "compileall", "-q", "."], check=True, environment={"PYTHONPYCACHEPREFIX": prefix})
    source.unlink()
    source.parent.rmdir()
    monkeypatch.setenv("PYTHONPYCACHEPREFIX", prefix)

    found = tree.preflight()

    assert found.kinds == {f"caches{tree.path}/gone/shop.{tree.tag}.pyc": "orphan"}


def test_only_the_bad_ones_are_touched(tree: Tree) -> None:
    names = [f"m{number}.py" for number in range(20)]
    for name in names:
        tree.write(name, OLD)
    tree.compile(".")
    for name in names[:3]:
        tree.write(name, NEW)
    before = {name: tree.cache(name).read_bytes() for name in names}

    tree.preflight("--fix")

    changed = [name for name in names if tree.cache(name).read_bytes() != before[name]]
    assert changed == names[:3]
    assert [tree.loads(name[:-3]) for name in names[:4]] == ["new", "new", "new", "old"]
