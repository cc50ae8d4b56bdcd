"""Changes of a table's rules, on both databases, without copying the table.

SQLite cannot change a constraint. What says nothing about how rows are stored (checks, foreign keys, NOT
NULL) may be rewritten in its schema, see https://www.sqlite.org/lang_altertable.html#otheralter; every row
must fit already. A copied table would have to be dropped, and with it what refers to its rows.
"""

import re
from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from alembic import op


def add_column(table: str, column: sa.Column[Any], *, fill: str | None = None) -> None:
    """Add a column. With ``fill``, an SQL expression, every row gets it and none may lack it from then on."""
    op.add_column(table, column)
    if fill is not None:
        op.execute(f"UPDATE {table} SET {column.name} = {fill}")  # noqa: S608 - our own words
        forbid_null(table, column.name)


def forbid_null(table: str, column: str) -> None:
    if _is_sqlite():
        _rewrite(table, rf"(\b{column} [A-Z]+(?:\(\d+\))?)", r"\1 NOT NULL")
    else:
        op.alter_column(table, column, nullable=False)


def allow_null(table: str, column: str) -> None:
    if _is_sqlite():
        _rewrite(table, rf"(\b{column} [A-Z]+(?:\(\d+\))?) NOT NULL", r"\1")
    else:
        op.alter_column(table, column, nullable=True)


def add_check(table: str, name: str, condition: str) -> None:
    if _is_sqlite():
        _append(table, f"CONSTRAINT {name} CHECK ({condition})")
    else:
        op.create_check_constraint(op.f(name), table, sa.text(condition))


def replace_check(table: str, name: str, condition: str) -> None:
    if _is_sqlite():
        # A condition stands on one line, as SQLAlchemy writes it.
        _rewrite(
            table, rf"CONSTRAINT {name} CHECK \(.*\)(, ?)?$", rf"CONSTRAINT {name} CHECK ({condition})\1"
        )
    else:
        op.drop_constraint(op.f(name), table, type_="check")
        op.create_check_constraint(op.f(name), table, sa.text(condition))


def add_foreign_key(table: str, name: str, column: str, other: str) -> None:
    """Have a column refer to another table's ``id``."""
    if _is_sqlite():
        _append(table, f"CONSTRAINT {name} FOREIGN KEY({column}) REFERENCES {other} (id)")
    else:
        op.create_foreign_key(op.f(name), table, other, [column], ["id"])


def _is_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"


def _append(table: str, constraint: str) -> None:
    _rewrite(table, r"\s*\)\s*\Z", f", \n\t{constraint}\n)")


def _rewrite(table: str, pattern: str, replacement: str | Callable[[re.Match[str]], str]) -> None:
    """Rewrite the one place in a table's definition that the pattern finds."""
    connection = op.get_bind()
    where = {"table": table}
    was = connection.scalar(
        sa.text("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = :table"), where
    )
    becomes, count = re.subn(pattern, replacement, str(was), flags=re.MULTILINE)
    if count != 1:
        message = f"{table}: {count} places where one was to be rewritten"
        raise RuntimeError(message)
    version = connection.scalar(sa.text("PRAGMA schema_version"))
    op.execute("PRAGMA writable_schema = ON")
    connection.execute(
        sa.text("UPDATE sqlite_master SET sql = :sql WHERE type = 'table' AND name = :table"),
        {"sql": becomes, **where},
    )
    op.execute(f"PRAGMA schema_version = {int(version or 0) + 1}")
    # Reads the schema anew, and closes it.
    op.execute("PRAGMA writable_schema = RESET")
