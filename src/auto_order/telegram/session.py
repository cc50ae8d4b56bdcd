"""Calls to the Bot API: each in its turn, by one HTTP session, as JSON; files only where there are files."""

from functools import cache
from typing import Any, cast

import aiohttp
import orjson
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramNetworkError
from aiogram.methods import Response, TelegramMethod
from aiogram.methods.base import TelegramType
from aiogram.types import InputFile

from auto_order.telegram.turns import Turns

_JSON = {"Content-Type": "application/json"}
_ANSWER_SECONDS = 20.0


class LeanSession(AiohttpSession):
    """Sends a method as JSON, at a fraction of a multipart form's cost; files go the usual way."""

    def __init__(self, api_url: str, turns: Turns) -> None:
        super().__init__(
            api=TelegramAPIServer.from_base(api_url),
            json_loads=orjson.loads,
            json_dumps=_dump,
            timeout=_ANSWER_SECONDS,
        )
        self._turns = turns

    async def make_request(
        self,
        bot: Bot,
        method: TelegramMethod[TelegramType],
        timeout: int | None = None,  # noqa: ASYNC109 - the base's
    ) -> TelegramType:
        async with self._turns.turn(method):
            return await self._request(bot, method, timeout)

    async def _request(
        self, bot: Bot, method: TelegramMethod[TelegramType], seconds: int | None
    ) -> TelegramType:
        files: dict[str, InputFile] = {}
        values = {
            name: prepared
            for name, value in method
            if (prepared := self.prepare_value(value, bot=bot, files=files, _dumps_json=False)) is not None
        }
        if files:
            return await super().make_request(bot, method, seconds)
        status, content = await self._post(bot, method, orjson.dumps(values), seconds=seconds)
        _keep_response_type(method.__returning__)
        response = self.check_response(bot=bot, method=method, status_code=status, content=content)
        return cast("TelegramType", response.result)

    async def _post(
        self, bot: Bot, method: TelegramMethod[Any], body: bytes, *, seconds: float | None
    ) -> tuple[int, str]:
        http = await self.create_session()
        url = self.api.api_url(token=bot.token, method=method.__api_method__)
        limit = aiohttp.ClientTimeout(total=self.timeout if seconds is None else seconds)
        try:
            async with http.post(url, data=body, headers=_JSON, timeout=limit) as response:
                return response.status, await response.text()
        except TimeoutError as error:
            raise TelegramNetworkError(method=method, message="no answer in time") from error
        except aiohttp.ClientError as error:
            # The class alone: the text of the error may hold the address, and the address the token.
            raise TelegramNetworkError(method=method, message=type(error).__name__) from None


@cache
def _keep_response_type(returning: Any) -> Any:  # noqa: ANN401 - any type that a method returns
    """Hold the type by which aiogram reads an answer.

    Pydantic remembers such a type only as long as somebody has it; building it anew for every call took a
    sixth of all the shop's time.
    """
    return Response[returning]


def _dump(value: Any) -> str:  # noqa: ANN401 - whatever is to be JSON
    return orjson.dumps(value).decode()
