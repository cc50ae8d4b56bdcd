"""Expressions as operations. ``None`` stands for a value nobody can follow that uses nothing.

("c", value)                    a constant
("n", name, place)              a name is loaded
("a", E, attribute, place)      an attribute of it
("k", E, positional, keywords, place)   a call; keywords are (name or None, E)
("&", Es) ("|", Es) ("!", E) ("<", operator, E, E) ("?", test, E, E)
("[", E, E)                     a subscript
("L", kind, Es, places)         a list, tuple or set
("D", keys, Es)                 a dictionary whose keys are all constants
("+", E, E, place)              a sum
(":=", target, E)
("f", number)                   a lambda
("~", Es, certain)              a value nobody can follow, made from these; surely evaluated, or perhaps
"""

import ast
from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from contextlib import suppress
from string import Formatter

from preflight.imports.translating.code import Op, place
from preflight.imports.translating.scopes import Scope, list_targets

_KEPT_CONSTANTS = (str, int, bool, type(None))
_LONGEST_CONSTANT = 200
_LONGEST_LIST = 5000
_COMPARISONS = {
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Is: "is",
    ast.IsNot: "is not",
    ast.In: "in",
    ast.NotIn: "not in",
}
_SELF_NAMES = frozenset({"globals", "locals", "vars"})

Expression = Op | None
_Comprehension = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp


class Expressions(ABC):
    """Translates expressions within the scope of the moment. Statements stand on it."""

    scope: Scope

    def expression(self, node: ast.expr | None) -> Expression:
        """Translate any expression."""
        if node is None:
            return None
        method = getattr(self, _METHODS.get(type(node), "_anything"))
        translated: Expression = method(node)
        return translated

    def several(self, nodes: Iterable[ast.AST | None], *, certain: bool = True) -> Expression:
        """Translate expressions of which only what they use matters."""
        parts: list[Op] = []
        for node in nodes:
            if isinstance(node, ast.expr):
                part = self.expression(node)
                if part is not None and part[0] != "c":
                    parts.append(part)
            elif node is not None:
                inner = self.several(ast.iter_child_nodes(node))
                if inner is not None:
                    parts.append(inner)
        if not parts:
            return None
        return (
            parts[0] if len(parts) == 1 and parts[0][0] == "~" and certain else ("~", tuple(parts), certain)
        )

    def _anything(self, node: ast.expr) -> Expression:
        found = self.several(ast.iter_child_nodes(node))
        return found if found is None or found[0] == "~" else ("~", (found,), True)

    def _constant(self, node: ast.Constant) -> Expression:
        value = node.value
        if not isinstance(value, _KEPT_CONSTANTS) or (
            isinstance(value, str) and len(value) > _LONGEST_CONSTANT
        ):
            return ("c", "…") if isinstance(value, str) else None
        return ("c", value)

    def _name(self, node: ast.Name) -> Expression:
        name = node.id
        if self.scope.is_hidden(name):
            return None
        self.scope.loads.add(name)
        return ("n", name, place(node))

    def _attribute(self, node: ast.Attribute) -> Expression:
        value = self.expression(node.value)
        if isinstance(node.value, ast.Name) and value is not None:
            self.scope.chains.add((node.value.id, node.attr))
        return None if value is None else ("a", value, node.attr, _attribute_place(node))

    def _call(self, node: ast.Call) -> Expression:
        fields = _list_fields(node)
        if fields:
            names = (ast.Name(field, lineno=node.lineno, col_offset=node.col_offset) for field in fields)
            return self.combine([self._name(name) for name in names])
        function = self.expression(node.func)
        positional = tuple(self.expression(argument) for argument in node.args)
        keywords = tuple((keyword.arg, self.expression(keyword.value)) for keyword in node.keywords)
        if function is None:
            return self.combine([*positional, *(value for _name, value in keywords)])
        return ("k", function, positional, keywords, place(node))

    def combine(self, parts: Sequence[Expression]) -> Expression:
        used = tuple(part for part in parts if part is not None and part[0] != "c")
        return ("~", used, True) if used else None

    def _bool_op(self, node: ast.BoolOp) -> Expression:
        parts = tuple(self.expression(value) for value in node.values)
        return ("&" if isinstance(node.op, ast.And) else "|", parts)

    def _unary_op(self, node: ast.UnaryOp) -> Expression:
        value = self.expression(node.operand)
        return ("!", value) if isinstance(node.op, ast.Not) else self.combine([value])

    def _compare(self, node: ast.Compare) -> Expression:
        sides = [self.expression(side) for side in (node.left, *node.comparators)]
        pairs = tuple(
            ("<", _COMPARISONS[type(order)], left, right)
            for order, left, right in zip(node.ops, sides, sides[1:], strict=False)
        )
        return pairs[0] if len(pairs) == 1 else ("&", pairs)

    def _if_exp(self, node: ast.IfExp) -> Expression:
        return ("?", self.expression(node.test), self.expression(node.body), self.expression(node.orelse))

    def _subscript(self, node: ast.Subscript) -> Expression:
        value, index = self.expression(node.value), self.expression(node.slice)
        return ("[", value, index) if value is not None else self.combine([index])

    def _sequence(self, node: ast.List | ast.Tuple | ast.Set) -> Expression:
        if len(node.elts) > _LONGEST_LIST:
            return self._anything(node)
        kind = {ast.List: "list", ast.Tuple: "tuple", ast.Set: "set"}[type(node)]
        places = tuple(place(element) for element in node.elts)
        return ("L", kind, tuple(self.expression(element) for element in node.elts), places)

    def _slice(self, node: ast.Slice) -> Expression:
        if node.step is not None:
            return self._anything(node)
        bounds = tuple(
            ("c", None) if part is None else self.expression(part) for part in (node.lower, node.upper)
        )
        return ("L", "slice", bounds, (0, 0))

    def _dictionary(self, node: ast.Dict) -> Expression:
        keys = [key.value if isinstance(key, ast.Constant) else None for key in node.keys]
        if len(keys) > _LONGEST_LIST or not all(isinstance(key, str) for key in keys):
            return self._anything(node)
        return ("D", tuple(keys), tuple(self.expression(value) for value in node.values))

    def _starred(self, node: ast.Starred) -> Expression:
        return ("*", self.expression(node.value))

    def _bin_op(self, node: ast.BinOp) -> Expression:
        if isinstance(node.op, ast.Add):
            return self._sum(node)
        return self.combine([self.expression(node.left), self.expression(node.right)])

    def _sum(self, node: ast.BinOp) -> Expression:
        """Translate ``a + b + …`` without going down once for each term: generated code has thousands."""
        terms: list[ast.expr] = []
        left: ast.expr = node
        while isinstance(left, ast.BinOp) and isinstance(left.op, ast.Add):
            terms.append(left.right)
            left = left.left
        translated = self.expression(left)
        for term in reversed(terms):
            translated = ("+", translated, self.expression(term), place(term))
        return translated if len(terms) < _LONGEST_CONSTANT else None

    def _named_expr(self, node: ast.NamedExpr) -> Expression:
        value = self.expression(node.value)
        return (":=", self.target(node.target), value)

    @abstractmethod
    def target(self, node: ast.expr) -> Op:
        """Translate what is assigned to, see ``statements``."""

    def _comprehension(self, node: _Comprehension) -> Expression:
        """Only the first iterable is surely evaluated, and outside of the comprehension's own names."""
        first = self.expression(node.generators[0].iter)
        names = frozenset[str]().union(*(list_targets(generator.target) for generator in node.generators))
        self.scope.hidden.append(names)
        inner: list[ast.AST | None] = []
        for number, generator in enumerate(node.generators):
            inner += [generator.target, *([generator.iter] if number else []), *generator.ifs]
        inner += [node.key, node.value] if isinstance(node, ast.DictComp) else [node.elt]
        rest = self.several(inner, certain=False)
        self.scope.hidden.pop()
        return self.combine([first, rest])

    @abstractmethod
    def lambda_(self, node: ast.Lambda) -> Expression:
        """Translate a lambda, see ``bodies``."""

    def _yield(self, node: ast.Yield | ast.YieldFrom) -> Expression:
        self.scope.yields = True
        return self.combine([self.expression(node.value)])


