"""A small world over HTTP: Telegram and the gateway in the sandbox, the shop in a process, and people."""

import asyncio
import os
import time
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, Protocol

import aiohttp
from sqlalchemy import URL
from typing_extensions import TypeVar

from auto_order_sandbox.options import Options
from auto_order_sandbox.running import running_sandbox
from tests.rig.inner_shop import InnerShop
from tests.rig.sandbox_process import sandbox_process
from tests.rig.shop_process import ShopProcess

TOKEN = "123456789:AAExampleExampleExampleExample-Exam"
SELLER, OWNER = 2001, 3001
# Generous: reached only when the test fails anyway, on a machine that does other things besides.
# While a test is being written, TEST_PATIENCE_SECONDS=5 says sooner that it does.
_PATIENCE_SECONDS = float(os.environ.get("TEST_PATIENCE_SECONDS", "90"))
_LONG_POLL_SECONDS = 2
Message = Mapping[str, Any]


class Shop(Protocol):
    """A shop under test, in a process of its own or in this one."""

    environment: dict[str, str]

    async def start(self, *, dies_at: str | None = None) -> int: ...

    async def stop(self) -> object: ...

    def move_clock(self, seconds: float) -> None: ...

    def read_log(self) -> str: ...


ShopT = TypeVar("ShopT", bound=Shop, default=ShopProcess)


class World(Generic[ShopT]):
    """The sandbox and its control API; ``shop`` is the one under test."""

    def __init__(self, base_url: str, http: aiohttp.ClientSession, shop: ShopT) -> None:
        self.base_url = base_url
        self.shop = shop
        self._http = http

    async def open_shop(self, *, dies_at: str | None = None) -> None:
        """Start the shop and tell the gateway where it is."""
        port = await self.shop.start(dies_at=dies_at)
        webhook = f"http://127.0.0.1:{port}/webhooks/pakasir"
        await self.call("PUT", "/gateway", {"webhook_url": webhook})

    async def call(self, method: str, path: str, body: object = None) -> Any:  # noqa: ANN401 - any JSON
        """Ask the control API; a refusal fails the test with its sentence."""
        async with self._http.request(method, f"{self.base_url}/_sandbox{path}", json=body) as response:
            answer = await response.json()
            assert response.status == 200, f"{method} {path}: {response.status} {answer}"
            return answer

    async def send(self, path: str, form: aiohttp.FormData) -> None:
        """Send the control API a form with a file."""
        async with self._http.post(f"{self.base_url}/_sandbox{path}", data=form) as response:
            assert response.status == 200, await response.text()

    async def fetch(self, file_id: str) -> bytes:
        """Fetch the bytes of a file that somebody sent."""
        async with self._http.get(f"{self.base_url}/_sandbox/files/{file_id}") as response:
            assert response.status == 200, await response.text()
            return await response.read()

    async def meet(self, person: int, name: str = "Wati", *, language: str = "id") -> "Person":
        """Have somebody who can chat with the shop."""
        await self.call("POST", "/users", {"id": person, "first_name": name, "language_code": language})
        return Person(self, person)

    async def payments(self) -> Sequence[Mapping[str, Any]]:
        """List what the gateway knows."""
        found: Sequence[Mapping[str, Any]] = await self.call("GET", "/payments")
        return found

    async def wait_for_payment(self) -> Mapping[str, Any]:
        """Wait until the gateway has a payment, and give the latest."""
        await self.until(self.payments, what="a payment at the gateway")
        return (await self.payments())[-1]

    async def pay(self, txn_id: str, **wish: object) -> None:
        """Play the payer, who scans the QR and pays."""
        await self.call("POST", f"/payments/{txn_id}/pay", {"webhooks": 1, "delay": 0} | wish)

    async def faults(self, **halves: object) -> None:
        """Switch faults of ``telegram`` and ``gateway`` on and off."""
        await self.call("PUT", "/faults", halves)

    async def until(self, ask: Callable[[], Any], *, what: str) -> Any:  # noqa: ANN401 - what was asked for
        """Ask until the answer is true, and give it."""
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while not (answer := await ask()):
            assert time.monotonic() < deadline, f"never happened: {what}\n{self.shop.read_log()[-3000:]}"
            await asyncio.sleep(0.02)
        return answer


