"""What pip installs is what uv locked: the requirements are exports of ``uv.lock``, to the last hash."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from tests.architecture.source import ROOT

_PIN = re.compile(r"^([a-z0-9._-]+)(?:\[[^]]*\])?==(\S+)", re.MULTILINE)
_HASH = re.compile(r"--hash=(sha256:[0-9a-f]{64})")


def _read_lock() -> Mapping[str, Any]:
    packages = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))["package"]
    return {f"{package['name']}=={package.get('version', '')}": package for package in packages}


def find_differences(requirements: str, lock: Mapping[str, Any]) -> Iterator[str]:
    """Say which pins are not locked, and which hashes are not those of the lock."""
    starts = [*_PIN.finditer(requirements)]
    ends = [start.start() for start in starts[1:]] + [len(requirements)]
    for start, end in zip(starts, ends, strict=True):
        pin = f"{start[1]}=={start[2].rstrip(';')}"
        package = lock.get(pin)
        if package is None:
            yield f"{pin} is not locked"
            continue
        locked = {file["hash"] for file in [*package.get("wheels", []), package.get("sdist", {})] if file}
        hashes = set(_HASH.findall(requirements[start.start() : end]))
        if not hashes:
            yield f"{pin} has no hash"
        yield from (f"{pin} has a foreign hash" for _foreign in hashes - locked)


def _list_names(requirements: str) -> set[str]:
    return {found[1] for found in _PIN.finditer(requirements)}


def _list_wanted(group: str) -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    groups = project["dependency-groups"]
    wanted = groups["corpus"] if group == "corpus" else list(project["project"]["dependencies"])
    if group == "dev":
        wanted += groups["dev"]
    return {re.split(r"[\[<>=~! ]", name)[0].lower().replace("_", "-") for name in wanted}


@pytest.mark.parametrize("group", ["runtime", "dev", "corpus"])
def test_every_pin_is_that_of_the_lock(group: str) -> None:
    requirements = (ROOT / "requirements" / f"{group}.txt").read_text(encoding="utf-8")

    assert _list_names(requirements)
    assert not list(find_differences(requirements, _read_lock()))


@pytest.mark.parametrize("group", ["runtime", "dev", "corpus"])
def test_everything_the_project_asks_for_is_pinned(group: str) -> None:
    requirements = (ROOT / "requirements" / f"{group}.txt").read_text(encoding="utf-8")

    assert _list_wanted(group) <= _list_names(requirements)


def test_dev_pins_are_those_of_the_runtime_and_more() -> None:
    runtime, dev = (
        {
            found[0]
            for found in _PIN.finditer((ROOT / "requirements" / f"{group}.txt").read_text(encoding="utf-8"))
        }
        for group in ("runtime", "dev")
    )

    assert runtime <= dev


_HASHED = "sha256:" + "0" * 64


@pytest.mark.parametrize(
    "requirements",
    [f"thing==1.1 --hash={_HASHED}", "thing==1.0", f"thing==1.0 --hash={_HASHED.replace('0', '1')}"],
)
def test_the_guard_bites(requirements: str) -> None:
    lock = {"thing==1.0": {"wheels": [{"hash": _HASHED}]}}

    assert list(find_differences(requirements, lock))
    assert not list(find_differences(f"thing==1.0 --hash={_HASHED}", lock))
