"""Statements as operations. E is an expression, T a target, B a block.

    ("x", E)                        an expression is evaluated
    ("=", Ts, E)   ("+=", T, E)     assignments
    ("d", Ts)                       del
    ("i", ((module, as or None, place), …))                     import
    ("f", level, module, ((name, as or None, place), …), place)     from … import
    ("if", E, B, B)  ("for", T, E, B, B)  ("while", E, B, B)
    ("try", B, ((E, name or None, B), …), B, B)   body, handlers, else, finally
    ("with", ((E, T or None), …), B)
    ("def", name, number, decorators, Es)     Es: defaults and annotations, evaluated where it is defined
    ("class", name, decorators, bases, keywords, B, place)
    ("r", E)  ("!", E, place)  ("b",)           return, raise, break or continue
    ("match", E, ((Ts, certain, E guard, B), …))

Targets: ("n", name), ("a", E, attribute), ("[", E, E), ("t", Ts), ("*", T).
"""

import ast
from collections.abc import Callable, Sequence
from typing import Any

from preflight.imports.translating.bodies import Bodies
from preflight.imports.translating.code import Block, Code, Op, place
from preflight.imports.translating.expressions import Expression
from preflight.imports.translating.tricks import find_tricks


def translate_module(tree: ast.Module, source: str, *, is_shallow: bool = False) -> Code:
    """Translate a module that Python can compile; ``is_shallow`` leaves the bodies of functions out."""
    translator = Translator(tree, is_shallow=is_shallow)
    body = translator.block(tree.body)
    translator.finish_waiting()
    functions = [translator.functions[number] for number in range(len(translator.functions))]
    tricks = find_tricks(tree, source)
    return Code(
        body=body,
        functions=tuple(functions),
        bound=frozenset(translator.bound) | tricks.binds,
        bound_by_functions=frozenset(translator.bound_by_functions),
        attributes_set=frozenset(translator.attributes_set),
        attributes_set_later=frozenset(translator.attributes_set_later),
        targets=frozenset(translator.targets),
        imports=translator.imports,
        tricks=tricks,
    )


