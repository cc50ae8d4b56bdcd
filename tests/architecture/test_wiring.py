"""Every promise has a task that keeps it, and every button somebody who answers."""

import ast
import inspect
import pkgutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from enum import StrEnum
from importlib import import_module
from types import ModuleType, SimpleNamespace
from typing import Any, get_type_hints
from zoneinfo import ZoneInfo

from aiogram.filters.callback_data import CallbackData

from auto_order.bootstrap import rotation
from auto_order.bootstrap.tasks import build_tasks
from auto_order.jobs.job import Job
from auto_order.staff.models import Permission
from auto_order.telegram import callbacks, staff_callbacks, staff_routes
from auto_order.telegram.routes import Routes
from auto_order.telegram.step_routes import STEPS
from auto_order.telegram.steps import StepKind
from auto_order.telegram.texts import Texts
from tests.architecture.source import Module, list_modules, read_module, walk_imports

_PLAIN = {int, str, bool, int | None, str | None}


def _list_subclasses(kind: type[Any]) -> Iterator[type[Any]]:
    for child in kind.__subclasses__():
        yield child
        yield from _list_subclasses(child)


def _list_kinds() -> Iterable[type[Job]]:
    return {
        kind
        for kind in _list_subclasses(Job)
        if kind.__module__.startswith("auto_order.") and hasattr(kind, "name")
    }


def _build_every_task() -> frozenset[type[Job]]:
    """Fill the registry as bootstrap does. Nothing of what it is handed is used before a job is tried."""
    unused: Any = SimpleNamespace()
    settings = SimpleNamespace(
        telegram_admin_ids=[1],
        telegram_owner_ids=[2],
        bot_language="id",
        bot_store_name="Toko",
        bot_support_contact=None,
        invoice_minutes=15,
        bot_timezone=None,
    )
    base: Any = SimpleNamespace(tx=unused, keyring=unused, clock=unused, settings=settings)
    return build_tasks(
        base, notifier=unused, owner_notifier=unused, files=unused, mailer=unused, policy=unused
    ).kinds


def _find_payload_problems(kind: type[Job]) -> Iterator[str]:
    hints = get_type_hints(kind)
    for field in fields(kind):
        hint = hints[field.name]
        if hint not in _PLAIN and not (inspect.isclass(hint) and issubclass(hint, StrEnum)):
            yield f"{kind.__name__}.{field.name} is no plain value"
    if kind.merges and vars(Job)["key"] is inspect.getattr_static(kind, "key"):
        yield f"{kind.__name__} merges and has no key"


def test_every_promise_has_a_task() -> None:
    kinds = set(_list_kinds())

    assert kinds
    assert kinds == _build_every_task()


def test_no_two_kinds_of_job_share_a_name() -> None:
    names = [kind.name for kind in _list_kinds()]

    assert len(names) == len(set(names))


def test_payloads_are_plain_values() -> None:
    assert not [problem for kind in _list_kinds() for problem in _find_payload_problems(kind)]


def _list_buttons(module: ModuleType) -> set[type[CallbackData]]:
    return {
        kind
        for _name, kind in inspect.getmembers(module, inspect.isclass)
        if issubclass(kind, CallbackData) and kind.__module__ == module.__name__
    }


def _list_staff_buttons() -> set[type[CallbackData]]:
    menus = pkgutil.iter_modules(staff_callbacks.__path__, prefix=f"{staff_callbacks.__name__}.")
    return {button for menu in menus for button in _list_buttons(import_module(menu.name))}


def test_every_button_has_somebody_who_answers() -> None:
    buttons = _list_buttons(callbacks) | _list_staff_buttons()
    routes = Routes(Texts(timezone=ZoneInfo("Asia/Jakarta"), default="id"))

    assert buttons
    assert buttons == routes.kinds


def test_no_two_buttons_share_a_prefix() -> None:
    prefixes = [kind.__prefix__ for kind in _list_buttons(callbacks) | _list_staff_buttons()]

    assert len(prefixes) == len(set(prefixes))


def test_the_staffs_buttons_are_answered_to_those_only_who_are_permitted_something_by_name() -> None:
    routes = [*staff_routes.TAPS.values(), *staff_routes.LABELS.values()]

    assert staff_routes.TAPS.keys() == _list_staff_buttons()
    assert all(route.needs and route.needs <= set(Permission) for route in routes)


def test_every_step_has_somebody_who_takes_the_answer() -> None:
    assert STEPS.keys() == set(StepKind)


def test_the_steps_of_the_staff_name_what_they_need() -> None:
    """A buyer's step needs nothing; the staff's are told by where their handlers are."""
    for kind, route in STEPS.items():
        is_staffs = ".admin." in route.handler.__module__

        assert bool(route.needs) == is_staffs, kind


def test_the_guard_of_payloads_bites() -> None:
    @dataclass(frozen=True, kw_only=True)
    class Bad(Job):
        name = "bad"
        merges = True
        amounts: list[int]

    assert list(_find_payload_problems(Bad)) == [
        "Bad.amounts is no plain value",
        "Bad merges and has no key",
    ]


def find_rooms_that_seal(modules: Iterable[Module]) -> set[str]:
    """Find the rooms that keep something encrypted."""
    return {
        module.room
        for module in modules
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "seal"
    }


def test_whatever_is_sealed_is_sealed_anew_when_the_key_changes() -> None:
    imports = walk_imports(read_module("auto_order.bootstrap.rotation", inspect.getsource(rotation)))
    resealed = {name.split(".")[1] for _node, name in imports if name.endswith(".resealing")}

    assert find_rooms_that_seal(list_modules("auto_order")) == resealed


def test_the_guard_of_sealing_bites() -> None:
    module = read_module("auto_order.new.service", "def f(keyring):\n    keyring.seal(1, 'x')")

    assert find_rooms_that_seal([module]) == {"new"}
