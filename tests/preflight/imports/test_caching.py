"""What is remembered is believed only as long as nothing has changed."""

import os
from pathlib import Path
from time import time_ns

import pytest

from preflight.findings import Finding, Report
from preflight.imports.caching.readings import Readings
from preflight.imports.caching.results import recall, remember, shelf_for
from preflight.imports.reporting import check_imports

_LATER = 3_000_000_000


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "m.py"
    file.write_text("from json import nothing\n")
    return file


def test_a_report_is_given_again_until_something_changes(file: Path) -> None:
    shelf = shelf_for([file])
    report = Report("imports", [Finding("m.py", 1, 1, "name-missing", "a", "b")], {"modules": 1}, ["note"])

    remember(shelf, report, [str(file), str(file.parent / "absent")], read_at=time_ns() + _LATER)

    assert recall(shelf) == report
    file.write_text("from json import something\n")
    assert recall(shelf) is None


def test_a_file_that_appears_is_a_change(file: Path) -> None:
    shelf = shelf_for([file])
    remember(shelf, Report("imports", []), [str(file.parent / "absent.py")], read_at=time_ns() + _LATER)

    (file.parent / "absent.py").touch()

    assert recall(shelf) is None


def test_a_change_that_hides_its_time_is_seen(file: Path) -> None:
    shelf = shelf_for([file])
    before = file.stat()
    remember(shelf, Report("imports", []), [str(file)], read_at=time_ns() + _LATER)

    file.write_text("from json import nothimg\n")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))

    assert file.stat().st_mtime_ns == before.st_mtime_ns
    assert file.stat().st_size == before.st_size
    assert recall(shelf) is None


def test_what_has_only_just_changed_is_not_trusted(file: Path) -> None:
    shelf = shelf_for([file])

    remember(shelf, Report("imports", []), [str(file)], read_at=time_ns())

    assert recall(shelf) is None


def test_other_options_are_another_check(file: Path) -> None:
    remember(shelf_for([file]), Report("imports", []), [], read_at=time_ns() + _LATER)

    assert recall(shelf_for([file])) is not None
    assert recall(shelf_for([file], "other")) is None


@pytest.mark.parametrize("is_cached", [True, False])
def test_each_run_sees_the_files_as_they_are(file: Path, *, is_cached: bool) -> None:
    first = check_imports([file.parent], is_cached=is_cached)
    file.write_text("from json import dumps\n")
    second = check_imports([file.parent], is_cached=is_cached)
    file.write_text("from json import nothing\n")
    third = check_imports([file.parent], is_cached=is_cached)

    assert [report.errors for report in (first, second, third)] == [1, 0, 1]


def test_a_file_with_the_same_content_is_not_read_again(file: Path) -> None:
    readings = Readings("tree", is_ours=True)
    first = readings.read_all([str(file)])[str(file)]
    readings.save(forgets=True)
    os.utime(file, ns=(1, 1))

    again = Readings("tree", is_ours=True)
    second = again.read_all([str(file)])[str(file)]

    assert second == first
    assert list(again.used()) == [str(file)]


def test_several_processes_read_what_one_reads(tmp_path: Path) -> None:
    for number in range(12):
        lines = "".join(f"from json import name{line}\n" for line in range(100))
        (tmp_path / f"m{number}.py").write_text(lines + "# so that it is worth a process\n" * 4000)
    (tmp_path / "broken.py").write_text("x = (\n" * 300)
    paths = sorted(str(path) for path in tmp_path.glob("*.py"))

    one = Readings("", is_ours=True, jobs=1).read_all(paths)
    three = Readings("", is_ours=True, jobs=3).read_all(paths)

    assert {path: reading.digest for path, reading in one.items()} == {
        path: reading.digest for path, reading in three.items()
    }
    assert one == three