@dataclass
class Person:
    """Somebody with a chat. What they see is what Telegram shows, deleted messages left out."""

    world: World[Any]
    id: int
    _seq: int = 0
    _messages: dict[int, Message] = field(default_factory=dict)
    _toasts: list[str] = field(default_factory=list)

    async def say(self, text: str) -> None:
        await self.world.call("POST", f"/chats/{self.id}/send", {"text": text})

    async def send_file(
        self, name: str, content: bytes, *, kind: str = "document", caption: str = ""
    ) -> None:
        """Send a document or a photo."""
        form = aiohttp.FormData({"caption": caption})
        form.add_field(kind, content, filename=name)
        await self.world.send(f"/chats/{self.id}/send", form)

    async def look(self) -> int:
        """See what has changed, and give the number of the last change."""
        await self._look(0)
        return self._seq

    async def tap(self, label: str, *, since: int = 0) -> None:
        """Tap the latest button with this label, in a message that changed since; wait for it to appear."""
        message = await self.see(
            lambda message: label in labels_of(message) and message["seq"] > since, what=f"a button {label}"
        )
        wish = {"message_id": message["message_id"], "text": label}
        await self.world.call("POST", f"/chats/{self.id}/tap", wish)

    async def see(self, wanted: Callable[[Message], bool], *, what: str) -> Message:
        """Wait for a message of the shop; the latest that fits."""

        async def look() -> Message | None:
            return next((message for message in reversed(self._shown()) if wanted(message)), None)

        found: Message = await self.wait_for(look, what=what)
        return found

    async def read(self, words: str) -> str:
        """Wait for a message with these words and give all of it."""
        return text_of(await self.see(lambda message: words in text_of(message), what=repr(words)))

    async def hear(self, words: str) -> str:
        """Wait for a toast with these words and give all of it."""

        async def listen() -> str | None:
            return next((toast for toast in self._toasts if words in toast), None)

        heard: str = await self.wait_for(listen, what=f"a toast {words!r}")
        return heard

    async def texts(self) -> Sequence[str]:
        """Give what the shop's messages say now."""
        await self._look(0)
        return self.read_so_far()

    def read_so_far(self) -> Sequence[str]:
        """Give what the messages said when this person last looked."""
        return [text_of(message) for message in self._shown()]

    def heard_so_far(self) -> Sequence[str]:
        """Give every toast until this person last looked."""
        return list(self._toasts)

    async def see_no_more(self, words: str) -> None:
        """Wait until no message has these words any more."""

        async def is_gone() -> bool:
            return not any(words in text for text in self.read_so_far())

        await self.wait_for(is_gone, what=f"{words!r} taken away")

    def _shown(self) -> Sequence[Message]:
        return [
            message
            for _id, message in sorted(self._messages.items())
            if message["direction"] == "out" and not message["deleted"]
        ]

    async def wait_for(self, ask: Callable[[], Any], *, what: str) -> Any:  # noqa: ANN401 - what was asked for
        """Ask after each change in the chat until the answer is true, and give it."""

        async def look_and_ask() -> Any:  # noqa: ANN401 - what was asked for
            if answer := await ask():
                return answer
            await self._look(_LONG_POLL_SECONDS)
            return await ask()

        await self._look(0)
        return await self.world.until(look_and_ask, what=f"{what} for {self.id}")

    async def _look(self, seconds: int) -> None:
        path = f"/chats/{self.id}/messages?after={self._seq}&wait={seconds}"
        state = await self.world.call("GET", path)
        self._seq = max(self._seq, state["seq"])
        self._messages |= {int(message["message_id"]): message for message in state["messages"]}
        self._toasts += [toast["text"] for toast in state["toasts"] if toast["text"]]

    async def order(self, product: str, *, times_two: bool = False) -> None:
        """Go from the welcome to the QR, by tapping."""
        await self.say("/start")
        await self.say("🛍 Semua Produk")
        listed = await self.see(lambda message: product in text_of(message), what=product)
        line = next(row for row in text_of(listed).splitlines() if product in row)
        await self.tap(f"{line[0]}️⃣")
        if times_two:
            await self.tap("✌️ x2")
            await self.read("Jumlah: 2")
        await self.tap("⚡ Beli Sekarang")
        await self.tap("💠 QRIS")


def text_of(message: Message) -> str:
    """Give a message's text or caption."""
    return str(message.get("text") or message.get("caption") or "")


def labels_of(message: Message) -> Sequence[str]:
    """List the buttons under a message."""
    rows = (message.get("reply_markup") or {}).get("inline_keyboard", [])
    return [button["text"] for row in rows for button in row]


def environment_of(database: URL, base_url: str, folder: Path) -> Mapping[str, str]:
    """Write down what a shop beside this sandbox is given."""
    plain = "sqlite" if database.get_backend_name() == "sqlite" else "postgresql"
    return {
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "TELEGRAM_ADMIN_IDS": str(SELLER),
        "TELEGRAM_OWNER_IDS": str(OWNER),
        "TELEGRAM_API_URL": base_url,
        "TELEGRAM_MESSAGES_PER_SECOND": "0",
        "ANTI_SPAM": "false",
        "PAKASIR_API_URL": f"{base_url}/pakasir/api/v2",
        "PAKASIR_PROJECT_SLUG": "sandbox-shop",
        "PAKASIR_API_KEY": "sandbox-api-key",
        "PAKASIR_WEBHOOK_SECRET": "sandbox-webhook-secret",
        "DATABASE_URL": database.set(drivername=plain).render_as_string(hide_password=False),
        "DATA_ENCRYPTION_KEY_FILE": str(folder / "encryption.key"),
        "HTTP_HOST": "127.0.0.1",
        "HTTP_PORT": "0",
        "JOB_LEASE_SECONDS": "5",
    }


@asynccontextmanager
async def open_inner_world(database: URL, folder: Path) -> AsyncIterator[World[InnerShop]]:
    """Open a sandbox without limits, and a shop in this process that is not started yet."""
    async with (
        running_sandbox(options=Options(port=0, limits=False)) as base_url,
        aiohttp.ClientSession() as http,
        asyncio.TaskGroup() as group,
    ):
        shop = InnerShop(environment_of(database, base_url, folder), group)
        try:
            yield World(base_url, http, shop)
        finally:
            await shop.stop()


@asynccontextmanager
async def open_world(database: URL, folder: Path) -> AsyncIterator[World]:
    """Open a sandbox without limits, and a shop beside it that is not started yet."""
    async with (
        running_sandbox(options=Options(port=0, limits=False)) as base_url,
        _shop_beside(base_url, database, folder) as world,
    ):
        yield world


@asynccontextmanager
async def open_far_world(database: URL, folder: Path) -> AsyncIterator[World]:
    """Open such a world with the sandbox in a process of its own."""
    async with sandbox_process() as base_url, _shop_beside(base_url, database, folder) as world:
        yield world


@asynccontextmanager
async def _shop_beside(base_url: str, database: URL, folder: Path) -> AsyncIterator[World]:
    shop = ShopProcess(environment_of(database, base_url, folder), folder / "shop.log")
    async with aiohttp.ClientSession() as http:
        try:
            yield World(base_url, http, shop)
        finally:
            await shop.stop()
