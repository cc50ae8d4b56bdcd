"""How fast the shop is, beside an empty bot of aiogram: `python -m bench.shop --reference`.

Telegram and the gateway are the sandbox, a process of its own; the shop is another, as `auto-order run`
starts it; the buyers are in this one. On few cores they take time from one another, so the rates by the clock
are what this machine gave, and the bot's CPU seconds for 1,000 updates are the figure to compare.
PostgreSQL's own CPU time is not counted.
"""

import asyncio
import socket
import statistics
import sys
import time
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any, NamedTuple

import orjson
import psutil
import typer
import uvloop

from bench.buyers import Buyer
from bench.processes import Line, request, running, started

_TOKEN = "123456789:AAExampleExampleExampleExample-Exam"  # noqa: S105 - any token is a bot of the sandbox
_PRICE = 10_000
_PAID_FIRST = 40  # paid one after the other; the rest at once, each webhook three times
_PAYMENTS_PER_SECOND = 20
_MB = 1024 * 1024


@dataclass(frozen=True)
class Plan:
    """How much of everything."""

    buyers: int
    rounds: int
    latency: float
    database: str | None


class Rate(NamedTuple):
    """What many buyers doing the same came to. Latencies in seconds, from an update to the first answer."""

    name: str
    updates: int
    seconds: float
    cpu_seconds: float
    latencies: Sequence[float]

    @property
    def per_second(self) -> float:
        return self.updates / self.seconds

    @property
    def cpu_per_thousand(self) -> float:
        return self.cpu_seconds / self.updates * 1000


@dataclass
class Figures:
    """What was measured of one bot."""

    name: str
    start_seconds: float
    idle_memory: float
    memory: float
    rates: Sequence[Rate]
    notes: Sequence[str] = ()


class Scene(NamedTuple):
    """A sandbox with buyers in it."""

    port: int
    line: Line
    buyers: Sequence[Buyer]


def measure_all(plan: Plan, *, has_reference: bool) -> Coroutine[Any, Any, list[Figures]]:
    """Measure the reference, if wanted, and the shop, each with a sandbox of its own."""

    async def measure() -> list[Figures]:
        found = []
        if has_reference:
            async with _scene(plan, webhook_port=0) as scene:
                found.append(await _measure("empty aiogram bot", ["-m", "bench.empty_bot"], {}, scene, plan))
        with TemporaryDirectory() as folder:
            port = _find_free_port()
            async with _scene(plan, webhook_port=port) as scene:
                environment = await _open_shop(plan, scene, Path(folder), port)
                found.append(
                    await _measure("shop", ["-m", "auto_order", "run"], environment, scene, plan, sells=True)
                )
        return found

    return measure()


@asynccontextmanager
async def _scene(plan: Plan, *, webhook_port: int) -> AsyncIterator[Scene]:
    webhook = f"http://127.0.0.1:{webhook_port}/webhooks/pakasir"
    options = ("--port", "0", "--no-limits", "--gateway-webhook-url", webhook)
    async with running("-m", "auto_order_sandbox", *options) as (port, _):
        buyers = [await Buyer.meet(port, 10_000 + number) for number in range(plan.buyers)]
        yield Scene(port, await Line.open(port), buyers)


def _find_free_port() -> int:
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        port: int = tried.getsockname()[1]
        return port


async def _open_shop(plan: Plan, scene: Scene, folder: Path, port: int) -> Mapping[str, str]:
    """Fill the shelves: a product for each buyer, told apart by its price."""
    base_url = f"http://127.0.0.1:{scene.port}"
    environment = _MARKET | {
        "TELEGRAM_API_URL": base_url,
        "PAKASIR_API_URL": f"{base_url}/pakasir/api/v2",
        "DATABASE_URL": plan.database or f"sqlite:///{folder / 'shop.db'}",
        "DATA_ENCRYPTION_KEY_FILE": str(folder / "encryption.key"),
        "HTTP_PORT": str(port),
    }
    goods = folder / "goods.csv"
    rows = (
        f"p{number},Product {number},{_PRICE + number},unit {number}\n" for number in range(len(scene.buyers))
    )
    goods.write_text("code,name,price,unit\n" + "".join(rows))
    async with started(
        "-m", "auto_order", "catalog", "import", str(goods), environment=environment
    ) as filling:
        if await filling.wait():
            sys.exit("The shelves could not be filled.")
    return environment


