"""The laws of the house that can be read from the code. Each function finds the places that break one."""

import ast
import re
from collections.abc import Iterator

from tests.architecture.source import Module, last_name, walk_functions, walk_imports

# Who may import what from outside; a package that is not here may be imported anywhere.
_ALLOWED_IMPORTS = {
    "aiogram": ("auto_order.telegram",),
    "magic_filter": (),
    "aiohttp": (
        "auto_order.telegram",
        "auto_order.web",
        "auto_order.bootstrap",
        "auto_order.payments.gateways",
    ),
    "httpx": (),
    "requests": (),
    "urllib.request": (),
    "http.client": (),
}
_SQL_PLACES = ("auto_order.db", "auto_order.jobs")
_CLOCK_PLACES = ("auto_order.cli", "auto_order.bootstrap")
_CLOCKS = {"now", "utcnow", "today"}
_MONEY_ROOMS = {"payments", "ledger", "orders", "carts", "catalog", "storefront", "stock", "vouchers"}
# What providers write is read here before it is money, and turned into whole numbers.
_READS_FOREIGN_NUMBERS = "auto_order.payments.gateways.answers"
_TIMES = re.compile(r"seconds|retry_after", re.IGNORECASE)

_OPENERS = {"tx", "_tx", "finishing"}
_PORTS = {"gateway", "notifier", "owner_notifier", "mailer", "bot", "http"}
_OUTSIDE = _PORTS | {f"_{port}" for port in _PORTS}
_NETWORK_VERBS = re.compile(
    r"answer|answer_\w+|notify|tell|hand_over|create_invoice|fetch_status|send_\w+|edit_message\w*|delete_message"
)


def find_foreign_imports(module: Module) -> Iterator[str]:
    """Law 2: only the telegram door knows aiogram, only gateways, doors and bootstrap speak HTTP."""
    for node, name in walk_imports(module):
        for package, places in _ALLOWED_IMPORTS.items():
            if (name == package or name.startswith(f"{package}.")) and not module.is_in(*places):
                yield module.at(node, f"imports {package}")


def find_sql_elsewhere(module: Module) -> Iterator[str]:
    """Law 2: SQL is written in repositories and models."""
    if module.is_in(*_SQL_PLACES) or module.name.endswith((".repository", ".models")):
        return
    for node, name in walk_imports(module):
        if name.split(".")[0] in {"sqlalchemy", "asyncpg", "aiosqlite", "sqlite3", "alembic"}:
            yield module.at(node, f"imports {name}")


def find_borrowed_repositories(module: Module) -> Iterator[str]:
    """Keep a repository to its room: others ask the room's service."""
    for node, name in walk_imports(module):
        found = re.match(r"auto_order\.(\w+)\.(?:\w+\.)?repository\b", name)
        if found and module.room != found[1]:
            yield module.at(node, f"imports the repository of {found[1]}")


def find_commits(module: Module) -> Iterator[str]:
    """Law 3: the block is the transaction; nothing outside ``db`` ends one by hand."""
    if module.is_in("auto_order.db"):
        return
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and last_name(node) in {"commit", "rollback"}:
            yield module.at(node, f"calls {last_name(node)}")


def find_network_in_transactions(module: Module) -> Iterator[str]:
    """Law 4: no transaction waits for the network. Sees calls by name, not what they call in turn."""
    for block in ast.walk(module.tree):
        if not isinstance(block, ast.AsyncWith):
            continue
        if not any(_opens_transaction(item.context_expr) for item in block.items):
            continue
        for node in (found for part in block.body for found in ast.walk(part)):
            if isinstance(node, ast.Await) and _goes_outside(node.value):
                yield module.at(node, f"{last_name(node.value)} inside a transaction")


def _opens_transaction(expression: ast.expr) -> bool:
    if not isinstance(expression, ast.Call):
        return False
    name = last_name(expression)
    return name in _OPENERS or (
        name == "reading"
        and isinstance(expression.func, ast.Attribute)
        and last_name(expression.func.value) in _OPENERS
    )


def _goes_outside(expression: ast.expr) -> bool:
    if not isinstance(expression, ast.Call):
        return False
    func = expression.func
    is_on_a_port = isinstance(func, ast.Attribute) and last_name(func.value) in _OUTSIDE
    return is_on_a_port or _NETWORK_VERBS.fullmatch(last_name(func)) is not None


def find_statuses_set(module: Module) -> Iterator[str]:
    """Law 8: a status is set in ``advance`` of the room's rules and nowhere else."""
    allowed: set[ast.AST] = set()
    for function in walk_functions(module):
        is_advance = function.name == "advance" and module.name.endswith(".rules")
        if is_advance or function.name == "__init__":
            allowed.update(ast.walk(function))
    for node in ast.walk(module.tree):
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        for target in targets:
            if isinstance(target, ast.Attribute) and target.attr == "status" and node not in allowed:
                yield module.at(target, "sets a status")


