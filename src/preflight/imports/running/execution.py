"""What statements do: they bind, branch, guard and leave."""

from collections.abc import Callable

from preflight.imports.running.calls import Calls
from preflight.imports.running.core import list_bases
from preflight.imports.running.evaluation import elsewhere, extend
from preflight.imports.running.frames import GOES_ON, MAY_BREAK, MAY_LEAVE, STOPS, Frame, Guard, Raised
from preflight.imports.running.guards import find_swallowed, list_caught
from preflight.imports.running.values import (
    NONE,
    UNKNOWN,
    Builtin,
    ClassValue,
    External,
    FunctionValue,
    Items,
    ModuleValue,
    Table,
    Value,
    constant,
    truth,
)
from preflight.imports.translating.code import Block, Op

_IMPORT_ERRORS = frozenset({"ImportError", "ModuleNotFoundError", "Exception", "BaseException", "*"})


class Execution(Calls):
    """The part of the machine that goes from statement to statement."""

    def __init__(self) -> None:
        super().__init__()
        self._executors: dict[str, Callable[[Frame, Op], int]] = {
            "x": self._evaluate_only,
            "=": self._assign,
            "+=": self._augment,
            "d": self._delete,
            "i": self.import_,
            "f": self.import_from,
            "if": self._if,
            "for": self._for,
            "while": self._while,
            "try": self._try,
            "with": self._with,
            "def": self._def,
            "class": self._class,
            "r": self._return,
            "!": self._raise,
            "b": self._break,
            "match": self._match,
        }

    def block(self, frame: Frame, ops: Block) -> int:
        flow = GOES_ON
        for op in ops:
            ended = self._executors[op[0]](frame, op)
            if ended:
                flow |= ended
                if ended & STOPS:
                    return flow
                frame.certain = frame.sure = False
        return flow

    def import_(self, frame: Frame, op: Op) -> int:
        raise NotImplementedError

    def import_from(self, frame: Frame, op: Op) -> int:
        raise NotImplementedError

    def _evaluate_only(self, frame: Frame, op: Op) -> int:
        self.evaluate(frame, op[1])
        return GOES_ON

    # Binding

    def _assign(self, frame: Frame, op: Op) -> int:
        value = self.evaluate(frame, op[2])
        for target in op[1]:
            self.assign(frame, target, value)
        return GOES_ON

    def assign(self, frame: Frame, target: Op, value: Value) -> None:
        match target:
            case ("n", name):
                self.bind(frame, name, value)
            case ("t", targets):
                self._unpack(frame, targets, value)
            case ("a", owner_op, attribute):
                owner = self.evaluate(frame, owner_op)
                if isinstance(owner, ModuleValue) and owner.module is not None:
                    owner.module.names[attribute] = value
            case ("[", owner_op, index_op):
                owner, index = self.evaluate(frame, owner_op), constant(self.evaluate(frame, index_op))
                if isinstance(owner, Table) and isinstance(index, str):
                    owner.entries[index] = value
                elif isinstance(owner, Items | Table):
                    owner.is_complete = False
            case ("*", inner):
                self.assign(frame, inner, UNKNOWN)

    def _unpack(self, frame: Frame, targets: tuple[Op, ...], value: Value) -> None:
        parts = value.items if isinstance(value, Items) and value.is_complete else []
        fits = len(parts) == len(targets) and not any(target[0] == "*" for target in targets)
        for number, target in enumerate(targets):
            self.assign(frame, target, parts[number] if fits else UNKNOWN)

    def bind(self, frame: Frame, name: str, value: Value) -> None:
        if frame.is_function and name not in frame.locals:
            frame.module.names[name] = value
        else:
            frame.scope[name] = value

    def _augment(self, frame: Frame, op: Op) -> int:
        _, target, value_op, at = op
        value = self.evaluate(frame, value_op)
        if target[0] != "n":
            self.assign(frame, target, UNKNOWN)
            return GOES_ON
        before = self.evaluate(frame, ("n", target[1], at))
        if isinstance(before, Items):
            after = Items(before.kind, [*before.items], [*before.places], is_complete=before.is_complete)
            extend(after, value if value_op is not None and value_op[0] == "L" else elsewhere(value, at))
            self.bind(frame, target[1], after)
        else:
            self.bind(frame, target[1], UNKNOWN)
        return GOES_ON

    def _delete(self, frame: Frame, op: Op) -> int:
        for target in op[1]:
            if target[0] == "n":
                is_global = frame.is_function and target[1] not in frame.locals
                (frame.module.names if is_global else frame.scope).pop(target[1], None)
            elif target[0] == "t":
                self._delete(frame, ("d", target[1]))
        return GOES_ON

    # Ways to go

    def _if(self, frame: Frame, op: Op) -> int:
        if _is_main_guard(op[1]) and not frame.is_function:
            frame.module.later.append((op[2], False))
            return self.block(frame, op[3])
        verdict = truth(self.evaluate(frame, op[1]))
        if verdict is not None:
            return self.block(frame, op[2] if verdict else op[3])
        return self._fork(frame, [lambda: self.block(frame, op[2]), lambda: self.block(frame, op[3])])

    def _fork(self, frame: Frame, ways: list[Callable[[], int]]) -> int:
        """Go several ways of which one is taken, and put together what they bind."""
        certain, sure = frame.certain, frame.sure
        before = dict(frame.scope)
        ends: list[dict[str, Value]] = []
        flows: list[int] = []
        frame.depth += 1
        for way in ways:
            frame.certain = frame.sure = False
            _restore(frame.scope, before)
            flow = way()
            flows.append(flow)
            if not flow & STOPS:
                ends.append(dict(frame.scope))
        frame.depth -= 1
        frame.certain, frame.sure = certain, sure
        _restore(frame.scope, _merge(ends) if ends else before)
        flow = GOES_ON
        for one in flows:
            flow |= one & ~STOPS
        return flow if ends else flow | STOPS

    def _for(self, frame: Frame, op: Op) -> int:
        _, target, iterable_op, body, orelse = op
        iterable = self.evaluate(frame, iterable_op)
        is_entered = isinstance(iterable, Items) and iterable.is_complete and bool(iterable.items)
        only = iterable.items[0] if isinstance(iterable, Items) and len(iterable.items) == 1 else UNKNOWN

        def run() -> int:
            self.assign(frame, target, only if is_entered else UNKNOWN)
            return self.block(frame, body)

        return self._loop(frame, run, orelse, is_entered=is_entered)

    def _while(self, frame: Frame, op: Op) -> int:
        _, test, body, orelse = op
        verdict = truth(self.evaluate(frame, test))
        if verdict is False:
            return self.block(frame, orelse)
        return self._loop(frame, lambda: self.block(frame, body), orelse, is_entered=verdict is True)

    def _loop(self, frame: Frame, run: Callable[[], int], orelse: Block, *, is_entered: bool) -> int:
        """Go round once. A loop swallows its breaks; a return in it leaves the function."""
        certain, sure, depth = frame.certain, frame.sure, frame.depth
        if is_entered:
            flow = run()
        else:
            # A loop over nothing that is known is entered more often than a condition holds.
            frame.depth -= 1
            flow = self._fork(frame, [lambda: run() & ~STOPS, lambda: GOES_ON])
        frame.certain, frame.sure, frame.depth = certain, sure, depth
        left = flow & MAY_LEAVE
        if left and flow & STOPS and not flow & MAY_BREAK:
            return left | STOPS
        if orelse:
            left |= self._fork(frame, [lambda: self.block(frame, orelse), lambda: GOES_ON]) & ~STOPS
        return left

    def _match(self, frame: Frame, op: Op) -> int:
        self.evaluate(frame, op[1])

        def take(case: Op) -> int:
            used, targets, _certain, guard, body = case
            self.evaluate(frame, used)
            for target in targets:
                self.assign(frame, target, UNKNOWN)
            self.evaluate(frame, guard)
            return self.block(frame, body)

        ways = [lambda case=case: take(case) for case in op[2]]
        if not any(case[2] for case in op[2]):
            ways.append(lambda: GOES_ON)
        return self._fork(frame, ways)

    def _return(self, frame: Frame, op: Op) -> int:
        value = self.evaluate(frame, op[1])
        frame.returned = value if op[1] is not None else NONE
        return MAY_LEAVE | STOPS

    def _break(self, _frame: Frame, _op: Op) -> int:
        return MAY_BREAK | STOPS

    def _raise(self, frame: Frame, op: Op) -> int:
        raised = op[1]
        if raised is not None and raised[0] == "k":
            for argument in raised[2]:
                self.evaluate(frame, argument)
            raised = raised[1]
        value = self.evaluate(frame, raised)
        kind = value.name if isinstance(value, Builtin) else getattr(value, "name", "")
        if self.is_sure_to_reach(frame, self.find_guard(kind)):
            raise Raised(kind)
        return MAY_LEAVE | STOPS

    # Guards

    def _try(self, frame: Frame, op: Op) -> int:
        _, body, handlers, orelse, final = op
        caught = [list_caught(self.evaluate(frame, kind)) for kind, _name, _block in handlers]
        guard = Guard(frozenset().union(*caught), is_sure_outside=frame.sure)
        try:
            flow = self._try_body(frame, guard, body, orelse, [*zip(caught, handlers, strict=True)])
        except Raised:
            self.block(frame, final)
            raise
        ended = self.block(frame, final)
        return flow | ended

    def _try_body(
        self, frame: Frame, guard: Guard, body: Block, orelse: Block, handlers: list[tuple[frozenset[str], Op]]
    ) -> int:
        certain, sure = frame.certain, frame.sure
        before = dict(frame.scope)
        frame.sure = True
        self.guards.append(guard)
        try:
            flow = self.block(frame, body)
        except Raised as raised:
            handler = _choose(handlers, raised.kind)
            self.guards.pop()
            frame.certain, frame.sure = certain, sure
            if handler is None:
                raise
            return self._handle(frame, handler)
        self.guards.pop()
        frame.sure = sure and frame.sure
        if not flow & STOPS:
            flow |= self.block(frame, orelse)
        frame.certain, frame.sure = certain and frame.certain, sure and frame.sure
        if not handlers or (_cannot_raise(body) and not guard.may_have_raised):
            return flow
        return self._perhaps_handle(frame, flow, before, handlers)

    def _perhaps_handle(
        self, frame: Frame, flow: int, before: dict[str, Value], handlers: list[tuple[frozenset[str], Op]]
    ) -> int:
        """The body went through as far as anybody can see; still a handler may be entered, from anywhere in it."""
        certain, sure = frame.certain, frame.sure
        after = dict(frame.scope)
        between = _merge([before, after])

        def keep() -> int:
            _restore(frame.scope, after)
            return flow

        def handle(caught: frozenset[str], handler: Op) -> int:
            _restore(frame.scope, dict(between))
            hushed = not caught.isdisjoint(_IMPORT_ERRORS)
            self.silent += hushed
            try:
                return self._handle(frame, handler)
            except Raised:
                return MAY_LEAVE | STOPS
            finally:
                self.silent -= hushed

        ways = [keep, *(lambda pair=pair: handle(*pair) for pair in handlers)]
        ended = self._fork(frame, ways)
        # Handlers that leave are for days on which something is wrong: on others it is as certain as before.
        frame.certain, frame.sure = certain, sure
        return flow if not flow & STOPS and not ended & STOPS else ended

    def _handle(self, frame: Frame, handler: Op) -> int:
        _kind, name, body = handler
        if name:
            self.bind(frame, name, UNKNOWN)
        flow = self.block(frame, body)
        if name:
            frame.scope.pop(name, None)
        return flow

    def _with(self, frame: Frame, op: Op) -> int:
        _, items, body = op
        swallowed: frozenset[str] = frozenset()
        for context, target in items:
            self.evaluate(frame, context)
            swallowed |= find_swallowed(self, frame, context)
            if target is not None:
                self.assign(frame, target, UNKNOWN)
        if not swallowed:
            return self.block(frame, body)
        guard = Guard(swallowed, is_sure_outside=frame.sure)
        nothing = (("c", None), None, ())
        return self._try_body(frame, guard, body, (), [(swallowed, nothing)])

    # Functions and classes

    def _def(self, frame: Frame, op: Op) -> int:
        _, name, number, decorators, evaluated, _at = op
        self.evaluate(frame, evaluated)
        if not self.silent:
            frame.module.defined.append(number)
        value: Value = FunctionValue(frame.module, frame.module.code.functions[number])
        for decorator in reversed(decorators):
            value = self.decorate(frame, decorator, value)
        self.bind(frame, name, value)
        return GOES_ON

    def _class(self, frame: Frame, op: Op) -> int:
        _, name, decorators, bases, keywords, body, _at = op
        base_values = tuple(self.evaluate(frame, base) for base in bases)
        for _keyword, value_op in keywords:
            self.evaluate(frame, value_op)
        names: dict[str, Value] = {}
        inner = Frame(
            frame.module,
            names,
            own_names=frame.locals,
            outer=frame.outer,
            certain=frame.certain,
            sure=frame.sure,
        )
        inner.depth = frame.depth
        self.block(inner, body)
        value: Value = ClassValue(frame.module, name, names, base_values)
        if any(_is_global_enum(self.evaluate(frame, decorator)) for decorator in decorators):
            frame.module.names.update({member: UNKNOWN for member in names if not member.startswith("_")})
        for decorator in reversed(decorators):
            value = self.decorate(frame, decorator, value)
        self.bind(frame, name, value)
        return GOES_ON


