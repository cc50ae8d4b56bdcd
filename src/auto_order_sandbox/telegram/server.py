"""The HTTP side of the Bot API: from a request to a method and back, and what is told to go wrong there."""

import logging
import time
from collections.abc import Awaitable
from typing import cast

from aiohttp import web

from auto_order_sandbox.telegram.arguments import Arguments, read_arguments
from auto_order_sandbox.telegram.call import Call
from auto_order_sandbox.telegram.calls import LoggedCall
from auto_order_sandbox.telegram.errors import ApiError, not_found
from auto_order_sandbox.telegram.faults import ERRORS, Rule, TelegramFaults
from auto_order_sandbox.telegram.methods.table import METHODS
from auto_order_sandbox.telegram.outcomes import NO_ANSWER, Outcome, failure, success
from auto_order_sandbox.telegram.state.bots import Bot
from auto_order_sandbox.telegram.state.world import World

logger = logging.getLogger(__name__)

_PAGE = b"<html><head><title>%b</title></head><body><center><h1>%b</h1></center><hr>nginx</body></html>"

PREFIX = "/bot"


class Server:
    """Carries out what bots ask for."""

    def __init__(self, world: World, faults: TelegramFaults) -> None:
        self._world = world
        self._faults = faults

    async def serve(self, request: web.Request) -> web.Response:
        """Answer `/bot<token>/<method>`."""
        begun = time.perf_counter()
        token, _, name = request.path.removeprefix(PREFIX).partition("/")
        try:
            bot = self._world.get_bot(token)
        except ApiError as error:
            return failure(error).as_response()
        try:
            args = await read_arguments(request)
        except ApiError as error:
            outcome = failure(error)
            self._note(bot, name, Arguments({}), outcome, begun)
            return outcome.as_response()
        rule = self._faults.find(name, args)
        if rule is not None:
            outcome = await self._go_wrong(rule, bot, name, args)
        else:
            outcome = await self.carry_out(bot, name, args)
            self._note(bot, name, args, outcome, begun)
        if outcome.status:
            return outcome.as_response()
        if request.transport is not None:
            request.transport.abort()
        return web.Response()

    async def serve_file(self, request: web.Request) -> web.Response:
        """Answer `/file/bot<token>/<path>`."""
        try:
            bot = self._world.get_bot(request.match_info["token"])
        except ApiError as error:
            return failure(error).as_response()
        stored = self._world.files.find_by_path(bot.id, request.match_info["path"])
        if stored is None:
            return failure(not_found()).as_response()
        return web.Response(body=stored.body, content_type="application/octet-stream")

    async def carry_out(self, bot: Bot, name: str, args: Arguments) -> Outcome:
        """Carry out a method. Never raises: a bug of the sandbox is a 500, as one of Telegram's would be."""
        method = METHODS.get(name.lower())
        if method is None:
            return failure(not_found("method not found"))
        try:
            result = method.carry_out(Call(self._world, bot, args))
            if method.is_waiting:
                result = await cast("Awaitable[object]", result)
            return success(result)
        except ApiError as error:
            return failure(error)
        except Exception:
            logger.exception("%s failed", method.name)
            return failure(ApiError(500, "Internal Server Error"))

    async def carry_out_in_answer(self, bot: Bot, name: str, args: Arguments) -> None:
        """Carry out a method that came in the answer of a webhook; nobody waits for what comes of it."""
        begun = time.perf_counter()
        self._note(bot, name, args, await self.carry_out(bot, name, args), begun)

    async def _go_wrong(self, rule: Rule, bot: Bot, name: str, args: Arguments) -> Outcome:
        begun = time.perf_counter()
        if rule.fault in ERRORS:
            outcome = _error(rule)
            self._note(bot, name, args, outcome, begun)
            return outcome
        if rule.fault == "slow":
            await self._world.box.clock.sleep(rule.seconds)
            outcome = await self.carry_out(bot, name, args)
            self._note(bot, name, args, outcome, begun)
            return outcome
        if rule.fault.endswith("_after"):
            await self.carry_out(bot, name, args)
        self._note(bot, name, args, NO_ANSWER, begun)
        if rule.fault.startswith("hang"):
            await self._world.box.clock.sleep(rule.seconds)
        return NO_ANSWER

    def _note(self, bot: Bot, name: str, args: Arguments, outcome: Outcome, begun: float) -> None:
        """Write the call into the log."""
        method = METHODS.get(name.lower())
        took = time.perf_counter() - begun
        logged = LoggedCall(
            seq=self._world.calls.next_seq(),
            bot_id=bot.id,
            method=method.name if method else name,
            parameters=args.shown(),
            status=outcome.status,
            description=outcome.description,
            at=self._world.box.clock.now_timestamp() - took,
            took=took,
        )
        self._world.calls.add(logged)
        if self._world.box.events.has_listeners:
            self._world.box.events.publish("call", {"bot": bot.id, "call": logged.shown()})


def _error(rule: Rule) -> Outcome:
    status = int(rule.fault)
    retry_after = rule.retry_after if rule.fault == "429" else None
    description = ERRORS[rule.fault].format(retry_after=retry_after)
    if rule.html:
        title = f"{status} {description}".encode()
        return Outcome(status, _PAGE % (title, title), description, media_type="text/html")
    return failure(ApiError(status, description, retry_after=retry_after))
