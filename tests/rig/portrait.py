"""A portrait of a database: tables, constraints, indexes and triggers as sorted lines, to compare two by."""

import re
from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, text

_ITS_OWN = "alembic_version"

_POSTGRESQL = (
    """SELECT c.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
         || CASE WHEN a.attnotnull THEN ' not null' ELSE '' END
         || coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '')
       FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
       LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
       WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace""",
    """SELECT conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid)
       FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND conrelid <> 0""",
    """SELECT pg_get_indexdef(indexrelid) FROM pg_index JOIN pg_class c ON c.oid = indexrelid
       WHERE c.relnamespace = 'public'::regnamespace""",
    "SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
    "SELECT proname || ': ' || prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace",
)


def paint(connection: Connection) -> Sequence[str]:
    """List everything that a migration can get wrong, whatever the order it was made in."""
    if connection.dialect.name == "postgresql":
        lines = [line for query in _POSTGRESQL for line in connection.scalars(text(query))]
    else:
        made = connection.execute(text("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL"))
        lines = [line for kind, name, sql in made for line in _describe(kind, name, sql)]
    return sorted(line for line in lines if _ITS_OWN not in line)


def _describe(kind: str, name: str, sql: str) -> Iterator[str]:
    plain = re.sub(r"\s+", " ", sql).strip()
    if kind != "table":
        yield plain
        return
    opening, _, rest = plain.partition("(")
    body, _, options = rest.rpartition(")")
    yield f"{name} is made by {opening.strip()} (…) {options.strip()}"
    yield from (f"{name}: {part}" for part in _split(body))


def _split(body: str) -> Iterator[str]:
    """Split at the commas that are in no parentheses."""
    depth, part = 0, ""
    for sign in body:
        depth += (sign == "(") - (sign == ")")
        if sign == "," and not depth:
            yield part.strip()
            part = ""
        else:
            part += sign
    yield part.strip()
