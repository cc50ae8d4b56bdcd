"""Where the library gets what it reads: installed sources, and what compiled modules say of themselves."""

import importlib
from contextlib import suppress

from preflight.imports.finding.found import Found, Kind
from preflight.imports.reading import read_module
from preflight.imports.translating import Code


class Installed:
    """Reads what is installed in this interpreter."""

    def code(self, found: Found) -> Code:
        return read_module(found.path, is_ours=False).code

    def names_of_compiled(self, found: Found) -> frozenset[str] | None:
        if found.kind is Kind.BUILTIN or "lib-dynload" in found.path:
            with suppress(Exception):
                return frozenset(dir(importlib.import_module(found.name)))
        return None
