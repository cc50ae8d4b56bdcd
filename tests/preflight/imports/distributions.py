"""Widely used distributions, as ``requirements/corpus.txt`` pins them, installed once for all tests."""

import fcntl
import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
PINS = ROOT / "requirements" / "corpus.txt"

# Top-level packages of at least twenty distributions, and names of the distributions that have others.
PACKAGES = (
    "_pytest",
    "aiohttp",
    "attr",
    "celery",
    "click",
    "django",
    "fastapi",
    "flask",
    "httpx",
    "idna",
    "jinja2",
    "kombu",
    "markdown",
    "packaging",
    "pydantic",
    "pygments",
    "requests",
    "rich",
    "setuptools",
    "sqlalchemy",
    "starlette",
    "tornado",
    "typer",
    "urllib3",
    "werkzeug",
)


def install_distributions() -> Path:
    """Install the pins into a folder below ``.venv``, unless they are there already; says which folder."""
    told = hashlib.blake2b(PINS.read_bytes() + sys.version.encode(), digest_size=8).hexdigest()
    folder = ROOT / ".venv" / f"corpus-{told}"
    folder.parent.mkdir(exist_ok=True)
    # Two processes of one test run come here at once.
    with (folder.parent / "corpus.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "installed").exists():
            _install(folder)
    return folder


def _install(folder: Path) -> None:
    for old in folder.parent.glob("corpus-*"):
        shutil.rmtree(old, ignore_errors=True)
    uv = shutil.which("uv")
    pip = (uv, "pip") if uv else (sys.executable, "-m", "pip", "--disable-pip-version-check")
    what = ("install", "--quiet", "--no-deps", "--require-hashes", "--target", str(folder), "-r", str(PINS))
    subprocess.run([*pip, *what, *(() if uv else ("--no-compile",))], check=True)  # noqa: S603 - our own words
    (folder / "installed").touch()
