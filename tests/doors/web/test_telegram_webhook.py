"""Telegram's webhook: only with the secret, and acknowledged only when it is handled."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson
import pytest

from auto_order.kit.secret import Secret
from auto_order.web.app import build_app
from auto_order.web.gateway_webhooks import GatewayWebhooks
from auto_order.web.health import Health
from auto_order.web.telegram_webhook import TelegramWebhook
from tests.rig.front import Front
from tests.rig.serving import Caller, serving
from tests.rig.shop import Shop

_PATH = "/webhooks/telegram"
_HEADERS = {"X-Telegram-Bot-Api-Secret-Token": "the-secret_42"}


@dataclass
class Handler:
    """Handles updates as it is told to."""

    handled: list[Mapping[str, Any]] = field(default_factory=list)
    gate: asyncio.Event = field(default_factory=asyncio.Event)
    error: Exception | None = None

    async def handle(self, update: Mapping[str, Any]) -> None:
        await self.gate.wait()
        if self.error is not None:
            raise self.error
        self.handled.append(update)


@pytest.fixture
def handler() -> Handler:
    handler = Handler()
    handler.gate.set()
    return handler


@pytest.fixture
async def telegram(shop: Shop, handler: Handler) -> AsyncIterator[Caller]:
    app = build_app(
        gateways=GatewayWebhooks({}, shop.tx, shop.clock),
        health=Health(shop.tx),
        telegram=TelegramWebhook(Secret("the-secret_42"), handler.handle),
        telegram_path=_PATH,
    )
    async with serving(app) as opened:
        yield opened


async def test_an_update_is_handled_and_then_acknowledged(telegram: Caller, handler: Handler) -> None:
    handler.gate.clear()
    posting = asyncio.ensure_future(telegram.post(_PATH, b'{"update_id": 1}', headers=_HEADERS))
    done, _ = await asyncio.wait([posting], timeout=0.1)
    assert not done, "acknowledged before it was handled"

    handler.gate.set()

    assert await posting == 200
    assert handler.handled == [{"update_id": 1}]


@pytest.mark.parametrize("secret", [None, "", "wrong", "the-secret_4", "the-secret_42x"])
async def test_without_the_secret_nothing_is_handled(
    telegram: Caller, handler: Handler, secret: str | None
) -> None:
    headers = {} if secret is None else {"X-Telegram-Bot-Api-Secret-Token": secret}

    assert await telegram.post(_PATH, b'{"update_id": 1}', headers=headers) == 401
    assert handler.handled == []


async def test_a_secret_that_is_no_text_is_a_wrong_one(telegram: Caller) -> None:
    assert await telegram.post_raw(_PATH, b"X-Telegram-Bot-Api-Secret-Token", b"\xff") == 401


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b"1", b"\xff"])
async def test_what_is_no_update_is_refused(telegram: Caller, handler: Handler, body: bytes) -> None:
    assert await telegram.post(_PATH, body, headers=_HEADERS) == 400
    assert handler.handled == []


async def test_a_huge_update_is_refused(telegram: Caller, handler: Handler) -> None:
    body = orjson.dumps({"update_id": 1, "text": "x" * 300_000})

    assert await telegram.post(_PATH, body, headers=_HEADERS) == 413
    assert handler.handled == []


async def test_an_update_that_was_not_handled_comes_again(telegram: Caller, handler: Handler) -> None:
    handler.error = ConnectionError("the database is away")

    assert await telegram.post(_PATH, b'{"update_id": 1}', headers=_HEADERS) == 500


@pytest.mark.parametrize(
    "update",
    [
        {},
        {"update_id": "x"},
        {"update_id": 1, "message": {"text": "/start"}},
        {"update_id": 1, "message": []},
        {"update_id": 1, "callback_query": {"from": {"id": "abc"}}},
        {"update_id": 1, "something_new": {"from": {"id": 7}}},
        {"update_id": 2**80},
    ],
)
async def test_an_update_that_cannot_be_read_is_passed_over(shop: Shop, update: dict[str, Any]) -> None:
    """It would come again for a day, and keep those behind it waiting."""
    front = Front(shop)

    await front.updates.handle(update)
    calls = await front.say(7, "/start")

    assert [call.method for call in calls] == ["sendMessage"]
