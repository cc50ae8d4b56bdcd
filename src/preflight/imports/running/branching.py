"""Ways to go: conditions, loops and matches, and what is bound when it is not known which way was taken."""

from collections.abc import Callable, Sequence
from functools import partial

from preflight.imports.running.binding import Binding
from preflight.imports.running.frames import GOES_ON, MAY_BREAK, MAY_LEAVE, STOPS, Frame
from preflight.imports.running.values import UNKNOWN, Items, Value, truth
from preflight.imports.translating.code import Block, Op


class Branching(Binding):
    """The part of the machine that branches."""

    def if_(self, frame: Frame, op: Op) -> int:
        if _is_main_guard(op[1]) and not frame.is_function:
            frame.module.later.append((op[2], False))
            return self.block(frame, op[3])
        verdict = truth(self.evaluate(frame, op[1]))
        if verdict is not None:
            return self.block(frame, op[2] if verdict else op[3])
        return self.fork(frame, [lambda: self.block(frame, op[2]), lambda: self.block(frame, op[3])])

    def fork(self, frame: Frame, ways: Sequence[Callable[[], int]]) -> int:
        """Go several ways of which one is taken, and put together what they bind."""
        certain, sure = frame.certain, frame.sure
        before = dict(frame.scope)
        ends: list[dict[str, Value]] = []
        flows: list[int] = []
        frame.depth += 1
        for way in ways:
            frame.certain = frame.sure = False
            restore(frame.scope, before)
            flow = way()
            flows.append(flow)
            if not flow & STOPS:
                ends.append(dict(frame.scope))
        frame.depth -= 1
        frame.certain, frame.sure = certain, sure
        restore(frame.scope, merge(ends) if ends else before)
        flow = GOES_ON
        for one in flows:
            flow |= one & ~STOPS
        return flow if ends else flow | STOPS

    def for_(self, frame: Frame, op: Op) -> int:
        _, target, iterable_op, body, orelse = op
        iterable = self.evaluate(frame, iterable_op)
        is_entered = isinstance(iterable, Items) and iterable.is_complete and bool(iterable.items)
        only = iterable.items[0] if isinstance(iterable, Items) and len(iterable.items) == 1 else UNKNOWN

        def run() -> int:
            self.assign(frame, target, only if is_entered else UNKNOWN)
            return self.block(frame, body)

        return self._loop(frame, run, orelse, is_entered=is_entered)

    def while_(self, frame: Frame, op: Op) -> int:
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
            flow = self.fork(frame, [lambda: run() & ~STOPS, lambda: GOES_ON])
        frame.certain, frame.sure, frame.depth = certain, sure, depth
        left = flow & MAY_LEAVE
        if left and flow & STOPS and not flow & MAY_BREAK:
            return left | STOPS
        if orelse:
            left |= self.fork(frame, [lambda: self.block(frame, orelse), lambda: GOES_ON]) & ~STOPS
        return left

    def match(self, frame: Frame, op: Op) -> int:
        self.evaluate(frame, op[1])

        def take(case: Op) -> int:
            used, targets, _certain, guard, body = case
            self.evaluate(frame, used)
            for target in targets:
                self.assign(frame, target, UNKNOWN)
            self.evaluate(frame, guard)
            return self.block(frame, body)

        ways: list[Callable[[], int]] = [partial(take, case) for case in op[2]]
        if not any(case[2] for case in op[2]):
            ways.append(lambda: GOES_ON)
        return self.fork(frame, ways)


def _is_main_guard(test: Op | None) -> bool:
    """Recognise ``__name__ == "__main__"``, whose block runs when the module is complete, if ever."""
    if test is None or test[0] != "<" or test[1] != "==":
        return False
    sides = [side[:2] for side in test[2:] if side is not None]
    return ("n", "__name__") in sides and ("c", "__main__") in sides


def restore(scope: dict[str, Value], names: dict[str, Value]) -> None:
    """Give a scope the names of another time; whoever holds it keeps holding it."""
    scope.clear()
    scope.update(names)


def merge(ends: list[dict[str, Value]]) -> dict[str, Value]:
    """Put together what is bound on several ways: what may be bound is taken as bound."""
    merged = dict(ends[0])
    for end in ends[1:]:
        for name, value in end.items():
            if merged.get(name) is not value:
                merged[name] = UNKNOWN
        for name in merged.keys() - end.keys():
            merged[name] = UNKNOWN
    return merged
