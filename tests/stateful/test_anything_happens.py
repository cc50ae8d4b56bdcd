"""Whatever happens to a shop, in whatever order: nothing is lost, and in the end everything has its end.

CI runs 100 examples of 50 steps; ``./scripts/prove.sh`` runs 2,000, with PROOF=long.
"""

import asyncio
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test
from sqlalchemy import URL, event

from auto_order.db.engine import Database, open_database
from tests.conftest import share_statements
from tests.rig.databases import PostgresqlStore, SqliteStore
from tests.rig.inline_sqlite import inline_sqlite
from tests.rig.reports import write_report
from tests.stateful import looking
from tests.stateful.machine import ShopMachine, Tally

_IS_LONG = os.environ.get("PROOF") == "long"
# In shares, so that each core has its own.
_SHARES = range(20 if _IS_LONG else 4)
_EXAMPLES = 95 if _IS_LONG else 23
_EXAMPLES_ON_POSTGRESQL = 100 if _IS_LONG else 8
_STEPS = 50


def _settings(examples: int) -> settings:
    return settings(
        max_examples=examples,
        stateful_step_count=_STEPS,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        print_blob=True,
        database=None,
    )


class _OnSqlite(ShopMachine):
    """On a file that is never forced onto the disk: what is tested is no power cut."""

    folder: Path
    template: Path

    def open_database(self) -> Database:
        file = self.folder / "shop.db"
        for left in self.folder.glob("shop.db*"):
            left.unlink()
        shutil.copyfile(self.template, file)
        database = open_database(URL.create("sqlite+aiosqlite", database=str(file)))
        for engine in (database.writer, database.reader):
            event.listen(engine.sync_engine, "connect", _hurry)
        share_statements(database)
        self.quick_look = looking.QuickLook(str(file))
        return database

    def look(self) -> Any:  # noqa: ANN401 - rows of any shape
        self.sight = self.quick_look.see()
        return self.quick_look.find(self.life)

    def close(self) -> None:
        self.quick_look.close()
        super().close()


def _hurry(connection: Any, _record: object) -> None:  # noqa: ANN401 - any driver's connection
    cursor = connection.cursor()
    cursor.execute("PRAGMA synchronous=OFF")
    cursor.close()


class _OnPostgresql(ShopMachine):
    """On the database of the run, emptied for each example."""

    store: PostgresqlStore

    def open_database(self) -> Database:
        url = self.loop.run_until_complete(self.store.emptied(Path()))
        database = open_database(url, pool_size=2)
        share_statements(database)
        return database

    def look(self) -> Any:  # noqa: ANN401 - rows of any shape
        self.sight = self.run(looking.see(self.life))
        return self.run(looking.inspect(self.life))


@pytest.mark.timeout(1800)
@pytest.mark.parametrize("share", _SHARES)
def test_nothing_is_lost_on_sqlite(
    share: int, sqlite_store: SqliteStore, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    template = asyncio.run(sqlite_store.emptied(tmp_path)).database
    assert template is not None
    known = {"folder": tmp_path / "shops", "template": Path(template), "tally": Tally()}
    (tmp_path / "shops").mkdir()
    machine = cast(type[ShopMachine], type("OnSqlite", (_OnSqlite,), known))

    with inline_sqlite():
        _run(machine, _EXAMPLES, record_property)

    assert machine.tally["examples"] >= _EXAMPLES, share


@pytest.mark.timeout(1800)
def test_nothing_is_lost_on_postgresql(
    postgresql_store: PostgresqlStore, record_property: Callable[[str, object], None]
) -> None:
    known = {"store": postgresql_store, "tally": Tally()}
    machine = cast(type[ShopMachine], type("OnPostgresql", (_OnPostgresql,), known))

    _run(machine, _EXAMPLES_ON_POSTGRESQL, record_property)

    assert machine.tally["examples"] >= _EXAMPLES_ON_POSTGRESQL


def _run(machine: type[ShopMachine], examples: int, record_property: Callable[[str, object], None]) -> None:
    try:
        run_state_machine_as_test(machine, settings=_settings(examples))
    finally:
        record_property("tally", dict(machine.tally))
        write_report("stateful", machine.tally)
