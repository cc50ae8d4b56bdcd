"""Handlers and context managers: where a failure goes, and what is bound when perhaps one comes."""

from collections.abc import Callable
from functools import partial

from preflight.imports.running.branching import Branching, merge, restore
from preflight.imports.running.core import list_bases
from preflight.imports.running.frames import MAY_BREAK, MAY_LEAVE, STOPS, Frame, Guard, Raised
from preflight.imports.running.guards import find_swallowed, list_caught
from preflight.imports.running.values import NONE, UNKNOWN, Builtin, Value
from preflight.imports.translating.code import Block, Op

_IMPORT_ERRORS = frozenset({"ImportError", "ModuleNotFoundError", "Exception", "BaseException", "*"})
_Handlers = list[tuple[frozenset[str], Op]]


class Guarding(Branching):
    """The part of the machine that guards and leaves."""

    def return_(self, frame: Frame, op: Op) -> int:
        value = self.evaluate(frame, op[1])
        frame.returned = value if op[1] is not None else NONE
        return MAY_LEAVE | STOPS

    def break_(self, _frame: Frame, _op: Op) -> int:
        return MAY_BREAK | STOPS

    def raise_(self, frame: Frame, op: Op) -> int:
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

    def try_(self, frame: Frame, op: Op) -> int:
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
        self,
        frame: Frame,
        guard: Guard,
        body: Block,
        orelse: Block,
        handlers: _Handlers,
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

    def _perhaps_handle(self, frame: Frame, flow: int, before: dict[str, Value], handlers: _Handlers) -> int:
        """Enter handlers perhaps, from anywhere in a body that went through as far as anybody can see."""
        certain, sure = frame.certain, frame.sure
        after = dict(frame.scope)
        between = merge([before, after])

        def keep() -> int:
            restore(frame.scope, after)
            return flow

        def handle(caught: frozenset[str], handler: Op) -> int:
            restore(frame.scope, dict(between))
            hushed = not caught.isdisjoint(_IMPORT_ERRORS)
            self.silent += hushed
            try:
                return self._handle(frame, handler)
            except Raised:
                return MAY_LEAVE | STOPS
            finally:
                self.silent -= hushed

        ways: list[Callable[[], int]] = [keep, *(partial(handle, *pair) for pair in handlers)]
        ended = self.fork(frame, ways)
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

    def with_(self, frame: Frame, op: Op) -> int:
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


def _choose(handlers: _Handlers, kind: str) -> Op | None:
    names = list_bases(kind)
    for caught, handler in handlers:
        if "*" in caught or not names.isdisjoint(caught):
            return handler
    return None


def _cannot_raise(body: Block) -> bool:
    """Say whether a body only imports and binds constants: when its imports work, no handler is entered."""
    return all(
        op[0] in {"i", "f"}
        or (op[0] == "=" and (op[2] is None or op[2][0] in {"c", "L", "n", "f"}) and op[1][0][0] == "n")
        for op in body
    )
