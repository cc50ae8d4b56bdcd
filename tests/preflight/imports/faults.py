"""Single faults seeded into real packages: each changes one file, as a slip or a bad merge would."""

import ast
import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Fault:
    """One file's new content, or its absence; ``line`` is where it changed, ``name`` what is amiss now."""

    kind: str
    path: Path
    content: str | None
    line: int = 1
    what: str = ""
    name: str = ""

    def __str__(self) -> str:
        return f"{self.kind} {self.path.parent.name}/{self.path.name}:{self.line} {self.what or self.name}"


@dataclass(frozen=True)
class Source:
    """A module of a package, parsed."""

    package: str
    path: Path
    text: str
    tree: ast.Module

    def change(self, node: ast.stmt, new: str, kind: str, name: str) -> Fault:
        """Put a line in the place of a statement that binds a name."""
        lines = self.text.splitlines(keepends=True)
        decorators = getattr(node, "decorator_list", [])
        first = min([node.lineno, *(decorator.lineno for decorator in decorators)])
        lines[first - 1 : node.end_lineno] = [new + "\n"]
        return Fault(kind, self.path, "".join(lines), first, name=name)

    def replace(self, node: ast.stmt, old: str, new: str, kind: str) -> Fault:
        """Exchange a word within a statement."""
        lines = self.text.splitlines(keepends=True)
        for number in range(node.lineno - 1, node.end_lineno or node.lineno):
            if old in lines[number]:
                lines[number] = lines[number].replace(old, new, 1)
                name = old.removeprefix("from ")
                return Fault(kind, self.path, "".join(lines), number + 1, f"{old} -> {new}", name)
        raise ValueError(old)

    def insert(self, line: int, new: str, kind: str, name: str = "") -> Fault:
        lines = self.text.splitlines(keepends=True)
        lines.insert(line - 1, new + "\n")
        return Fault(kind, self.path, "".join(lines), line, new, name)


def read_package(folder: Path) -> list[Source]:
    """Parse every module of a package."""
    sources = []
    for path in sorted(folder.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        sources.append(Source(folder.name, path, text, ast.parse(text)))
    return sources


def seed(sources: list[Source], *, count: int, chance: random.Random) -> list[Fault]:
    """Seed faults of every kind in turn, in places drawn by chance."""
    drawn: dict[str, list[Fault]] = {}
    for kind, make in _KINDS.items():
        faults = [fault for source in sources for fault in make(source, kind)]
        chance.shuffle(faults)
        drawn[kind] = faults
    chosen: list[Fault] = []
    while len(chosen) < count and any(drawn.values()):
        chosen += [faults.pop() for faults in drawn.values() if faults]
    return chosen[:count]


def _definitions(source: Source) -> Iterator[tuple[ast.stmt, str]]:
    for node in source.tree.body:
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                yield node, name
            case ast.Assign(targets=[ast.Name(id=name)]):
                yield node, name


def _rename(source: Source, kind: str) -> Iterator[Fault]:
    for node, name in _definitions(source):
        if not name.startswith("__"):
            yield source.replace(node, name, f"{name}_renamed", kind)


def _delete(source: Source, kind: str) -> Iterator[Fault]:
    for node, name in _definitions(source):
        if not name.startswith("__"):
            yield source.change(node, "pass", kind, name)


def _delete_module(source: Source, kind: str) -> Iterator[Fault]:
    if source.path.name not in {"__init__.py", "__main__.py"}:
        yield Fault(kind, source.path, None)


def _imports(source: Source) -> Iterator[ast.ImportFrom]:
    for node in source.tree.body:
        if isinstance(node, ast.ImportFrom) and node.module != "__future__" and node.names[0].name != "*":
            yield node


def _mistype_name(source: Source, kind: str) -> Iterator[Fault]:
    for node in _imports(source):
        name = node.names[-1].name
        lines = source.text.splitlines()[node.names[-1].lineno - 1 : node.names[-1].end_lineno]
        if len(name) > 2 and any(name in line for line in lines):
            yield _swap(source, node, node.names[-1].lineno, name, kind)


def _mistype_module(source: Source, kind: str) -> Iterator[Fault]:
    for node in _imports(source):
        last = (node.module or "").rpartition(".")[2]
        is_own = node.level or (node.module or "").partition(".")[0] == source.package
        if is_own and len(last) > 2:
            yield _swap(source, node, node.lineno, last, kind)


def _swap(source: Source, node: ast.stmt, line: int, name: str, kind: str) -> Fault:
    lines = source.text.splitlines(keepends=True)
    wrong = name[:-2] + name[-1] + name[-2] if name[-1] != name[-2] else f"{name}x"
    before, found, after = lines[line - 1].rpartition(name)
    assert found, ast.dump(node)
    lines[line - 1] = before + wrong + after
    return Fault(kind, source.path, "".join(lines), line, f"{name} -> {wrong}", name)


def _miss_dependency(source: Source, kind: str) -> Iterator[Fault]:
    for node in source.tree.body:
        if isinstance(node, ast.Import):
            top = node.names[0].name.partition(".")[0]
            yield source.replace(node, top, f"{top}_not_installed", kind)
        elif isinstance(node, ast.ImportFrom) and not node.level and node.module != "__future__":
            top = (node.module or "").partition(".")[0]
            if top != source.package:
                yield source.replace(node, f"from {top}", f"from {top}_not_installed", kind)


def _break_syntax(source: Source, kind: str) -> Iterator[Fault]:
    for node in source.tree.body[1:]:
        yield source.insert(node.lineno, "def (:", kind)
        break
    for node in source.tree.body[-1:]:
        yield source.insert((node.end_lineno or 0) + 1, "return 1", kind)


def _close_a_cycle(source: Source, kind: str) -> Iterator[Fault]:
    """Take a name from whoever imports this module, before anything else in it."""
    first = next((node for node in source.tree.body if not _is_heading(node)), None)
    if first is None or source.path.name == "__init__.py":
        return
    siblings = sorted(source.path.parent.glob("*.py"))
    for sibling in siblings:
        wanted = _importing_name(sibling, source.path.stem)
        if sibling != source.path and wanted and sibling.name != "__init__.py":
            decorators = getattr(first, "decorator_list", [])
            line = min([first.lineno, *(decorator.lineno for decorator in decorators)])
            yield source.insert(line, f"from .{sibling.stem} import {wanted}", kind, wanted)


def _importing_name(path: Path, module: str) -> str:
    """Name what a sibling defines after it has imported a module; empty when it does not."""
    imports = False
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ImportFrom) and node.level == 1 and node.module == module:
            imports = True
        elif imports and isinstance(node, ast.ClassDef | ast.FunctionDef):
            return node.name
    return ""


def _is_heading(node: ast.stmt) -> bool:
    is_text = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    return is_text or (isinstance(node, ast.ImportFrom) and node.module == "__future__")


_KINDS: Mapping[str, Callable[[Source, str], Iterator[Fault]]] = {
    "rename": _rename,
    "delete": _delete,
    "delete module": _delete_module,
    "mistype name": _mistype_name,
    "mistype module": _mistype_module,
    "missing dependency": _miss_dependency,
    "syntax": _break_syntax,
    "cycle": _close_a_cycle,
}
