"""Takes a guard out of a copy of the shop, and asks its test whether it notices."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.mutations import doors, goods, money, payments
from tests.mutations.guard import Guard

ROOT = Path(__file__).parents[2]
SHOP = ROOT / "src" / "auto_order"
GUARDS = (*payments.GUARDS, *money.GUARDS, *goods.GUARDS, *doors.GUARDS)
_SECONDS = 180
_CAUGHT = 1
# What is for this run of the tests and not for one within it: the copy's coverage is nobody's.
_OURS = ("COV", "PYTEST_", "PROOF")


def copy_shop(folder: Path) -> Path:
    """Copy the shop into a folder from which it is imported instead of the real one."""
    copied = folder / "auto_order"
    shutil.copytree(SHOP, copied, ignore=shutil.ignore_patterns("__pycache__"))
    return copied


def take_out(guard: Guard, source: str) -> str:
    """Give the source without the guard, which stands in it exactly once."""
    assert source.count(guard.code) == 1, f"{guard.what}: {source.count(guard.code)} times in {guard.file}"
    return source.replace(guard.code, guard.instead)


def is_caught(guard: Guard, shop: Path, *, postgresql: str) -> bool:
    """Say whether the guard's test fails in a shop without it. What it says is printed."""
    file = shop / guard.file
    source = file.read_text()
    file.write_text(take_out(guard, source))
    try:
        return run_test(guard, shop.parent, postgresql=postgresql) == _CAUGHT
    finally:
        file.write_text(source)


def run_test(guard: Guard, path: Path, *, postgresql: str) -> int:
    """Run a guard's test on the shop in ``path``, and give the exit code of pytest."""
    narrowed = ["-k", guard.on] if guard.on else []
    command = [sys.executable, "-m", "pytest", "-q", "-x", "--no-header", "-p", "no:cacheprovider"]
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith(_OURS)},
        "PYTHONPATH": str(path),
        # A file is changed twice within a second and to the same size: what was compiled would be taken.
        "PYTHONDONTWRITEBYTECODE": "1",
        "TEST_DATABASE_URL": postgresql,
        "HYPOTHESIS_STORAGE_DIRECTORY": str(path / "hypothesis"),
    }
    ran = subprocess.run(  # noqa: S603 - our own command
        [*command, *narrowed, f"tests/{guard.test}"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=_SECONDS,
        check=False,
    )
    print(ran.stdout[-1500:], ran.stderr[-1500:])  # noqa: T201 - read where a guard is not missed
    return ran.returncode
