"""A module's syntax tree becomes operations: what it binds, imports, uses and asks, in Python's order.

Operations are plain tuples, so that they can be kept with ``marshal``. The first item of an operation says
what it is; the others are described where it is made, in ``statements`` and ``expressions``.
"""

from preflight.imports.translating.code import Code, Function
from preflight.imports.translating.statements import translate_module

__all__ = ["Code", "Function", "translate_module"]
