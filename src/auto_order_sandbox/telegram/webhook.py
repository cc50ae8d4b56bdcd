"""Delivering updates to a bot's webhook: in order per chat, again after growing pauses until it says 2xx.

The first repeat comes at once, the next after 2, 4, 8 … seconds on the box's clock, at most a minute apart;
a `Retry-After` of the receiver is obeyed. https://core.telegram.org/bots/api#setwebhook
"""

import asyncio
from collections import deque
from collections.abc import Callable, Coroutine

from aiohttp import ClientError, ClientResponse

from auto_order_sandbox.box import Box
from auto_order_sandbox.telegram.arguments import Arguments
from auto_order_sandbox.telegram.errors import ApiError
from auto_order_sandbox.telegram.json_types import Json
from auto_order_sandbox.telegram.request_body import parse_body
from auto_order_sandbox.telegram.state.bots import Bot
from auto_order_sandbox.telegram.updates import Update
from auto_order_sandbox.telegram.webhook_settings import WebhookSettings

LONGEST_PAUSE = 60.0
LONGEST_RETRY_AFTER = 3600.0
_NOT_IN_AN_ANSWER = {"setwebhook", "deletewebhook", "close", "logout"}

# Carries out a method that came in the answer of a webhook.
CarryOut = Callable[[Bot, str, Arguments], Coroutine[object, object, object]]


class Webhook:
    """One bot's webhook, from setWebhook until it is replaced or deleted."""

    def __init__(self, box: Box, bot: Bot, settings: WebhookSettings, carry_out: CarryOut) -> None:
        self.settings = settings
        self._box = box
        self._bot = bot
        self._carry_out = carry_out
        self._ssl = settings.ssl_context or True
        self._connections = asyncio.Semaphore(settings.max_connections)
        self._lanes: dict[int, deque[Update]] = {}
        self._cancels: dict[int, Callable[[], object]] = {}
        self._last_error: Json = {}

    def start(self) -> None:
        """Deliver what waits, and from now on whatever comes in."""
        self._bot.updates.on_new = self._take
        for update in self._bot.updates.list_pending():
            self._take(update)

    def stop(self) -> None:
        """Deliver nothing more; what was not confirmed goes on waiting."""
        self._bot.updates.on_new = None
        for cancel in self._cancels.values():
            cancel()

    def as_info(self) -> Json:
        """Write what getWebhookInfo says of it."""
        return {**self.settings.as_info(), **self._last_error}

    def _take(self, update: Update) -> None:
        lane = self._lanes.get(update.lane)
        if lane is not None:
            lane.append(update)
            return
        self._lanes[update.lane] = deque([update])
        work = self._drain(update.lane)
        self._cancels[update.lane] = self._box.start(work, name=f"webhook of bot {self._bot.id}")

    async def _drain(self, lane: int) -> None:
        updates = self._lanes[lane]
        while updates:
            await self._deliver(updates[0])
            updates.popleft()
        del self._lanes[lane], self._cancels[lane]

    async def _deliver(self, update: Update) -> None:
        """Post an update until it is taken, has been dropped, or is a day old."""
        pause = 0.0
        while self._bot.updates.has(update):
            wait = await self._post(update)
            if wait is None:
                self._bot.updates.forget(update)
                return
            await self._box.clock.sleep(min(wait, LONGEST_RETRY_AFTER) or pause)
            pause = min(2 * pause or 2.0, LONGEST_PAUSE)

    async def _post(self, update: Update) -> float | None:
        """Post an update once. None: it was taken; otherwise the pause that the receiver asks for, or 0."""
        headers = {"Content-Type": "application/json"}
        if self.settings.secret:
            headers["X-Telegram-Bot-Api-Secret-Token"] = self.settings.secret
        try:
            async with (
                self._connections,
                self._box.http.post(
                    self.settings.url,
                    data=update.body,
                    headers=headers,
                    ssl=self._ssl,
                    allow_redirects=False,
                ) as response,
            ):
                return await self._read_answer(response)
        except TimeoutError:
            self._note_error("Read timeout expired")
        except (ClientError, OSError, ValueError) as error:
            self._note_error(str(error) or "Connection closed")
        return 0.0

    async def _read_answer(self, response: ClientResponse) -> float | None:
        if response.status // 100 != 2:  # noqa: PLR2004 - to be sent elsewhere is not to be taken
            self._note_error(f"Wrong response from the webhook: {response.status} {response.reason}")
            asked = response.headers.get("Retry-After", "")
            return float(asked) if asked.isdecimal() else 0.0
        self._obey(await response.read(), response.headers.get("Content-Type", ""))
        return None

    def _obey(self, body: bytes, content_type: str) -> None:
        """Carry out the method that an answer may name, as JSON or as a form."""
        try:
            wish, files = parse_body(body, content_type)
        except ApiError:
            return
        method = wish.pop("method", None)
        if not isinstance(method, str):
            return
        if method.lower() not in _NOT_IN_AN_ANSWER and not method.lower().startswith("get"):
            wished = self._carry_out(self._bot, method, Arguments(wish, files))
            self._box.start(wished, name=f"{method} in the answer of a webhook")

    def _note_error(self, message: str) -> None:
        moment = self._box.clock.timestamp()
        self._last_error = {"last_error_date": moment, "last_error_message": message}
