"""Problems in words: one sentence each, a suggestion where there is one, and what they have in common."""

import os
import sys
from collections.abc import Callable
from typing import NamedTuple

from preflight.findings import Finding, Severity
from preflight.imports.catalog import Catalog
from preflight.imports.definitions import find_similar, list_definitions
from preflight.imports.finding.found import Found, Kind
from preflight.imports.history import who_removed_file, who_removed_name
from preflight.imports.known_distributions import distribution_of
from preflight.imports.problems import Code, Problem
from preflight.imports.running.library import Library
from preflight.imports.translating.code import unpack_place


class Words(NamedTuple):
    """A sentence, a suggestion, and the cause that findings with the same one share."""

    message: str
    hint: str = ""
    cause: str = ""


class Wording:
    """Finds the words for problems of one check."""

    def __init__(self, catalog: Catalog, library: Library) -> None:
        self._catalog = catalog
        self._library = library
        self._say: dict[Code, Callable[[Problem], Words]] = {
            Code.NAME: self._name,
            Code.MODULE: self._module,
            Code.DISTRIBUTION: self._distribution,
            Code.RELATIVE: self._relative,
            Code.ALL: self._all,
            Code.CYCLE: self._cycle,
            Code.SYNTAX: self._syntax,
            Code.UNDEFINED: self._undefined,
            Code.UNREADABLE: self._unreadable,
            Code.UNDECLARED: self._undeclared,
        }

    def finding(self, problem: Problem, severity: Severity) -> Finding:
        """Make a finding of a problem."""
        words = self._say[problem.code](problem)
        line, column = unpack_place(problem.place) if problem.place else (0, 0)
        return Finding(
            path=problem.path,
            line=line,
            column=column,
            code=problem.code,
            message=words.message,
            hint=words.hint,
            severity=severity,
            cause=words.cause,
        )

    def _name(self, problem: Problem) -> Words:
        module, name = problem.module, problem.name
        cause = f"{module}.{name}"
        if problem.detail == "submodule":
            text = f"`{module}.{name}` is a submodule that nothing has imported when this line runs."
            return Words(text, f"add `import {module}.{name}`", cause)
        kind = "no attribute" if problem.detail == "attribute" else "no name"
        return Words(f"`{module}` has {kind} `{name}`.", self._hint_for_name(module, name), cause)

    def _hint_for_name(self, module: str, name: str) -> str:
        found = self._catalog.find(module)
        if found is None or found.kind is not Kind.SOURCE:
            names = self._names_of(module)
            similar = find_similar(name, names)
            return f"did you mean `{similar}`?" if similar else ""
        shown = self._catalog.show(found.path)
        definitions = list_definitions(found.path)
        here = definitions.get(name)
        if here is not None:
            return f"it is defined under {here.condition or here.owner or 'conditions'}, {shown}:{here.line}"
        similar = find_similar(name, self._names_of(module))
        removed = who_removed_name(found.path, name) if self._catalog.has(found) else ""
        parts = []
        if similar:
            where = f", {shown}:{definitions[similar].line}" if similar in definitions else ""
            parts.append(f"did you mean `{similar}`{where}?")
        if removed:
            parts.append(f"it was removed in commit {removed}")
        if self._shadows(found):
            parts.append(f"{shown} is taken in place of the standard library's `{module}`: rename it")
        return "; ".join(parts)

    def _names_of(self, module: str) -> list[str]:
        found = self._catalog.find(module)
        if found is not None and self._catalog.has(found):
            return sorted(self._catalog.code(found).bound | self._submodules_of(found))
        known = self._library.module(module) if found is not None else None
        return sorted(known.names) if known is not None else []

    def _submodules_of(self, found: Found) -> frozenset[str]:
        return frozenset(
            name.removesuffix(".py")
            for folder in found.locations
            for name in self._catalog.list_folder(folder)
            if name.endswith(".py") or "." not in name
        )

    def _shadows(self, found: Found) -> bool:
        return "." not in found.name and found.name in sys.stdlib_module_names and self._catalog.has(found)

    def _module(self, problem: Problem) -> Words:
        parent, _, last = problem.module.rpartition(".")
        text = f"there is no module `{problem.module}`."
        text = text[0].upper() + text[1:]
        if not parent:
            return Words(text, self._hint_for_top(problem), problem.module)
        above = self._catalog.find(parent)
        if above is None:
            return Words(text, "", problem.module)
        if not above.is_package:
            shown = self._catalog.show(above.path) if above.path else "a built-in module"
            hint = f"`{parent}` is a module ({shown}) and not a package"
            if self._shadows(above):
                hint += f", and it is taken in place of the standard library's `{parent}`: rename it"
            return Words(text, hint, problem.module)
        return Words(text, self._hint_for_submodule(above, last), problem.module)

    def _hint_for_submodule(self, above: Found, last: str) -> str:
        similar = find_similar(last, sorted(self._submodules_of(above)))
        if similar and similar.casefold() == last.casefold():
            return f"the file is called `{similar}`: letter case counts"
        parts = [f"did you mean `{above.name}.{similar}`?"] if similar else []
        if self._catalog.has(above):
            for folder in above.locations[:1]:
                removed = who_removed_file(f"{folder}/{last}.py") or who_removed_file(
                    f"{folder}/{last}/__init__.py"
                )
                if removed:
                    parts.append(f"{self._catalog.show(folder)}/{last}.py was deleted in commit {removed}")
        return "; ".join(parts)

    def _hint_for_top(self, problem: Problem) -> str:
        sibling = self._catalog.sibling(problem.path, problem.module)
        if sibling:
            package = sibling.rpartition(".")[0]
            return f"a module beside this one is imported by `from {package} import {problem.module}`"
        similar = find_similar(problem.module, sorted(self._catalog.tops))
        if similar.casefold() == problem.module.casefold() and similar:
            return f"it is called `{similar}`: letter case counts"
        return f"did you mean `{similar}`?" if similar else ""

    def _distribution(self, problem: Problem) -> Words:
        top = problem.module.partition(".")[0]
        if problem.detail == "indirect":
            return Words(f"`{problem.name}` needs `{top}`, which is not installed.", "", problem.module)
        if top in sys.stdlib_module_names:
            text = (
                f"`{top}` belongs to Python, but this interpreter was built without it or for another system."
            )
            return Words(text, "", top)
        text = f"`{top}` is not installed in {sys.executable}."
        return Words(text, f"pip install {distribution_of(top)}", top)

    def _relative(self, problem: Problem) -> Words:
        if not problem.name:
            text = f"`{problem.module}` is relative to a package, and this file lies in none."
            return Words(text, "a file that is run or imported by its own name needs absolute imports")
        return Words(
            f"`{problem.module}` leads out of the top-level package `{problem.name.partition('.')[0]}`."
        )

    def _all(self, problem: Problem) -> Words:
        text = f"`__all__` lists `{problem.name}`, which `{problem.module}` does not have."
        return Words(
            text, self._hint_for_name(problem.module, problem.name), f"{problem.module}.{problem.name}"
        )

    def _cycle(self, problem: Problem) -> Words:
        chain = " → ".join(problem.chain)
        text = (
            f"Importing `{problem.chain[0]}` first fails: `{problem.name}` is used when it is only half made."
        )
        return Words(
            text,
            f"the way round is {chain}; move one of these imports into the function that needs it",
            chain,
        )

    def _syntax(self, problem: Problem) -> Words:
        return Words(f"Python cannot compile this file: {problem.detail}.", "", problem.path)

    def _undefined(self, problem: Problem) -> Words:
        name = problem.name
        found = self._catalog.find(problem.module)
        here = list_definitions(found.path).get(name) if found is not None and found.path else None
        cause = f"{problem.module}.{name}"
        if here is not None and not (here.condition or here.owner):
            return Words(f"`{name}` is used here before it is bound in line {here.line}.", "", cause)
        if here is not None:
            hint = f"it is defined under {here.condition or here.owner}, line {here.line}"
            return Words(f"`{name}` is not bound when this line runs.", hint, cause)
        similar = find_similar(name, self._names_of(problem.module))
        hint = f"did you mean `{similar}`?" if similar else ""
        removed = who_removed_name(found.path, name) if found is not None and found.path else ""
        if removed:
            hint = "; ".join(filter(None, [hint, f"it was removed in commit {removed}"]))
        return Words(f"`{name}` is bound nowhere.", hint, cause)

    def _unreadable(self, problem: Problem) -> Words:
        if problem.name == "large":
            return Words(f"This file is not looked at, since {problem.detail}: its names are taken to exist.")
        what = "folder" if problem.name == "folder" else "file"
        return Words(f"This {what} cannot be read: {problem.detail}.", "", problem.detail)

    def _undeclared(self, problem: Problem) -> Words:
        text = f"`{problem.module}` is installed, but {problem.name} is declared nowhere in this project."
        where = os.path.basename(problem.detail) if problem.detail else "pyproject.toml"
        return Words(text, f"add {problem.name} to {where}", problem.module)
