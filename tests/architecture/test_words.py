"""Codes and texts match: every refusal has words, and every language has the same keys and variables."""

import ast
import inspect
import pkgutil
import textwrap
from collections.abc import Iterator, Mapping
from importlib import import_module

import pytest
from fluent.syntax import FluentParser
from fluent.syntax import ast as ftl
from fluent.syntax.visitor import Visitor

import auto_order
from auto_order.kit.errors import Refusal
from auto_order.telegram.texts import LANGUAGES
from tests.architecture.source import SOURCE

Texts = Mapping[str, frozenset[str]]
_FOLDER = SOURCE / "auto_order" / "telegram" / "texts"


class _Variables(Visitor):
    """Collects the variables of a message."""

    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: ftl.VariableReference) -> None:  # noqa: N802 - the parser calls it so
        self.names.add(node.id.name)


def read_texts(source: str) -> Texts:
    """Read which variables each message has.

    What cannot be parsed, or is there twice, counts as a message whose name begins with ``!``.
    """
    texts: dict[str, frozenset[str]] = {}
    for entry in FluentParser().parse(source).body:
        if isinstance(entry, ftl.Junk):
            texts[f"! {entry.content}"] = frozenset()
        elif isinstance(entry, ftl.Message):
            variables = _Variables()
            variables.visit(entry)
            is_repeated = entry.id.name in texts
            texts["! twice: " * is_repeated + entry.id.name] = frozenset(variables.names)
    return texts


def find_differences(one: Texts, other: Texts) -> Iterator[str]:
    """Say what one language has and the other has not."""
    for key in sorted(one.keys() | other.keys()):
        if key.startswith("!"):
            yield f"unreadable: {key}"
        elif key not in one or key not in other:
            yield f"{key} is missing in one"
        elif one[key] != other[key]:
            yield f"{key} has {sorted(one[key])} in one and {sorted(other[key])} in the other"


def find_wordless(refusals: Mapping[str, frozenset[str]], texts: Texts) -> Iterator[str]:
    """Say which codes have no words, which words no code, and which words want a fact that is not there."""
    keys = {f"refusal-{code}".replace("_", "-"): facts for code, facts in refusals.items()}
    for key in sorted(keys.keys() | {key for key in texts if key.startswith("refusal-")}):
        if key not in texts:
            yield f"{key} has no words"
        elif key not in keys:
            yield f"{key} is no refusal's"
        elif missing := texts[key] - keys[key]:
            yield f"{key} wants {sorted(missing)}, which is no fact"


def _read_language(language: str) -> Texts:
    files = [*_FOLDER.glob(f"{language}.ftl"), *(_FOLDER / language).glob("*.ftl")]
    return read_texts("\n".join(file.read_text(encoding="utf-8") for file in sorted(files)))


def _list_refusals() -> Mapping[str, frozenset[str]]:
    """Find the codes of every refusal of the shop, and the facts it carries."""
    for module in pkgutil.walk_packages(auto_order.__path__, prefix="auto_order."):
        if not module.name.endswith("__main__") and ".migrations" not in module.name:
            import_module(module.name)
    found: dict[str, frozenset[str]] = {}
    waiting = Refusal.__subclasses__()
    while waiting:
        kind = waiting.pop()
        waiting += kind.__subclasses__()
        if kind.__module__.startswith("auto_order.") and "code" in vars(kind):
            found[kind.code] = found.get(kind.code, frozenset()) | _list_facts(kind)
    return found


def _list_facts(kind: type[Refusal]) -> frozenset[str]:
    tree = ast.parse(textwrap.dedent(inspect.getsource(kind)))
    return frozenset(
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and isinstance(node.ctx, ast.Store)
        and not node.attr.startswith("_")
    )


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_every_language_has_the_same_keys_and_variables(language: str) -> None:
    assert not list(find_differences(_read_language(LANGUAGES[0]), _read_language(language)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_refusal_has_its_words(language: str) -> None:
    assert not list(find_wordless(_list_refusals(), _read_language(language)))


@pytest.mark.parametrize(
    "other",
    [
        "",
        "left = none",
        "left = { $count } left\nmore = more",
        "left = { $number } left",
        "left { = ",
        "left = { $count } left\nleft = { $count }",
    ],
)
def test_the_guard_of_languages_bites(other: str) -> None:
    assert list(find_differences(read_texts("left = { $count } left"), read_texts(other)))


@pytest.mark.parametrize(
    "source",
    ["", "refusal-other = No.", "refusal-sold-out = { $missing }", "refusal-sold-out = No\nrefusal-x = x"],
)
def test_the_guard_of_refusals_bites(source: str) -> None:
    assert list(find_wordless({"sold_out": frozenset({"left"})}, read_texts(source)))
