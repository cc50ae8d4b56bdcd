"""Finds where a module makes names or modules by means that no reader can follow line by line.

Whatever is found here makes the checker silent about what it cannot know, so a false find costs little.
"""

import ast
import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence

from preflight.imports.translating.code import Tricks

WORTH_A_LOOK = re.compile(
    r"globals\(|locals\(|vars\(|exec_?\(|sys\.modules|modules\[|__path__|__dict__|meta_path|path_hooks|_convert_?\("
)
# Words that are quickly looked for, before any pattern is.
_OF_PATHS = ("sys.path", "path.insert", "path.append", "path.extend", "addsitedir", "syspath_prepend")
_OF_NAMES = (
    "globals(",
    "locals(",
    "vars(",
    "exec",
    "modules",
    "__path__",
    "__dict__",
    "meta_path",
    "path_hooks",
    "_convert",
)
_CHANGES_PATH = re.compile(
    r"\bpath\.(insert|append|extend)\(|sys\.path(\[.*\])?\s*\+?=[^=]|addsitedir\(|\bsyspath_prepend\("
)
_READING_CALLS = frozenset(
    [
        "eval",
        "get_type_hints",
        "len",
        "sorted",
        "dict",
        "list",
        "set",
        "tuple",
        "any",
        "all",
        "isinstance",
        "print",
        "repr",
        "iter",
        "getattr",
        "hasattr",
        "getmembers",
        "model_rebuild",
        "update_forward_refs",
        "_eval_type",
        "ForwardRef",
        "id",
        "type",
        "bool",
        "enumerate",
        "format",
    ]
)
_READING_METHODS = frozenset(["get", "keys", "items", "values", "copy", "__contains__", "__getitem__"])

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_Parents = dict[ast.AST, ast.AST]


def find_tricks(tree: ast.Module, source: str) -> Tricks:
    """Look for tricks, thoroughly only where the text has a word that belongs to one."""
    changes_path = any(word in source for word in _OF_PATHS) and _CHANGES_PATH.search(source) is not None
    if not any(word in source for word in _OF_NAMES):
        return Tricks(changes_path=changes_path)
    lines = [source.count("\n", 0, found.start()) + 1 for found in WORTH_A_LOOK.finditer(source)]
    if not lines:
        return Tricks(changes_path=changes_path)
    search = _Search(tree, lines)
    return Tricks(
        opens=search.opens,
        opens_path=search.opens_path,
        changes_path=changes_path,
        registers=frozenset(search.registers),
        binds=frozenset(search.binds),
    )


