"""What statements do, one after the other."""

from abc import abstractmethod
from collections.abc import Callable

from preflight.imports.running.frames import GOES_ON, STOPS, Frame
from preflight.imports.running.guarding import Guarding
from preflight.imports.running.values import UNKNOWN, ClassValue, External, FunctionValue, Value
from preflight.imports.translating.code import Block, Op


class Execution(Guarding):
    """The part of the machine that goes from statement to statement."""

    def __init__(self) -> None:
        super().__init__()
        self._executors: dict[str, Callable[[Frame, Op], int]] = {
            "x": self._evaluate_only,
            "=": self.assign_all,
            "+=": self.augment,
            "d": self.delete,
            "i": self.import_,
            "f": self.import_from,
            "if": self.if_,
            "for": self.for_,
            "while": self.while_,
            "try": self.try_,
            "with": self.with_,
            "def": self._def,
            "class": self._class,
            "r": self.return_,
            "!": self.raise_,
            "b": self.break_,
            "match": self.match,
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

    @abstractmethod
    def import_(self, frame: Frame, op: Op) -> int:
        """Do ``import …``."""

    @abstractmethod
    def import_from(self, frame: Frame, op: Op) -> int:
        """Do ``from … import …``."""

    def _evaluate_only(self, frame: Frame, op: Op) -> int:
        self.evaluate(frame, op[1])
        return GOES_ON

    def _def(self, frame: Frame, op: Op) -> int:
        _, name, number, decorators, evaluated, _at = op
        self.evaluate(frame, evaluated)
        self.defined(frame, number)
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


def _is_global_enum(decorator: Value) -> bool:
    return isinstance(decorator, External) and (decorator.module, decorator.name) == ("enum", "global_enum")