def _is_main_guard(test: Op | None) -> bool:
    """Recognise ``__name__ == "__main__"``, whose block runs when the module is complete, if ever."""
    if test is None or test[0] != "<" or test[1] != "==":
        return False
    sides = [side[:2] for side in test[2:] if side is not None]
    return ("n", "__name__") in sides and ("c", "__main__") in sides


def _is_global_enum(decorator: Value) -> bool:
    return isinstance(decorator, External) and (decorator.module, decorator.name) == ("enum", "global_enum")


def _restore(scope: dict[str, Value], names: dict[str, Value]) -> None:
    scope.clear()
    scope.update(names)


def _merge(ends: list[dict[str, Value]]) -> dict[str, Value]:
    """Put together what is bound on several ways: what may be bound is taken as bound."""
    merged = dict(ends[0])
    for end in ends[1:]:
        for name, value in end.items():
            if merged.get(name) is not value:
                merged[name] = UNKNOWN
        for name in merged.keys() - end.keys():
            merged[name] = UNKNOWN
    return merged


def _choose(handlers: list[tuple[frozenset[str], Op]], kind: str) -> Op | None:
    names = list_bases(kind)
    for caught, handler in handlers:
        if "*" in caught or not names.isdisjoint(caught):
            return handler
    return None


def _cannot_raise(body: Block) -> bool:
    """Say whether a body only imports and binds constants: when its imports work, no handler is entered."""
    return all(
        op[0] in {"i", "f"} or (op[0] == "=" and (op[2] is None or op[2][0] in {"c", "L", "n", "f"}) and op[1][0][0] == "n")
        for op in body
    )