_MARKET = {
    "TELEGRAM_BOT_TOKEN": _TOKEN,
    "TELEGRAM_ADMIN_IDS": "2001",
    "TELEGRAM_OWNER_IDS": "3001",
    "TELEGRAM_MESSAGES_PER_SECOND": "0",
    "ANTI_SPAM": "false",
    "PAKASIR_PROJECT_SLUG": "sandbox-shop",
    "PAKASIR_API_KEY": "sandbox-api-key",
    "PAKASIR_WEBHOOK_SECRET": "sandbox-webhook-secret",
    "HTTP_HOST": "127.0.0.1",
    "LOG_LEVEL": "WARNING",
}


async def _measure(
    name: str,
    arguments: Sequence[str],
    environment: Mapping[str, str],
    scene: Scene,
    plan: Plan,
    *,
    sells: bool = False,
) -> Figures:
    market = {"TELEGRAM_BOT_TOKEN": _TOKEN, "TELEGRAM_API_URL": f"http://127.0.0.1:{scene.port}"}
    began = time.perf_counter()
    async with started(*arguments, environment={**market, **environment}) as process:
        await scene.buyers[0].say("/start")
        figures = Figures(name, time.perf_counter() - began, 0, 0, [])
        bot = psutil.Process(process.pid)
        figures.idle_memory = bot.memory_info().rss / _MB
        await asyncio.gather(*(buyer.say("/start") for buyer in scene.buyers))
        await scene.line.ask(request("/_sandbox/faults", _slowness(plan), method="PUT"))
        figures.rates = [
            await _rate("/start", bot, scene, lambda buyer: _greet(buyer, plan.rounds)),
            await _rate("list, product", bot, scene, lambda buyer: _browse(buyer, plan.rounds)),
        ]
        figures.notes = await _sell(scene) if sells else ()
        figures.memory = bot.memory_info().rss / _MB
    return figures


def _slowness(plan: Plan) -> bytes:
    rules = [{"fault": "slow", "seconds": plan.latency, "methods": _ANSWERS}] if plan.latency else []
    return orjson.dumps({"telegram": rules})


_ANSWERS = ["sendMessage", "sendPhoto", "editMessageText", "editMessageMedia", "answerCallbackQuery"]


async def _greet(buyer: Buyer, rounds: int) -> list[float]:
    return [await buyer.say("/start") for _ in range(rounds)]


