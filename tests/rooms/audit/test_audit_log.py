"""What people did is written down once, in order, and can be neither changed nor bent later."""

import asyncio
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError

from auto_order.audit import actor, repository, service
from auto_order.audit.actor import SYSTEM, Actor
from auto_order.db.engine import Database
from auto_order.db.session import Session, Transactions
from auto_order.kit.secret import Secret
from tests.rig import only
from tests.rig.clock import NOW

RINA = actor.staff(2001)


async def note(tx: Transactions, price: int, *, by: Actor = RINA) -> None:
    """Write down that the price of product 1 was changed."""
    async with tx() as session:
        await service.record(
            session,
            by=by,
            action="product.price",
            subject="product:1",
            before={"price": price - 1000},
            after={"price": price},
            now=NOW + timedelta(microseconds=price),
        )


async def verify(tx: Transactions) -> service.ChainReport:
    async with tx.reading() as session:
        return await service.verify_chain(session)


async def force(database: Database, statement: str) -> None:
    """Change the log the way somebody with all rights on the database can."""
    off = (
        ["SET session_replication_role = replica"]
        if database.is_postgresql
        else ["DROP TRIGGER audit_entries_no_UPDATE", "DROP TRIGGER audit_entries_no_DELETE"]
    )
    async with database.writer.begin() as connection:
        for each in [*off, statement]:
            await connection.execute(text(each))


async def test_a_deed_is_written_down_with_who_what_before_after_and_when(tx: Transactions) -> None:
    await note(tx, 45_000)

    async with tx.reading() as session:
        (entry,) = await service.list_entries(session)
    assert (entry.id, entry.actor, entry.action, entry.subject) == (
        1,
        "staff:2001",
        "product.price",
        "product:1",
    )
    assert (entry.before, entry.after) == ('{"price":44000}', '{"price":45000}')
    assert entry.happened_at == NOW + timedelta(microseconds=45_000)


async def test_a_deed_that_is_rolled_back_was_never_done(tx: Transactions) -> None:
    class Changed(Exception):
        pass

    async def change_your_mind() -> None:
        async with tx() as session:
            await service.record(session, by=RINA, action="a", subject="b", before=None, after=None, now=NOW)
            raise Changed

    with pytest.raises(Changed):
        await change_your_mind()

    assert (await verify(tx)).entries == 0


async def test_entries_are_listed_the_latest_first_and_by_subject(tx: Transactions) -> None:
    for price in (1000, 2000, 3000):
        await note(tx, price)
    async with tx() as session:
        await service.record(
            session, by=SYSTEM, action="shop.open", subject="shop", before=None, after=None, now=NOW
        )

    async with tx.reading() as session:
        latest = await service.list_entries(session, limit=2)
        earlier = await service.list_entries(session, before=latest[-1].id, limit=2)
        of_product = await service.list_entries(session, subject="product:1")

    assert [entry.id for entry in (*latest, *earlier)] == [4, 3, 2, 1]
    assert [entry.id for entry in of_product] == [3, 2, 1]


@pytest.mark.parametrize("value", [Secret("s3cret"), b"bytes", 0.5, ["list"]])
async def test_only_plain_values_are_written_down(tx: Transactions, value: object) -> None:
    async def record_it() -> None:
        async with tx() as session:
            await service.record(
                session,
                by=RINA,
                action="a",
                subject="b",
                before=None,
                after={"it": value},  # type: ignore[dict-item]  # what the test is about
                now=NOW,
            )

    with pytest.raises(TypeError, match="does not hold"):
        await record_it()


@pytest.mark.parametrize("statement", ["UPDATE audit_entries SET actor = 'x'", "DELETE FROM audit_entries"])
async def test_the_database_refuses_to_change_an_entry(
    tx: Transactions, database: Database, statement: str
) -> None:
    await note(tx, 45_000)

    with pytest.raises(DBAPIError, match="the audit log is append-only"):
        async with database.writer.begin() as connection:
            await connection.execute(text(statement))

    assert (await verify(tx)).entries == 1


@only.on_postgresql
async def test_the_database_refuses_to_empty_the_log(tx: Transactions, database: Database) -> None:
    await note(tx, 45_000)

    with pytest.raises(DBAPIError, match="the audit log is append-only"):
        async with database.writer.begin() as connection:
            await connection.execute(text("TRUNCATE audit_entries"))


async def test_a_whole_chain_is_verified_across_batches(
    tx: Transactions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "_BATCH", 2)
    for price in range(1000, 6000, 1000):
        await note(tx, price)

    report = await verify(tx)

    assert (report.entries, report.broken_at, report.fault) == (5, None, None)
    assert report.end != bytes(32)


@pytest.mark.parametrize(
    ("statement", "broken_at", "fault"),
    [
        ("UPDATE audit_entries SET after = '{}' WHERE id = 2", 2, "changed"),
        ("UPDATE audit_entries SET actor = 'staff:9' WHERE id = 3", 3, "changed"),
        ("UPDATE audit_entries SET happened_at = '2026-01-01 00:00:00' WHERE id = 1", 1, "changed"),
        ("DELETE FROM audit_entries WHERE id = 2", 2, "missing"),
        ("UPDATE audit_entries SET digest = previous_digest WHERE id = 1", 1, "changed"),
        ("UPDATE audit_entries SET previous_digest = digest WHERE id = 3", 3, "out of the chain"),
    ],
)
async def test_an_entry_that_was_bent_is_named(
    scratch_database: Database, statement: str, broken_at: int, fault: str
) -> None:
    tx = Transactions(scratch_database)
    for price in (1000, 2000, 3000):
        await note(tx, price)

    await force(scratch_database, statement)

    report = await verify(tx)
    assert (report.broken_at, report.fault) == (broken_at, fault)


async def _record_from_two_processes(databases: list[Database]) -> None:
    await asyncio.gather(
        *(
            note(Transactions(database), 1000 * number)
            for number, database in enumerate(databases * 10, start=1)
        )
    )


async def test_two_processes_cannot_fork_the_chain(
    tx: Transactions, open_another: Callable[[], Database]
) -> None:
    await _record_from_two_processes([open_another(), open_another()])

    report = await verify(tx)
    assert (report.entries, report.broken_at) == (20, None)


@only.on_postgresql
async def test_without_the_lock_two_processes_meet_and_the_database_refuses_the_fork(
    tx: Transactions, open_another: Callable[[], Database], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control of the race above: the lock makes it pass, and the unique digest stands behind the lock."""
    find_end = repository.list_before

    async def look_without_lock(session: Session) -> object:
        found = await find_end(session, None, subject=None, limit=1)
        await asyncio.sleep(0.05)  # the race, widened
        return found[0] if found else None

    monkeypatch.setattr(repository, "lock_end", look_without_lock)

    with pytest.raises(IntegrityError):
        await _record_from_two_processes([open_another(), open_another()])
    assert (await verify(tx)).broken_at is None