def _list_fields(node: ast.Call) -> list[str]:
    """List the names of the module that ``"…".format(**globals())`` needs."""
    match node:
        case ast.Call(
            func=ast.Attribute(value=ast.Constant(value=str() as text), attr="format"),
            args=[],
            keywords=[ast.keyword(arg=None, value=ast.Call(func=ast.Name(id="globals")))],
        ):
            with suppress(ValueError):
                fields = [field for _text, field, _form, _conversion in Formatter().parse(text) if field]
                return [field for field in fields if field.isidentifier()]
    return []


def _attribute_place(node: ast.Attribute) -> int:
    """Say where the attribute itself stands: chains are broken over lines."""
    line, column = node.end_lineno or node.lineno, node.end_col_offset or node.col_offset
    place_of_end = ast.Name("", lineno=line, col_offset=max(0, column - len(node.attr)))
    return place(place_of_end)


_METHODS: dict[type[ast.expr], str] = {
    ast.Constant: "_constant",
    ast.Name: "_name",
    ast.Attribute: "_attribute",
    ast.Call: "_call",
    ast.BoolOp: "_bool_op",
    ast.UnaryOp: "_unary_op",
    ast.Compare: "_compare",
    ast.IfExp: "_if_exp",
    ast.Subscript: "_subscript",
    ast.List: "_sequence",
    ast.Tuple: "_sequence",
    ast.Set: "_sequence",
    ast.Slice: "_slice",
    ast.Dict: "_dictionary",
    ast.Starred: "_starred",
    ast.BinOp: "_bin_op",
    ast.NamedExpr: "_named_expr",
    ast.ListComp: "_comprehension",
    ast.SetComp: "_comprehension",
    ast.DictComp: "_comprehension",
    ast.GeneratorExp: "_comprehension",
    ast.Lambda: "lambda_",
    ast.Yield: "_yield",
    ast.YieldFrom: "_yield",
}
