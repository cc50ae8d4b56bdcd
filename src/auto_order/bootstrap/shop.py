"""A running shop: bot, HTTP and workers in one process, started and stopped together."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial
from urllib.parse import urlsplit

import aiohttp
import structlog
from aiohttp import web

from auto_order.bootstrap.base import Base, Clock, open_base, system_clock
from auto_order.bootstrap.front import build_door, build_front
from auto_order.bootstrap.payments import build_policy
from auto_order.bootstrap.tasks import build_tasks
from auto_order.jobs.queue import enqueue
from auto_order.jobs.wakeup import Wakeup
from auto_order.jobs.worker import Pace, Worker
from auto_order.payments.jobs import SweepPayments
from auto_order.settings import Settings
from auto_order.telegram.connection import Connection, open_bot
from auto_order.telegram.speaking import build_speakers
from auto_order.telegram.texts import Texts
from auto_order.telegram.visit import ShopFront
from auto_order.telegram.wordings import WordedTexts
from auto_order.web.app import build_app
from auto_order.web.gateway_webhooks import GatewayWebhooks
from auto_order.web.health import Health
from auto_order.web.telegram_webhook import TelegramWebhook
from auto_order.web.throttle import FloodLimits

log = structlog.get_logger()


async def run_shop(
    settings: Settings,
    *,
    stopping: asyncio.Event,
    on_ready: Callable[[int], None],
    clock: Clock = system_clock,
) -> None:
    """Run a shop until ``stopping`` is set. ``on_ready`` hears the HTTP port once everything answers.

    Raises ConfigurationError, alone or in a group, when the installation is set up wrong.
    """
    async with AsyncExitStack() as stack:
        base = await stack.enter_async_context(open_base(settings, clock=clock))
        http = await stack.enter_async_context(aiohttp.ClientSession())
        shop = await _build(base, http, stack)
        await _promise_sweep(base)
        await shop.run(stopping, on_ready)


async def _build(base: Base, http: aiohttp.ClientSession, stack: AsyncExitStack) -> "Shop":
    settings = base.settings
    texts = Texts(timezone=settings.bot_timezone, default=settings.bot_language)
    worded = WordedTexts(base.tx, texts, base.clock)
    policy = build_policy(settings, http)
    assert settings.telegram_bot_token is not None
    line = partial(
        open_bot, api_url=settings.telegram_api_url, per_second=settings.telegram_messages_per_second
    )
    bot = owner_bot = await stack.enter_async_context(line(settings.telegram_bot_token))
    if settings.owner_bot_token is not None:
        owner_bot = await stack.enter_async_context(line(settings.owner_bot_token))
    speakers = build_speakers(bot, owner_bot, worded, protects_goods=settings.protect_goods)
    tasks = build_tasks(base, policy=policy, **speakers._asdict())
    front = build_front(base, texts, policy, speakers.files)
    connection = Connection(bot, build_door(base, front), texts)
    worker = Worker(base.tx, tasks, clock=base.clock, pace=Pace(lease=settings.job_lease_seconds))
    return Shop(base, front, connection, worker)


async def _promise_sweep(base: Base) -> None:
    """Have what may still be paid looked through soon after every start; a second promise melts into it."""
    if base.settings.pakasir is not None:
        async with base.tx() as session:
            await enqueue(session, SweepPayments(), now=base.clock())


class Shop:
    """The running parts of one shop."""

    def __init__(self, base: Base, front: ShopFront, telegram: Connection, worker: Worker) -> None:
        self._base = base
        self._front = front
        self._telegram = telegram
        self._worker = worker
        self._webhook = base.settings.telegram_webhook

    async def run(self, stopping: asyncio.Event, on_ready: Callable[[int], None]) -> None:
        """Start everything, wait, and stop in order: no new work first, then what is in hand."""
        async with self._serving_http() as port, asyncio.TaskGroup() as group:
            background = [group.create_task(self._front.last_lists.run())]
            if self._base.database.is_postgresql:
                wakeup = Wakeup(self._base.database, self._base.tx.bell, self._worker.wake)
                background.append(group.create_task(wakeup.run()))
            background.append(group.create_task(self._telegram.introduce(self._webhook)))
            worker = group.create_task(self._worker.run())
            poller = None if self._webhook else group.create_task(self._telegram.poller.run())
            on_ready(port)
            await stopping.wait()
            log.info("shop.stopping")
            if poller is not None:
                self._telegram.poller.stop()
                await poller
            self._worker.stop()
            await worker
            for task in background:
                task.cancel()
        log.info("shop.stopped")

    @asynccontextmanager
    async def _serving_http(self) -> AsyncIterator[int]:
        runner = web.AppRunner(self._build_app(), access_log=None, shutdown_timeout=10.0)
        await runner.setup()
        try:
            settings = self._base.settings
            site = web.TCPSite(runner, settings.http_host, settings.http_port)
            await site.start()
            port: int = runner.addresses[0][1]
            yield port
        finally:
            await runner.cleanup()

    def _build_app(self) -> web.Application:
        base, policy, webhook = self._base, self._front.policy, self._webhook
        gateways = {} if policy is None else {policy.gateway.name: policy.gateway}
        return build_app(
            gateways=GatewayWebhooks(
                gateways,
                base.tx,
                base.clock,
                limits=FloodLimits(
                    forgeries_a_minute=base.settings.forged_webhooks_per_minute,
                    claims_a_payment=base.settings.webhooks_per_payment,
                ),
            ),
            health=Health(base.tx),
            telegram=None
            if webhook is None
            else TelegramWebhook(webhook.secret, self._telegram.updates.handle),
            telegram_path="/" if webhook is None else urlsplit(webhook.url).path or "/",
        )