async def _browse(buyer: Buyer, rounds: int) -> list[float]:
    taken = []
    for _ in range(rounds // 2):
        buyer.forget()
        taken.append(await buyer.say("🛍 Semua Produk"))
        taken.append(await buyer.tap("1️⃣"))
    return taken


async def _rate(
    name: str, bot: psutil.Process, scene: Scene, visit: Callable[[Buyer], Coroutine[Any, Any, list[float]]]
) -> Rate:
    began, cpu = time.perf_counter(), sum(bot.cpu_times()[:2])
    taken = await asyncio.gather(*(visit(buyer) for buyer in scene.buyers))
    seconds, cpu = time.perf_counter() - began, sum(bot.cpu_times()[:2]) - cpu
    latencies = [latency for one in taken for latency in one]
    return Rate(name, len(latencies), seconds, cpu, latencies)


async def _sell(scene: Scene) -> list[str]:
    """Have everybody check out, then pay: first one after the other, then all the others at once."""
    began = time.perf_counter()
    await asyncio.gather(*(_check_out(buyer, number) for number, buyer in enumerate(scene.buyers)))
    rate = len(scene.buyers) / (time.perf_counter() - began)
    notes = [f"{'checkouts, 3 updates and a QR each':34} {rate:8.1f}/s"]
    txn_ids = await _find_payments(scene)
    first = min(_PAID_FIRST, len(scene.buyers) // 2)
    waits = [await _pay_in_turn(scene, number, txn_ids[number]) for number in range(first)]
    notes.append(
        f"{'from the payment to the goods':34} {_percentiles(waits)}   {_PAYMENTS_PER_SECOND}/s at most"
    )
    rest = range(first, len(scene.buyers))
    began = time.perf_counter()
    await asyncio.gather(*(_pay_at_once(scene, number, txn_ids[number]) for number in rest))
    rate = len(rest) / (time.perf_counter() - began)
    notes.append(f"{'paid at once, each webhook 3 times':34} {rate:8.1f} orders/s, {len(rest)} delivered")
    return notes


async def _check_out(buyer: Buyer, number: int) -> None:
    buyer.forget()
    await buyer.say(f"/start p_p{number}")
    await buyer.tap("⚡ Beli Sekarang")
    await buyer.tap("💠 QRIS")
    await buyer.wait_for('"photo"')


async def _find_payments(scene: Scene) -> Mapping[int, str]:
    listed = orjson.loads(await scene.line.ask(request("/_sandbox/payments", b"", method="GET")))
    return {payment["amount"] - _PRICE: payment["txn_id"] for payment in listed}


async def _pay_in_turn(scene: Scene, number: int, txn_id: str) -> float:
    began = time.perf_counter()
    await _pay(scene.line, txn_id, webhooks=1)
    await scene.buyers[number].wait_for(f"unit {number}")
    taken = time.perf_counter() - began
    await asyncio.sleep(max(0.0, 1 / _PAYMENTS_PER_SECOND - taken))
    return taken


async def _pay_at_once(scene: Scene, number: int, txn_id: str) -> None:
    line = await Line.open(scene.port)
    await _pay(line, txn_id, webhooks=3)
    await scene.buyers[number].wait_for(f"unit {number}")
    line.close()


async def _pay(line: Line, txn_id: str, *, webhooks: int) -> None:
    await line.ask(request(f"/_sandbox/payments/{txn_id}/pay", orjson.dumps({"webhooks": webhooks})))


def _percentiles(seconds: Sequence[float]) -> str:
    at = statistics.quantiles(seconds, n=100, method="inclusive")
    return f"p50 {at[49] * 1000:6.1f} ms  p95 {at[94] * 1000:6.1f} ms  p99 {at[98] * 1000:6.1f} ms"


def _print(figures: Figures, reference: Figures | None) -> None:
    memory = f"{figures.idle_memory:.0f} MB idle, {figures.memory:.0f} MB after the load"
    sys.stdout.write(
        f"\n{figures.name}: first answer {figures.start_seconds:.2f} s after its start, {memory}\n"
    )
    for index, rate in enumerate(figures.rates):
        line = f"{rate.name:34} {rate.per_second:8.1f}/s  {rate.cpu_per_thousand:5.2f} CPU s per 1,000  "
        line += _percentiles(rate.latencies)
        if reference is not None:
            by_clock = rate.per_second / reference.rates[index].per_second
            by_cpu = rate.cpu_per_thousand / reference.rates[index].cpu_per_thousand
            line += f"   {by_clock:.2f} of the reference's rate, {by_cpu:.2f} times its CPU"
        sys.stdout.write(line + "\n")
    for note in figures.notes:
        sys.stdout.write(note + "\n")


def main(
    *,
    buyers: Annotated[int, typer.Option(min=2, help="Who write, tap and buy at once.")] = 50,
    rounds: Annotated[int, typer.Option(min=2, help="Updates of each buyer in each load.")] = 40,
    latency: Annotated[float, typer.Option(min=0.0, help="Seconds that Telegram takes to answer.")] = 0.0,
    database: Annotated[str | None, typer.Option(help="An empty PostgreSQL; otherwise a new SQLite.")] = None,
    reference: Annotated[bool, typer.Option("--reference", help="Measure the empty bot as well.")] = False,
) -> None:
    """Measure and print."""
    plan = Plan(buyers, rounds, latency, database)
    found = uvloop.run(measure_all(plan, has_reference=reference))
    kind = "PostgreSQL" if database else "SQLite"
    head = f"{buyers} buyers at once, {rounds} updates each, {latency * 1000:g} ms to Telegram, {kind}"
    sys.stdout.write(f"{head}, Python {sys.version.split()[0]}\n")
    for figures in found:
        _print(figures, found[0] if reference and figures is not found[0] else None)


if __name__ == "__main__":
    typer.run(main)
