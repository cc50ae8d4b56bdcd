"""A demo shop on this machine: Telegram and the gateway in a sandbox beside it, with something to sell.

Nothing of a real installation is touched: its tokens, keys and database are not read here.
"""

import asyncio
import fcntl
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path
from typing import NamedTuple

from auto_order.audit.actor import SYSTEM
from auto_order.bootstrap.base import Base, open_base
from auto_order.bootstrap.neighbour import Neighbour, find_obstacle, neighbour
from auto_order.catalog import service as catalog
from auto_order.importing.service import import_catalog, read_file
from auto_order.kit import environment
from auto_order.kit.errors import ConfigurationError
from auto_order.settings import Settings, read_settings

# What the sandbox calls its people and its project at the gateway.
_SELLER, _OWNER = "2001", "3001"
_WIRING = {
    "TELEGRAM_BOT_TOKEN": "123456789:sandbox-token-of-the-demo-shop",
    "TELEGRAM_ADMIN_IDS": _SELLER,
    "TELEGRAM_OWNER_IDS": _OWNER,
    "PAKASIR_PROJECT_SLUG": "sandbox-shop",
    "PAKASIR_API_KEY": "sandbox-api-key",
    "PAKASIR_WEBHOOK_SECRET": "sandbox-webhook-secret",
    "HTTP_HOST": "127.0.0.1",
    "JOB_LEASE_SECONDS": "5",
}
_DEFAULTS = {"BOT_SUPPORT_CONTACT": "@rina"}
# How the shop looks and trades may be tried out; nothing else of an installation is taken over.
_TAKEN_OVER = (
    "ANTI_SPAM",
    "BOT_",
    "INVOICE_",
    "LOG_",
    "SERVICE_FEE",
    "OPEN_ORDERS_PER_BUYER",
    "PROTECT_GOODS",
)
_FILES = ("shop.db", "shop.db-wal", "shop.db-shm", "encryption.key")


@dataclass(frozen=True)
class Demo:
    """Where the demo listens (``port`` 0: anywhere), where it keeps its data, and whether it starts anew."""

    port: int
    folder: Path
    is_fresh: bool


class Opened(NamedTuple):
    """A demo that can be used: the page of the sandbox, and the port of the shop's own HTTP."""

    page: str
    shop_port: int


class NeighbourDiedError(Exception):
    """The sandbox ended by itself, and the shop with it."""

    def __init__(self, code: int) -> None:
        super().__init__(f"The sandbox ended by itself (exit code {code}), and the shop with it.")


def read_demo_settings(folder: Path, variables: Mapping[str, str] | None = None) -> Settings:
    """Read how the shop is to look, from the environment and ``.env``; the wiring is the demo's own."""
    given, problems = environment.merge(os.environ if variables is None else variables, Path(".env"))
    if problems:
        raise ConfigurationError.joined(problems)
    looks = {name: value for name, value in given.items() if name.startswith(_TAKEN_OVER)}
    data = {
        "DATABASE_URL": f"sqlite:///{folder / 'shop.db'}",
        "DATA_ENCRYPTION_KEY_FILE": str(folder / "encryption.key"),
    }
    return read_settings(_DEFAULTS | looks | _WIRING | data, env_file=None)


async def run_demo(
    demo: Demo, settings: Settings, *, stopping: asyncio.Event, on_ready: Callable[[Opened], None]
) -> None:
    """Run both until ``stopping`` is set or one of them ends.

    Raises ConfigurationError, alone or in a group, and NeighbourDiedError.
    """
    with _folder_of_our_own(demo):
        async with neighbour(demo.port) as sandbox:
            # Imported while the sandbox is being started: most of a start is importing.
            from auto_order.bootstrap.shop import run_shop  # noqa: PLC0415

            settings = settings.model_copy(update=_addresses(sandbox.base_url, demo, settings.http_port))
            assert settings.telegram_bot_token is not None
            await sandbox.name_bot(settings.telegram_bot_token, settings.bot_store_name)
            await _fill_once(settings)
            async with asyncio.TaskGroup() as group:
                end = group.create_task(_stop_with(sandbox, stopping))
                port: asyncio.Future[int] = asyncio.get_running_loop().create_future()
                greeting = group.create_task(_greet(sandbox, port, on_ready))
                await run_shop(settings, stopping=stopping, on_ready=port.set_result)
                greeting.cancel()
                has_died = end.done()
                end.cancel()
            if has_died:
                raise NeighbourDiedError(end.result())


def _addresses(base_url: str, demo: Demo, http_port: int) -> dict[str, str | int]:
    # A real shop may have its port here; and who asks for any port of the page means any of the shop's too.
    takes_any = demo.port == 0 or find_obstacle(http_port) is not None
    return {
        "telegram_api_url": base_url,
        "pakasir_api_url": f"{base_url}/pakasir/api/v2",
        "http_port": 0 if takes_any else http_port,
    }


async def _stop_with(sandbox: Neighbour, stopping: asyncio.Event) -> int:
    code = await sandbox.wait_for_end()
    stopping.set()
    return code


async def _greet(sandbox: Neighbour, port: "asyncio.Future[int]", on_ready: Callable[[Opened], None]) -> None:
    shop_port = await port
    await sandbox.tell_webhook(f"http://127.0.0.1:{shop_port}/webhooks/pakasir")
    on_ready(Opened(f"{sandbox.base_url}/", shop_port))


async def _fill_once(settings: Settings) -> None:
    """Put the demo catalogue on shelves that never held anything."""
    async with open_base(settings) as base:
        async with base.tx.reading() as session:
            is_empty = await catalog.find_revision(session) == 0
        if is_empty:
            await _fill(base)


async def _fill(base: Base) -> None:
    with as_file(files("auto_order.importing") / "demo.yaml") as path:
        async with base.tx() as session:
            await import_catalog(session, read_file(path), keyring=base.keyring, by=SYSTEM, now=base.clock())


@contextmanager
def _folder_of_our_own(demo: Demo) -> Iterator[None]:
    """Keep every other demo out of the folder while this one runs; empty it first where that is wanted."""
    demo.folder.mkdir(parents=True, exist_ok=True)
    with (demo.folder / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            problem = f"{demo.folder} is in use by a sandbox that runs already"
            raise ConfigurationError("--data", problem, example="--data data/another --port 8082") from None
        for name in _FILES if demo.is_fresh else ():
            (demo.folder / name).unlink(missing_ok=True)
        yield
