"""Sizes at which code must be split, so that nothing grows large one reasonable step at a time."""

import ast
from collections.abc import Callable, Iterator, Sequence
from statistics import median, quantiles

import pytest

from tests.architecture.source import Function, Module, list_modules, read_module, walk_functions

_MODULE_LINES = 300
_FUNCTION_LINES = 40
_HANDLER_LINES = 20
_ARGUMENTS = 7
_FIRST_PARTY_IMPORTS = 20
_VERBS_OF_A_SERVICE = 12
_FIRST_PARTY = ("auto_order", "auto_order_sandbox", "preflight")


def _count_lines(function: Function) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


def _count_arguments(function: Function) -> int:
    arguments = [*function.args.posonlyargs, *function.args.args]
    own = 1 if arguments and arguments[0].arg in {"self", "cls"} else 0
    return len(arguments) - own + len(function.args.kwonlyargs)


def find_excesses(module: Module) -> Iterator[str]:
    """Say what is over its budget."""
    lines = module.text.count("\n")
    if lines > _MODULE_LINES:
        yield f"{module.name}: {lines} lines"
    if (imports := len(_list_first_party_imports(module))) > _FIRST_PARTY_IMPORTS:
        yield f"{module.name}: {imports} imports of our own"
    if module.name.endswith(".service") and (verbs := len(_list_verbs(module))) > _VERBS_OF_A_SERVICE:
        yield f"{module.name}: {verbs} public functions"
    is_handling = module.is_in("auto_order.telegram.buyer", "auto_order.telegram.admin")
    for function in walk_functions(module):
        length, arguments = _count_lines(function), _count_arguments(function)
        is_handler = is_handling and isinstance(function, ast.AsyncFunctionDef)
        if length > (_HANDLER_LINES if is_handler else _FUNCTION_LINES):
            yield f"{module.name}:{function.lineno}: {function.name} has {length} lines"
        if arguments > _ARGUMENTS:
            yield f"{module.name}:{function.lineno}: {function.name} has {arguments} arguments"


def _list_first_party_imports(module: Module) -> Sequence[ast.stmt]:
    return [
        node
        for node in module.tree.body
        if (isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in _FIRST_PARTY)
        or (isinstance(node, ast.Import) and node.names[0].name.split(".")[0] in _FIRST_PARTY)
    ]


def _list_verbs(module: Module) -> Sequence[str]:
    return [
        node.name for node in module.tree.body if isinstance(node, Function) and not node.name.startswith("_")
    ]


def _list_budgeted_modules() -> Sequence[Module]:
    """List everything but migrations: they record what was done once, and are never changed after."""
    return [module for module in list_modules() if not module.is_in("auto_order.db.migrations.versions")]


def test_nothing_is_over_its_budget() -> None:
    excesses = [excess for module in _list_budgeted_modules() for excess in find_excesses(module)]

    assert not excesses


def test_most_of_the_code_is_small(record_property: Callable[[str, object], None]) -> None:
    modules = [module.text.count("\n") for module in _list_budgeted_modules()]
    functions = [
        _count_lines(function) for module in _list_budgeted_modules() for function in walk_functions(module)
    ]
    nine_in_ten = quantiles(functions, n=10)[-1]
    for name, figure in (
        ("median_module_lines", median(modules)),
        ("median_function_lines", median(functions)),
        ("nine_in_ten_functions_within", nine_in_ten),
    ):
        record_property(name, figure)

    assert median(modules) <= 80
    assert median(functions) <= 8
    assert nine_in_ten <= 25


_LONG_BODY = "\n".join(f"    x{number} = 1" for number in range(41))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("auto_order.orders.placing", "x = 1\n" * 301),
        ("auto_order.orders.placing", f"def f():\n{_LONG_BODY}"),
        ("auto_order.telegram.buyer.home", "async def f():\n" + "\n".join(_LONG_BODY.splitlines()[:21])),
        ("auto_order.orders.placing", "def f(a, b, c, d, *, e, f, g, h): ..."),
        ("auto_order.orders.placing", "from auto_order.db import base\n" * 21),
        ("auto_order.orders.service", "\n".join(f"def verb{number}(): ..." for number in range(13))),
    ],
)
def test_the_guard_bites(name: str, text: str) -> None:
    assert list(find_excesses(read_module(name, text)))


def test_a_method_may_have_seven_arguments_beside_itself() -> None:
    text = "class A:\n    def f(self, a, b, c, d, e, f, g): ..."

    assert not list(find_excesses(read_module("auto_order.orders.placing", text)))
