"""Tables whose rows are never changed and never deleted, which the database itself refuses."""

from collections.abc import Iterator

from sqlalchemy import DDL, FromClause, event

_ON_SQLITE = """
CREATE TRIGGER {table}_no_{what} BEFORE {what} ON {table}
BEGIN SELECT RAISE(ABORT, 'the {words} is append-only'); END
"""
_ON_POSTGRESQL = (
    """
CREATE FUNCTION {name}_is_append_only() RETURNS trigger LANGUAGE plpgsql AS
'BEGIN RAISE EXCEPTION ''the {words} is append-only''; END'
""",
    """
CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION {name}_is_append_only()
""",
    """
CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION {name}_is_append_only()
""",
)


def keep_append_only(table: FromClause, *, name: str) -> None:
    """Have a model's table refuse changes, on both databases; ``name`` is what the refusal calls it."""
    for dialect, statement in _write_triggers(str(table), name):
        ddl = DDL(statement)  # type: ignore[no-untyped-call]  # SQLAlchemy left it untyped
        event.listen(table, "after_create", ddl.execute_if(dialect=dialect))


def _write_triggers(table: str, name: str) -> Iterator[tuple[str, str]]:
    facts = {"table": table, "name": name, "words": name.replace("_", " ")}
    for what in ("UPDATE", "DELETE"):
        yield "sqlite", _ON_SQLITE.format(what=what, **facts)
    for statement in _ON_POSTGRESQL:
        yield "postgresql", statement.format(**facts)
