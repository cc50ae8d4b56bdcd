"""Functions and classes as operations. The body of a function waits until the scope around it is complete."""

import ast
import marshal
from abc import abstractmethod
from collections.abc import Sequence

from preflight.imports.translating.code import Block, Function, Op, place
from preflight.imports.translating.expressions import Expression, Expressions
from preflight.imports.translating.scopes import Scope

_AnyFunction = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda


class Bodies(Expressions):
    """The part of the translator that knows functions and classes."""

    def __init__(self, *, is_shallow: bool, evaluates_annotations: bool) -> None:
        self.scope = Scope("module")
        self.functions: dict[int, Function] = {}
        self.evaluates_annotations = evaluates_annotations
        self._is_shallow = is_shallow
        self._reserved = 0

    @abstractmethod
    def block(self, statements: Sequence[ast.stmt]) -> Block:
        """Translate statements in their order."""

    @abstractmethod
    def store(self, name: str) -> None:
        """Take notice that a name is bound in the scope of the moment."""

    def finish_waiting(self) -> None:
        """Translate the bodies of the functions met so far in this scope."""
        for finish in self.scope.waiting:
            finish()
        self.scope.waiting.clear()

    def function(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> Op:
        decorators = tuple(self.expression(decorator) for decorator in node.decorator_list)
        defaults = self.several([*node.args.defaults, *node.args.kw_defaults])
        type_names = _list_type_names(node)
        self.scope.hidden.append(type_names)
        arguments = node.args
        everyone = [
            *arguments.posonlyargs,
            *arguments.args,
            *arguments.kwonlyargs,
            arguments.vararg,
            arguments.kwarg,
        ]
        annotations = [argument.annotation for argument in everyone if argument is not None]
        annotated = self.several([*annotations, node.returns]) if self.evaluates_annotations else None
        number = self._reserve(node, node.name)
        self.scope.hidden.pop()
        self.store(node.name)
        evaluated = self.combine([defaults, annotated])
        return ("def", node.name, number, decorators, evaluated, place(node))

    def lambda_(self, node: ast.Lambda) -> Expression:
        number = self._reserve(node, "<lambda>")
        defaults = self.several([*node.args.defaults, *node.args.kw_defaults])
        return ("f", number) if defaults is None else ("~", (defaults, ("f", number)), True)

    def _reserve(self, node: _AnyFunction, name: str) -> int:
        """Give the function a number now and translate its body when the scope around it is complete."""
        number = self._reserved
        self._reserved += 1
        around, hidden = self.scope, self.scope.all_hidden()

        def finish() -> None:
            self._translate_function(node, name, number, Scope("function", around, hidden=hidden))

        around.home.waiting.append(finish)
        return number

    def _translate_function(self, node: _AnyFunction, name: str, number: int, scope: Scope) -> None:
        before, self.scope = self.scope, scope
        arguments = node.args
        named = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
        stars = [argument for argument in (arguments.vararg, arguments.kwarg) if argument]
        # The parameters stand in front of what hides: a comprehension around a lambda may use the same names.
        scope.stores.update(argument.arg for argument in [*named, *stars])
        scope.hidden = [names - scope.stores for names in scope.hidden]
        if isinstance(node, ast.Lambda):
            body: Block = (("r", self.expression(node.body)),)
        elif self._is_shallow and name != "__getattr__":
            body = ()
        else:
            body = self.block(node.body)
        self.finish_waiting()
        scope.close()
        self.functions[number] = Function(
            name=name,
            place=place(node),
            params=tuple(argument.arg for argument in named),
            is_plain=not (scope.yields or isinstance(node, ast.AsyncFunctionDef)),
            locals=scope.visible_locals(),
            loads=frozenset(scope.loads - scope.visible_locals()),
            chains=frozenset(chain for chain in scope.chains if chain[0] not in scope.visible_locals()),
            has_imports=scope.has_imports,
            packed_body=marshal.dumps(body),
        )
        self.scope = before

    def class_(self, node: ast.ClassDef) -> Op:
        decorators = tuple(self.expression(decorator) for decorator in node.decorator_list)
        self.scope.hidden.append(_list_type_names(node))
        bases = tuple(self.expression(base) for base in node.bases)
        keywords = tuple((keyword.arg, self.expression(keyword.value)) for keyword in node.keywords)
        outer = self.scope
        self.scope = Scope("class", outer)
        body = self.block(node.body)
        self.scope.close()
        self.scope = outer
        self.scope.hidden.pop()
        self.store(node.name)
        return ("class", node.name, decorators, bases, keywords, body, place(node))


def _list_type_names(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> frozenset[str]:
    """List the type parameters of Python 3.12: ``def first[T](…)``."""
    return frozenset(parameter.name for parameter in getattr(node, "type_params", ()))
