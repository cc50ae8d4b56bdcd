"""Widely used distributions: those that the project has installed anyway, see requirements/dev.txt."""

import re
import sysconfig
from collections.abc import Mapping
from importlib.metadata import distribution
from pathlib import Path

ROOT = Path(__file__).parents[3]
FOLDER = Path(sysconfig.get_path("purelib"))

# Packages, and the distributions that they come from.
PACKAGES: Mapping[str, str] = {
    "_pytest": "pytest",
    "aiofiles": "aiofiles",
    "aiogram": "aiogram",
    "aiohttp": "aiohttp",
    "alembic": "alembic",
    "anyio": "anyio",
    "asyncpg": "asyncpg",
    "attr": "attrs",
    "babel": "babel",
    "click": "click",
    "coverage": "coverage",
    "cryptography": "cryptography",
    "dotenv": "python-dotenv",
    "execnet": "execnet",
    "greenlet": "greenlet",
    "h11": "h11",
    "httpcore": "httpcore",
    "httpx": "httpx",
    "hypothesis": "hypothesis",
    "idna": "idna",
    "mako": "mako",
    "markdown_it": "markdown-it-py",
    "packaging": "packaging",
    "pathspec": "pathspec",
    "pluggy": "pluggy",
    "psutil": "psutil",
    "pydantic": "pydantic",
    "pydantic_settings": "pydantic-settings",
    "pytz": "pytz",
    "requests": "requests",
    "rich": "rich",
    "sqlalchemy": "sqlalchemy",
    "structlog": "structlog",
    "telebot": "pytelegrambotapi",
    "typer": "typer",
    "urllib3": "urllib3",
    "yaml": "pyyaml",
    "yarl": "yarl",
}


def list_pins(requirements: Path) -> Mapping[str, str]:
    """Read which version of what a file of requirements pins."""
    return dict(re.findall(r"^([a-z0-9-]+)==(\S+)", requirements.read_text(encoding="utf-8"), re.MULTILINE))


def installed_version(name: str) -> str:
    """Say which version is installed."""
    return distribution(name).version
