"""Versions, markers and requirements as packaging standards read them."""

from pathlib import Path

import pytest

from preflight.checklist.locks import read_lock
from preflight.checklist.markers import MarkerError, applies
from preflight.checklist.requirements import read_requirement, read_requirements
from preflight.checklist.versions import read_version, satisfies

HERE = {
    "python_version": "3.11",
    "python_full_version": "3.11.7",
    "sys_platform": "linux",
    "extra": "",
    "platform_python_implementation": "CPython",
    "implementation_name": "cpython",
}


def test_versions_sort_as_the_standard_says() -> None:
    ordered = [
        "1.0.dev1",
        "1.0a1",
        "1.0b2.dev3",
        "1.0b2",
        "1.0rc1",
        "1.0",
        "1.0.post1",
        "1.1",
        "1.10",
        "1!0.1",
    ]

    keys = [read_version(version) for version in ordered]

    assert all(keys)
    assert keys == sorted(keys, key=lambda key: key or ())


@pytest.mark.parametrize("other", ["1.0.0", "v1", "1.0+local.1"])
def test_spellings_of_one_version_are_equal(other: str) -> None:
    assert read_version(other) == read_version("1.0")


@pytest.mark.parametrize(
    ("version", "demands", "holds"),
    [
        ("1.5", "", True),
        ("1.5", ">=1.2,<2", True),
        ("2.0", ">=1.2,<2", False),
        ("2.0rc1", "<2", False),
        ("1.5", "==1.*", True),
        ("15.0", "==1.*", False),
        ("1.5", "!=1.5.*", False),
        ("1.5.3", "~=1.5", True),
        ("2.0", "~=1.5", False),
        ("1.6", "~=1.5.0", False),
        ("1.5", "===1.5.0", False),
        ("1.5", "!=1.4,>1.4,<=1.5", True),
        ("1.5", "==1.5.0", True),
        ("what-is-this", ">=1", True),
        ("1.5", ">=what", True),
        ("1.5", "nonsense", True),
    ],
)
def test_demands(version: str, demands: str, holds: bool) -> None:  # noqa: FBT001 - a column of the table
    assert satisfies(version, demands) is holds


@pytest.mark.parametrize(
    ("marker", "holds"),
    [
        ("python_version >= '3.9'", True),
        ('python_version < "3.9"', False),
        ("'3.12' > python_full_version", True),
        ("sys_platform == 'win32' or sys_platform == 'linux'", True),
        ("sys_platform == 'win32' or python_version >= '3.9' and extra == 'x'", False),
        ("(sys_platform == 'linux' or extra == 'x') and python_version != '3.11'", False),
        ("sys_platform in 'linux darwin'", True),
        ("sys_platform not in 'linux darwin'", False),
    ],
)
def test_markers(marker: str, holds: bool) -> None:  # noqa: FBT001 - a column of the table
    assert applies(marker, HERE) is holds


@pytest.mark.parametrize(
    "marker", ["", "sys_platform", "colour == 'red'", "(extra == ''", "extra == '' extra", "extra ~ 1"]
)
def test_a_marker_that_cannot_be_read_is_said_to_be_so(marker: str) -> None:
    with pytest.raises(MarkerError):
        applies(marker, HERE)


@pytest.mark.parametrize(
    ("text", "name", "demands"),
    [
        ("Django", "django", ""),
        ("zope.interface[test,docs] >= 5 , < 6", "zope-interface", ">= 5 , < 6"),
        ("thing (>=1)", "thing", ">=1"),
        ("thing @ https://example.com/thing.whl ; sys_platform == 'linux'", "thing", ""),
    ],
)
def test_requirements(text: str, name: str, demands: str) -> None:
    read = read_requirement(text, "r.txt", 1, HERE)

    assert read
    assert (read.name, read.demands) == (name, demands)


@pytest.mark.parametrize(
    "text", ["thing; sys_platform == 'win32'", "thing; colour == 'red'", "./folder", "?"]
)
def test_what_is_no_requirement_here_is_passed_over(text: str) -> None:
    assert read_requirement(text, "r.txt", 1, HERE) is None


def test_uvs_lock_comes_to_the_same_as_the_requirements_made_of_it() -> None:
    root = Path(__file__).parents[3]

    locked = {(found.name, found.demands) for found in read_lock(str(root / "uv.lock"), HERE)}

    exported = read_requirements(str(root / "requirements" / "runtime.txt"), HERE)
    assert locked == {(found.name, found.demands) for found in exported}


def test_the_lock_of_this_project_is_read_in_full() -> None:
    path = Path(__file__).parents[3] / "requirements" / "runtime.txt"
    names = {line.partition("==")[0] for line in path.read_text().splitlines() if line[:1].isalpha()}

    read = {found.name for found in read_requirements(str(path), HERE)}

    assert read >= {name for name in names if name not in {"colorama", "win32-setctime"}}
    assert all(found.is_lock for found in read_requirements(str(path), HERE))
