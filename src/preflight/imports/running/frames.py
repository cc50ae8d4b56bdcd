"""Where the machine is: frames, the handlers around it, and how blocks end."""

from preflight.imports.running.module import Module
from preflight.imports.running.values import Value

# How a block ends, as bits: it may leave the function or a loop, and it surely goes no further.
GOES_ON = 0
MAY_BREAK = 1
MAY_LEAVE = 2
STOPS = 4


class Raised(Exception):
    """Something surely raises here. ``kind`` is the name of the exception, empty for an unknown one."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


class Guard:
    """The handlers of one ``try``, or a context manager that swallows exceptions."""

    __slots__ = ("is_sure_outside", "kinds", "may_have_raised")

    def __init__(self, kinds: frozenset[str], *, is_sure_outside: bool) -> None:
        # Names of built-in exceptions; a star where it cannot be told what is caught.
        self.kinds = kinds
        self.is_sure_outside = is_sure_outside
        self.may_have_raised = False


class Frame:
    """A block of a module, class or function with its names.

    ``certain``: Python surely gets here when the module is imported (or the function called).
    ``sure``: it surely gets here once it is within the nearest ``try``.
    """

    __slots__ = ("certain", "depth", "is_function", "locals", "module", "outer", "returned", "scope", "sure")

    def __init__(
        self,
        module: Module,
        scope: dict[str, Value],
        *,
        own_names: frozenset[str] = frozenset(),
        outer: dict[str, Value] | None = None,
        certain: bool = True,
        sure: bool = True,
        is_function: bool = False,
    ) -> None:
        self.module = module
        self.scope = scope
        self.locals = own_names
        # Where the names of the function are, when this is a class in it.
        self.outer = scope if outer is None else outer
        self.certain = certain
        self.sure = sure
        self.is_function = is_function
        # How many conditions that nobody can know lie around.
        self.depth = 0
        self.returned: Value | None = None