class _Search:
    """Goes over a tree once and remembers what it saw."""

    def __init__(self, tree: ast.Module, lines: Sequence[int]) -> None:
        self.opens = self.opens_path = False
        self.registers: set[str] = set()
        self.binds: set[str] = set()
        self._tree = tree
        self._parents: _Parents = {}
        looks: dict[type[ast.AST], Callable[..., None]] = {
            ast.Call: self._look_at_call,
            ast.Subscript: self._look_at_subscript,
            ast.Attribute: self._look_at_attribute,
            ast.Name: self._look_at_name,
        }
        nodes = list(self._walk(tree, lines))
        for node in nodes:
            look = looks.get(type(node))
            if look is not None:
                look(node)

    def _walk(self, tree: ast.AST, lines: Sequence[int]) -> Iterator[ast.AST]:
        """Go over the statements that have one of the lines, and over all of their expressions."""
        waiting = [tree]
        while waiting:
            node = waiting.pop()
            yield node
            for child in ast.iter_child_nodes(node):
                if not isinstance(child, ast.stmt) or _spans_any(child, lines):
                    self._parents[child] = node
                    waiting.append(child)

    def _look_at_call(self, node: ast.Call) -> None:
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        if isinstance(node.func, ast.Attribute) and node.func.attr in {"_convert_", "_convert"}:
            # Members of an enumeration become names of the module that is named as an argument.
            self.opens = True
        elif name in {"exec", "exec_"} and len(node.args) == 1 and not self._is_within(node, *_FUNCTIONS):
            self.opens = True
        elif name == "globals" or (name in {"locals", "vars"} and not node.args and self._is_at_top(node)):
            self._look_at_use(node)

    def _look_at_subscript(self, node: ast.Subscript) -> None:
        if not _is_sys_modules(node.value):
            return
        is_own = isinstance(node.slice, ast.Name) and node.slice.id == "__name__"
        if isinstance(node.ctx, ast.Store):
            if is_own:
                self.opens = True
            else:
                self.registers.add(self._key(node.slice, node))
        elif is_own:
            self._look_at_own_module(node)

    def _key(self, key: ast.expr, node: ast.AST) -> str:
        """Say under which names something is put into ``sys.modules``."""
        match key:
            case ast.Constant(value=str() as name):
                return name
            case ast.JoinedStr(values=[ast.Constant(value=str() as start), *_]):
                return f"{start}*"
            case ast.JoinedStr(values=[ast.FormattedValue(value=ast.Name(id="__name__")), *_]):
                return "__name__*"
            case ast.BinOp(left=left):
                return f"{self._key(left, node).removesuffix('*')}*"
            case ast.Name(id="__name__"):
                return "__name__"
        return self._key_of_variable(key, node)

    def _key_of_variable(self, key: ast.expr, node: ast.AST) -> str:
        function = next((above for above in self._above(node) if isinstance(above, _FUNCTIONS)), None)
        if function is None:
            return "*"
        assigned = [
            part.value
            for part in ast.walk(function)
            if isinstance(part, ast.Assign) and any(_is_same_name(target, key) for target in part.targets)
        ]
        return self._key(assigned[0], node) if len(assigned) == 1 else "?"

    def _look_at_attribute(self, node: ast.Attribute) -> None:
        if node.attr in {"meta_path", "path_hooks"}:
            self.registers.add("*")
        elif node.attr == "modules" and _last_name(node.value) == "sys":
            parent = self._parents[node]
            if isinstance(parent, ast.Attribute) and parent.attr in {"update", "setdefault", "__setitem__"}:
                self.registers.add("?" if self._is_within(node, *_FUNCTIONS) else "*")

    def _look_at_name(self, node: ast.Name) -> None:
        if node.id != "__path__":
            return
        parent = self._parents[node]
        changes = isinstance(parent, ast.Attribute) and parent.attr in {"append", "insert", "extend"}
        if changes or not isinstance(node.ctx, ast.Load):
            self.opens_path = True

    def _look_at_own_module(self, node: ast.Subscript) -> None:
        """Judge ``sys.modules[__name__]``: reading an attribute or passing it to a reader is harmless."""
        parent = self._parents[node]
        if isinstance(parent, ast.Attribute):
            if parent.attr == "__dict__":
                self._look_at_use(parent)
            elif not isinstance(parent.ctx, ast.Load):
                self._open(node)
        elif not (isinstance(parent, ast.Call) and _last_name(parent.func) in _READING_CALLS):
            self._open(node)

    def _look_at_use(self, node: ast.expr) -> None:
        """Judge what is done with the dictionary of the module's names."""
        parent = self._parents[node]
        match parent:
            case ast.Subscript(slice=key, ctx=ast.Store()) if (name := _constant(key)) is not None:
                self.binds.add(name)
            case ast.Assign(targets=[ast.Name(id=name)]) if self._is_only_read(name):
                pass
            case ast.keyword() if (
                _last_name(getattr(self._parents[parent], "func", parent)) in _READING_CALLS
            ):
                pass
            case ast.Return():
                pass
            case _ if not _only_reads(node, parent):
                self._open(node)

    def _is_only_read(self, name: str) -> bool:
        """Say whether a variable that holds the names is nowhere used to change them."""
        parents = {child: node for node in ast.walk(self._tree) for child in ast.iter_child_nodes(node)}
        return all(
            _only_reads(node, parents[node])
            for node in parents
            if isinstance(node, ast.Name) and node.id == name and isinstance(node.ctx, ast.Load)
        )

    def _open(self, node: ast.AST) -> None:
        """Anything may be bound from here on; a ``__getattr__`` that keeps what it made binds nothing new."""
        if not any(getattr(above, "name", "") == "__getattr__" for above in self._above(node)):
            self.opens = True

    def _above(self, node: ast.AST) -> Iterator[ast.AST]:
        while node in self._parents:
            node = self._parents[node]
            yield node

    def _is_within(self, node: ast.AST, *kinds: type[ast.AST]) -> bool:
        return any(isinstance(above, kinds) for above in self._above(node))

    def _is_at_top(self, node: ast.AST) -> bool:
        return not self._is_within(node, ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)


def _only_reads(node: ast.expr, parent: ast.AST) -> bool:
    match parent:
        case ast.Subscript(value=value, ctx=context):
            return value is not node or isinstance(context, ast.Load)
        case ast.Attribute(attr=attribute):
            return attribute in _READING_METHODS
        case ast.Call(func=function):
            return _last_name(function) in _READING_CALLS
    return isinstance(parent, ast.Compare | ast.comprehension | ast.For)


def _spans_any(node: ast.stmt, lines: Sequence[int]) -> bool:
    first = min([node.lineno, *(decorator.lineno for decorator in getattr(node, "decorator_list", ()))])
    number = bisect_left(lines, first)
    return number < len(lines) and lines[number] <= (node.end_lineno or first)


def _is_sys_modules(node: ast.expr) -> bool:
    if isinstance(node, ast.Attribute):
        return node.attr == "modules" and _last_name(node.value).lstrip("_") == "sys"
    return isinstance(node, ast.Name) and node.id == "modules"


def _is_same_name(one: ast.expr, other: ast.expr) -> bool:
    return isinstance(one, ast.Name) and isinstance(other, ast.Name) and one.id == other.id


def _last_name(node: ast.AST) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def _constant(node: ast.AST) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None