def find_clock_readings(module: Module) -> Iterator[str]:
    """Law 11: now is an argument; the clock is read at the top."""
    if module.is_in(*_CLOCK_PLACES):
        return
    for node in ast.walk(module.tree):
        if not isinstance(node, ast.Attribute):
            continue
        owner = last_name(node.value)
        if (owner in {"datetime", "date"} and node.attr in _CLOCKS) or (owner, node.attr) == ("time", "time"):
            yield module.at(node, f"reads the clock by {owner}.{node.attr}")


def find_floats_in_money(module: Module) -> Iterator[str]:
    """Law 12: money is whole rupiah. In its rooms only lengths of time may be fractions."""
    if module.room not in _MONEY_ROOMS and module.name != "auto_order.kit.money":
        return
    if module.name == _READS_FOREIGN_NUMBERS:
        return
    times: set[ast.AST] = set()
    for node in ast.walk(module.tree):
        if _TIMES.search(_name_of_value(node)):
            times.update(ast.walk(node))
        elif isinstance(node, ast.arguments):
            times.update(default for name, default in _walk_defaults(node) if _TIMES.search(name))
    for node in ast.walk(module.tree):
        if node not in times and (problem := _speaks_of_fractions(node)):
            yield f"{module.name}:{getattr(node, 'lineno', '')}: {problem}"


def _speaks_of_fractions(node: ast.AST) -> str | None:
    if isinstance(node, ast.Div):
        return "divides with /"
    if isinstance(node, ast.Name) and node.id == "float":
        return "speaks of float"
    if isinstance(node, ast.Constant) and isinstance(node.value, float):
        return f"has {node.value}"
    return None


def _walk_defaults(arguments: ast.arguments) -> Iterator[tuple[str, ast.expr]]:
    """Go over the arguments that have a default."""
    plain = [*arguments.posonlyargs, *arguments.args]
    count = len(arguments.defaults)
    pairs = [*zip(plain[-count:] if count else [], arguments.defaults, strict=True)]
    pairs += [
        (arg, default)
        for arg, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
        if default
    ]
    yield from ((arg.arg, default) for arg, default in pairs)


def _name_of_value(node: ast.AST) -> str:
    """Say what an assignment, an argument or a keyword is called; empty for anything else."""
    if isinstance(node, ast.Assign):
        return last_name(node.targets[0])
    if isinstance(node, ast.AnnAssign):
        return last_name(node.target)
    if isinstance(node, ast.arg | ast.keyword):
        return node.arg or ""
    return ""


def find_magic_filters(module: Module) -> Iterator[str]:
    """Taps are routed by one table: aiogram runs each ``F.…`` in a thread, for every update."""
    for node, name in walk_imports(module):
        if name in {"aiogram.F", "aiogram.utils.magic_filter.MagicFilter"}:
            yield module.at(node, f"imports {name}")


def find_deeds_of_nobody(module: Module) -> Iterator[str]:
    """Say of each change that a person makes who it was: at their door, and in the verb that is told."""
    if module.is_in("auto_order.telegram.admin"):
        for block in ast.walk(module.tree):
            if isinstance(block, ast.AsyncWith) and _writes(block) and not _names_somebody(block):
                yield module.at(block.body[0], "changes something and does not say who did")
    for function in walk_functions(module):
        takes_actor = any(argument.arg == "by" for argument in function.args.kwonlyargs)
        if takes_actor and not any(_passes(node, "by") for node in ast.walk(function)):
            yield f"{module.name}:{function.lineno}: does not pass on who did it"


def _writes(block: ast.AsyncWith) -> bool:
    return any(last_name(item.context_expr) in _OPENERS for item in block.items)


def _names_somebody(block: ast.AsyncWith) -> bool:
    """Say whether an actor is named, or the visit handed on that knows one. An upload remembers its own."""
    nodes = [node for part in block.body for node in ast.walk(part)]
    verbs = [
        node.value.func for node in nodes if isinstance(node, ast.Await) and isinstance(node.value, ast.Call)
    ]
    of_uploads = [
        verb for verb in verbs if isinstance(verb, ast.Attribute) and last_name(verb.value) == "uploading"
    ]
    return len(of_uploads) == len(verbs) or any(
        _passes(node, "visit") or (isinstance(node, ast.Attribute) and node.attr == "actor") for node in nodes
    )


def _passes(node: ast.AST, name: str) -> bool:
    """Say whether a node is a call that is given a variable of this name."""
    if not isinstance(node, ast.Call):
        return False
    given = [*node.args, *(keyword.value for keyword in node.keywords)]
    return any(isinstance(value, ast.Name) and value.id == name for value in given)


def find_missing_docstrings(module: Module) -> Iterator[str]:
    """Every module says in a line or five what is decided in it."""
    if not ast.get_docstring(module.tree):
        yield f"{module.name}: has no docstring"


def find_empty_names(module: Module) -> Iterator[str]:
    """Want names that say what a thing is, not that somebody needed a place for it."""
    if set(module.name.split(".")) & {"utils", "helpers", "common", "manager", "data", "info", "misc"}:
        yield f"{module.name}: says nothing by its name"
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ClassDef) and node.name.endswith(("Manager", "Service", "Helper")):
            yield f"{module.name}:{node.lineno}: {node.name} says nothing by its name"
