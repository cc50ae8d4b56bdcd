"""The libraries that carry secrets and goods, made to fail for real: their errors are logged without them."""

from collections.abc import AsyncIterator, Awaitable, Iterator

import aiohttp
import pytest
import structlog
from aiogram import Bot
from aiogram.exceptions import ClientDecodeError, TelegramNetworkError
from aiogram.types import User
from multidict import CIMultiDict, CIMultiDictProxy
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from yarl import URL

from auto_order.db.session import Transactions
from tests.rig.canary import Ears, canary, listening

log = structlog.get_logger()

TOKEN = canary("token")
# The port of "discard": nobody listens there.
NOBODY = "http://127.0.0.1:9"


@pytest.fixture(params=["json", "text"])
def ears(request: pytest.FixtureRequest) -> Iterator[Ears]:
    with listening(form=request.param) as hearing:
        yield hearing


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


async def log_failure(attempt: Awaitable[object]) -> Exception:
    """Have it fail, log that as the shop does, and give what was raised."""
    try:
        await attempt
    except Exception as error:
        log.exception("failed", error=str(error))
        return error
    raise AssertionError("it did not fail")


@pytest.mark.parametrize(
    "address",
    [f"{NOBODY}/bot42:{TOKEN}/getMe", f"http:///bot42:{TOKEN}/getMe"],
    ids=["nobody answers", "no host"],
)
async def test_an_address_with_a_token_is_logged_without_it(
    ears: Ears, http: aiohttp.ClientSession, address: str
) -> None:
    error = await log_failure(http.get(address))

    assert isinstance(error, aiohttp.ClientError)
    assert ears.heard([TOKEN]) == set()


async def test_a_refused_answer_is_logged_without_the_token(ears: Ears) -> None:
    url = URL(f"{NOBODY}/bot42:{TOKEN}/getMe")
    request = aiohttp.RequestInfo(url, "GET", CIMultiDictProxy(CIMultiDict()), url)
    error = aiohttp.ClientResponseError(request, (), status=502, message="Bad Gateway")

    log.error("failed", exc_info=error, request=request, error=str(error))

    assert ears.heard([TOKEN]) == set()
    assert "502" in ears.log.getvalue()


async def test_a_bot_that_reaches_nobody_is_logged_without_its_token(ears: Ears) -> None:
    bot = Bot(f"42:{TOKEN}")
    bot.session.api = bot.session.api.from_base(NOBODY)

    error = await log_failure(bot.get_me())
    await bot.session.close()

    assert isinstance(error, TelegramNetworkError)
    assert ears.heard([TOKEN]) == set()


async def test_an_answer_that_aiogram_cannot_read_is_logged_without_its_content(ears: Ears) -> None:
    goods = canary("goods")
    with pytest.raises(ValueError, match="id") as refused:
        User.model_validate({"id": goods})

    unread = ClientDecodeError("Failed to deserialize object", refused.value, {"text": goods})
    log.error("failed", exc_info=unread)

    assert ears.heard([goods]) == set()
    assert "Failed to deserialize object" in ears.log.getvalue()


async def test_a_statement_that_fails_is_logged_without_its_parameters(ears: Ears, tx: Transactions) -> None:
    goods = canary("goods")

    async def attempt() -> None:
        async with tx() as session:
            await session.execute(text("SELECT * FROM nowhere WHERE content = :content"), {"content": goods})

    error = await log_failure(attempt())

    assert isinstance(error, SQLAlchemyError)
    ears.hear(error, repr(error), repr(error.__cause__))
    assert ears.heard([goods]) == set()
    assert "nowhere" in ears.log.getvalue()