class Translator(Bodies):
    """Goes over a module's statements, and over those of its functions when all names around are known."""

    def __init__(self, tree: ast.Module, *, is_shallow: bool) -> None:
        super().__init__(
            is_shallow=is_shallow,
            evaluates_annotations=not any(
                isinstance(node, ast.ImportFrom)
                and node.module == "__future__"
                and any(alias.name == "annotations" for alias in node.names)
                for node in tree.body
            ),
        )
        self.bound: set[str] = set()
        self.bound_by_functions: set[str] = set()
        self.attributes_set: set[str] = set()
        self.attributes_set_later: set[str] = set()
        self.targets: set[str] = set()
        self.imports = 0

    def block(self, statements: Sequence[ast.stmt]) -> Block:
        """Translate statements in their order."""
        ops: list[Op] = []
        for statement in statements:
            method: Callable[[Any], Op | None] = getattr(self, _METHODS.get(type(statement), "_unknown"))
            op = method(statement)
            if op is not None:
                ops.append(op)
        return tuple(ops)

    # Names

    def target(self, node: ast.expr) -> Op:
        match node:
            case ast.Name(id=name):
                self.store(name)
                return ("n", name)
            case ast.Attribute(value=value, attr=attribute):
                base = value.id if isinstance(value, ast.Name) else ""
                is_builtin = base in {"builtins", "__builtin__", "__builtins__"}
                is_later = self.scope.is_function and not is_builtin
                known = self.attributes_set_later if is_later else self.attributes_set
                known.add(f"builtins.{attribute}" if is_builtin else attribute)
                return ("a", self.expression(value), attribute)
            case ast.Subscript(value=value, slice=index):
                return ("[", self.expression(value), self.expression(index))
            case ast.Tuple(elts=elements) | ast.List(elts=elements):
                return ("t", tuple(self.target(element) for element in elements))
            case ast.Starred(value=value):
                return ("*", self.target(value))
        return ("t", ())

    def store(self, name: str) -> None:
        self.scope.stores.add(name)
        if self.scope.kind == "module":
            self.bound.add(name)
        elif name in self.scope.globals:
            self.bound.add(name)
            self.bound_by_functions.add(name)

    def _unknown(self, node: ast.stmt) -> Op | None:
        """Translate what only evaluates: expressions and assertions."""
        value = self.several(ast.iter_child_nodes(node))
        return None if value is None else ("x", value)

    def _expression_statement(self, node: ast.Expr) -> Op | None:
        value = self.expression(node.value)
        return None if value is None or value[0] == "c" else ("x", value)

    def _assert(self, node: ast.Assert) -> Op | None:
        return None if (value := self.expression(node.test)) is None else ("x", value)

    def _pass(self, _node: ast.Pass) -> Op | None:
        return None

    def _global(self, node: ast.Global) -> Op | None:
        self.scope.globals.update(node.names)
        return None

    def _assign(self, node: ast.Assign) -> Op:
        value = self.expression(node.value)
        return ("=", tuple(self.target(target) for target in node.targets), value)

    def _annotated(self, node: ast.AnnAssign) -> Op | None:
        is_local = self.scope.is_function
        annotation = None if is_local else self._annotation(node.annotation)
        value = self.expression(node.value)
        if node.value is None:
            # A bare annotation binds nothing, but makes the name the function's own.
            if is_local and isinstance(node.target, ast.Name):
                self.scope.stores.add(node.target.id)
            return None if annotation is None else ("x", annotation)
        assigned = ("=", (self.target(node.target),), value)
        return assigned if annotation is None else ("if", ("c", True), (("x", annotation), assigned), ())

    def _annotation(self, node: ast.expr | None) -> Expression:
        return self.several([node]) if self.evaluates_annotations else None

    def _augmented(self, node: ast.AugAssign) -> Op:
        if isinstance(node.target, ast.Name):
            self.scope.loads.add(node.target.id)
        value = self.expression(node.value)
        return ("+=", self.target(node.target), value, place(node))

    def _delete(self, node: ast.Delete) -> Op:
        return ("d", tuple(self.target(target) for target in node.targets))

    def _type_alias(self, node: Any) -> Op:  # noqa: ANN401 - ast.TypeAlias is not there before 3.12
        return ("=", (self.target(node.name),), None)

    # Imports

    def _import(self, node: ast.Import) -> Op:
        self._count_imports(len(node.names))
        for alias in node.names:
            self.targets.add(alias.name)
            self.store(alias.asname or alias.name.partition(".")[0])
        return ("i", tuple((alias.name, alias.asname, place(alias)) for alias in node.names))

    def _from(self, node: ast.ImportFrom) -> Op | None:
        if node.module == "__future__" and not node.level:
            self._store_future(node)
            return None
        self._count_imports(len(node.names))
        for alias in node.names:
            if not node.level:
                self.targets.add(f"{node.module}.{alias.name}")
            if alias.name != "*":
                self.store(alias.asname or alias.name)
        names = tuple((alias.name, alias.asname, place(alias)) for alias in node.names)
        return ("f", node.level, node.module or "", names, place(node))

    def _store_future(self, node: ast.ImportFrom) -> None:
        for alias in node.names:
            self.store(alias.asname or alias.name)

    def _count_imports(self, number: int) -> None:
        self.imports += number
        self.scope.has_imports = True

    # Ways to go

    def _if(self, node: ast.If) -> Op:
        return ("if", self.expression(node.test), self.block(node.body), self.block(node.orelse))

    def _for(self, node: ast.For | ast.AsyncFor) -> Op:
        iterable = self.expression(node.iter)
        return ("for", self.target(node.target), iterable, self.block(node.body), self.block(node.orelse))

    def _while(self, node: ast.While) -> Op:
        return ("while", self.expression(node.test), self.block(node.body), self.block(node.orelse))

    def _try(self, node: Any) -> Op:  # noqa: ANN401 - ast.Try or ast.TryStar
        body = self.block(node.body)
        handlers = tuple(self._handler(handler) for handler in node.handlers)
        return ("try", body, handlers, self.block(node.orelse), self.block(node.finalbody))

    def _handler(self, node: ast.ExceptHandler) -> tuple[Any, ...]:
        kind = ("c", None) if node.type is None else self.expression(node.type)
        if node.name:
            self.store(node.name)
        return (kind, node.name, self.block(node.body))

    def _with(self, node: ast.With | ast.AsyncWith) -> Op:
        items = tuple(
            (
                self.expression(item.context_expr),
                self.target(item.optional_vars) if item.optional_vars else None,
            )
            for item in node.items
        )
        return ("with", items, self.block(node.body))

    def _match(self, node: ast.Match) -> Op:
        subject = self.expression(node.subject)
        cases = []
        for case in node.cases:
            used = self.several(part for part in ast.walk(case.pattern) if isinstance(part, ast.expr))
            names = [
                name
                for part in ast.walk(case.pattern)
                for name in (getattr(part, "name", None), getattr(part, "rest", None))
                if name
            ]
            for name in names:
                self.store(name)
            guard = self.expression(case.guard)
            targets = tuple(("n", name) for name in names)
            is_certain = (
                isinstance(case.pattern, ast.MatchAs) and case.pattern.pattern is None and not case.guard
            )
            cases.append((used, targets, is_certain, guard, self.block(case.body)))
        return ("match", subject, tuple(cases))

    def _return(self, node: ast.Return) -> Op:
        return ("r", self.expression(node.value))

    def _raise(self, node: ast.Raise) -> Op:
        cause = self.expression(node.cause)
        raised = self.expression(node.exc)
        return (
            "!",
            raised if cause is None else ("~", (*((raised,) if raised else ()), cause), True),
            place(node),
        )

    def _leave(self, _node: ast.Break | ast.Continue) -> Op:
        return ("b",)


_METHODS: dict[type[ast.stmt], str] = {
    ast.Expr: "_expression_statement",
    ast.Assert: "_assert",
    ast.Pass: "_pass",
    ast.Nonlocal: "_pass",
    ast.Global: "_global",
    ast.Assign: "_assign",
    ast.AnnAssign: "_annotated",
    ast.AugAssign: "_augmented",
    ast.Delete: "_delete",
    ast.Import: "_import",
    ast.ImportFrom: "_from",
    ast.If: "_if",
    ast.For: "_for",
    ast.AsyncFor: "_for",
    ast.While: "_while",
    ast.Try: "_try",
    ast.TryStar: "_try",
    ast.With: "_with",
    ast.AsyncWith: "_with",
    ast.Match: "_match",
    ast.Return: "_return",
    ast.Raise: "_raise",
    ast.Break: "_leave",
    ast.Continue: "_leave",
    ast.FunctionDef: "function",
    ast.AsyncFunctionDef: "function",
    ast.ClassDef: "class_",
}
if hasattr(ast, "TypeAlias"):
    _METHODS[ast.TypeAlias] = "_type_alias"
