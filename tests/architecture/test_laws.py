"""The laws hold in every module, and each guard is shown to bite."""

# ruff: noqa: E501 - the tables below have a case a line

from collections.abc import Callable, Iterator

import pytest

from tests.architecture import laws
from tests.architecture.source import Module, list_modules, read_module

Guard = Callable[[Module], Iterator[str]]

_SHOP_LAWS: list[Guard] = [
    laws.find_foreign_imports,
    laws.find_sql_elsewhere,
    laws.find_borrowed_repositories,
    laws.find_commits,
    laws.find_network_in_transactions,
    laws.find_statuses_set,
    laws.find_clock_readings,
    laws.find_floats_in_money,
    laws.find_magic_filters,
    laws.find_deeds_of_nobody,
]
_LAWS_OF_ALL: list[Guard] = [laws.find_missing_docstrings, laws.find_empty_names]

_IN_A_BLOCK = "async def f(tx, {port}, run):\n    async with {opener}() as session:\n        await {call}\n"


@pytest.mark.parametrize("guard", _SHOP_LAWS)
def test_the_shop_keeps_the_law(guard: Guard) -> None:
    broken = [problem for module in list_modules("auto_order") for problem in guard(module)]

    assert not broken


@pytest.mark.parametrize("guard", _LAWS_OF_ALL)
def test_every_package_keeps_the_law(guard: Guard) -> None:
    broken = [problem for module in list_modules() for problem in guard(module)]

    assert not broken


@pytest.mark.parametrize(
    ("guard", "name", "text"),
    [
        (laws.find_foreign_imports, "auto_order.orders.service", "from aiogram import Bot"),
        (laws.find_foreign_imports, "auto_order.bootstrap.shop", "import aiogram"),
        (laws.find_foreign_imports, "auto_order.payments.tasks", "def f():\n    import aiohttp.web"),
        (laws.find_foreign_imports, "auto_order.payments.gateways.new", "from urllib.request import urlopen"),
        (laws.find_sql_elsewhere, "auto_order.payments.settling", "from sqlalchemy import select"),
        (laws.find_borrowed_repositories, "auto_order.orders.placing", "from auto_order.stock import repository"),
        (laws.find_borrowed_repositories, "auto_order.telegram.door", "import auto_order.orders.repository"),
        (laws.find_borrowed_repositories, "auto_order.orders.placing", "from auto_order.stock.uploads import repository"),
        (laws.find_commits, "auto_order.orders.service", "async def f(session):\n    await session.commit()"),
        (laws.find_commits, "auto_order.jobs.worker", "async def f(session):\n    await session.rollback()"),
        (laws.find_network_in_transactions, "auto_order.telegram.x", _IN_A_BLOCK.format(port="query", opener="tx", call="query.answer('x')")),
        (laws.find_network_in_transactions, "auto_order.payments.x", _IN_A_BLOCK.format(port="gateway", opener="self._tx", call="gateway.create(amount=1)")),
        (laws.find_network_in_transactions, "auto_order.payments.x", _IN_A_BLOCK.format(port="gateway", opener="run.finishing", call="policy.gateway.fetch_status(txn_id=1)")),
        (laws.find_network_in_transactions, "auto_order.delivery.x", _IN_A_BLOCK.format(port="bot", opener="self.tx.reading", call="bot.send_message(1)")),
        (laws.find_network_in_transactions, "auto_order.delivery.x", _IN_A_BLOCK.format(port="notifier", opener="tx", call="self.notifier.tell(1)")),
        (laws.find_statuses_set, "auto_order.orders.service", "def pay(order):\n    order.status = 'paid'"),
        (laws.find_statuses_set, "auto_order.orders.rules", "def pay(order):\n    order.status = 'paid'"),
        (laws.find_statuses_set, "auto_order.orders.service", "def advance(order):\n    order.status = 'paid'"),
        (laws.find_clock_readings, "auto_order.orders.service", "from datetime import datetime\nx = datetime.now()"),
        (laws.find_clock_readings, "auto_order.jobs.worker", "import time\nx = time.time()"),
        (laws.find_clock_readings, "auto_order.web.app", "import datetime\nx = datetime.datetime.utcnow"),
        (laws.find_floats_in_money, "auto_order.payments.rules", "def fee(amount):\n    return amount * 0.007"),
        (laws.find_floats_in_money, "auto_order.orders.models", "price: float"),
        (laws.find_floats_in_money, "auto_order.kit.money", "def half(amount):\n    return amount / 2"),
        (laws.find_magic_filters, "auto_order.telegram.buyer.x", "from aiogram import F, Router"),
        (laws.find_deeds_of_nobody, "auto_order.telegram.admin.x", _IN_A_BLOCK.format(port="visit", opener="visit.shop.tx", call="editing.change(session, now=visit.now)")),
        (laws.find_deeds_of_nobody, "auto_order.catalog.x", "async def change(session, *, by):\n    await repository.change(session)"),
        (laws.find_missing_docstrings, "preflight.x", "import os"),
        (laws.find_empty_names, "auto_order.orders.helpers", '"""Help."""'),
        (laws.find_empty_names, "auto_order.orders.x", "class OrderManager:\n    pass"),
    ],
)  # fmt: skip
def test_the_guard_bites(guard: Guard, name: str, text: str) -> None:
    assert list(guard(read_module(name, text)))


@pytest.mark.parametrize(
    ("guard", "name", "text"),
    [
        (laws.find_foreign_imports, "auto_order.telegram.buyer.x", "from aiogram import Bot"),
        (laws.find_sql_elsewhere, "auto_order.orders.repository", "from sqlalchemy import select"),
        (laws.find_borrowed_repositories, "auto_order.orders.placing", "from auto_order.orders import repository"),
        (laws.find_network_in_transactions, "auto_order.x", "async def f(tx, bot):\n    async with tx() as s:\n        await place(s)\n    await bot.send_message(1)"),
        (laws.find_statuses_set, "auto_order.orders.rules", "def advance(order):\n    order.status = 'paid'"),
        (laws.find_clock_readings, "auto_order.bootstrap.base", "from datetime import datetime\nx = datetime.now()"),
        (laws.find_floats_in_money, "auto_order.payments.rules", "def f(retry_after: float = 0.5) -> None: ..."),
        (laws.find_floats_in_money, "auto_order.orders.rules", "def f(amount):\n    return amount // 2"),
        (laws.find_deeds_of_nobody, "auto_order.telegram.admin.x", _IN_A_BLOCK.format(port="visit", opener="visit.shop.tx", call="editing.change(session, by=visit.actor)")),
        (laws.find_deeds_of_nobody, "auto_order.telegram.admin.x", _IN_A_BLOCK.format(port="visit", opener="visit.shop.tx.reading", call="editing.read(session)")),
    ],
)  # fmt: skip
def test_the_guard_lets_good_code_pass(guard: Guard, name: str, text: str) -> None:
    assert not list(guard(read_module(name, text)))
