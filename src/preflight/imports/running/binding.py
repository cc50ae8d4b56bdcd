"""How names, attributes and items are bound and unbound."""

from preflight.imports.running.calls import Calls
from preflight.imports.running.evaluation import elsewhere, extend
from preflight.imports.running.frames import GOES_ON, Frame
from preflight.imports.running.values import UNKNOWN, External, Items, ModuleValue, Table, Value, constant
from preflight.imports.translating.code import Op


class Binding(Calls):
    """The part of the machine that binds."""

    def assign_all(self, frame: Frame, op: Op) -> int:
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
                if isinstance(owner, External) and (owner.module, owner.name) == ("sys", "modules"):
                    self.registered(frame, index if isinstance(index, str) else "")
                _set_item(owner, index, value)
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

    def registered(self, frame: Frame, name: str) -> None:
        """Take notice that a module is put into ``sys.modules``; an empty name is one that is not known."""

    def augment(self, frame: Frame, op: Op) -> int:
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

    def delete(self, frame: Frame, op: Op) -> int:
        for target in op[1]:
            if target[0] == "n":
                is_global = frame.is_function and target[1] not in frame.locals
                (frame.module.names if is_global else frame.scope).pop(target[1], None)
            elif target[0] == "t":
                self.delete(frame, ("d", target[1]))
        return GOES_ON


def _set_item(owner: Value, index: object, value: Value) -> None:
    if isinstance(owner, Table) and isinstance(index, str):
        owner.entries[index] = value
    elif isinstance(owner, Items | Table):
        owner.is_complete = False
