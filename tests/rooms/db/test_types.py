"""Columns mean the same on both databases."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError, StatementError

from auto_order.db.insert_once import insert_once
from auto_order.db.session import Transactions
from tests.rig.clock import NOW
from tests.rooms.db.shelf import Shelf, Wood

JAKARTA = timezone(timedelta(hours=7))


async def test_a_moment_comes_back_in_utc_to_the_microsecond(shelves: Transactions) -> None:
    moment = datetime(2026, 11, 23, 12, 0, 0, 1, tzinfo=JAKARTA)
    async with shelves() as session:
        session.add(Shelf(place=1, built_at=moment))

    async with shelves.reading() as session:
        found = await session.scalar(select(Shelf.built_at))

    assert found == moment
    assert found is not None
    assert found.tzinfo is UTC


async def test_moments_sort_and_compare_as_moments_do(shelves: Transactions) -> None:
    evening = datetime(2026, 11, 23, 20, 0, tzinfo=JAKARTA)
    async with shelves() as session:
        session.add_all([Shelf(place=1, built_at=evening), Shelf(place=2, built_at=NOW)])

    async with shelves.reading() as session:
        in_order = (await session.scalars(select(Shelf.place).order_by(Shelf.built_at))).all()
        before_evening = (await session.scalars(select(Shelf.place).where(Shelf.built_at < evening))).all()

    assert in_order == [2, 1]
    assert before_evening == [2]


async def test_a_moment_without_a_time_zone_is_refused(shelves: Transactions) -> None:
    naive = datetime(2026, 11, 23)  # noqa: DTZ001 - the mistake that is refused

    async with shelves.reading() as session:
        with pytest.raises(StatementError, match="without a time zone"):
            await session.scalar(select(Shelf.id).where(Shelf.built_at < naive))


async def test_no_moment_stays_none(shelves: Transactions) -> None:
    async with shelves() as session:
        session.add(Shelf(place=1))

    async with shelves.reading() as session:
        assert (await session.scalars(select(Shelf.built_at))).all() == [None]


async def test_one_of_a_kind_is_kept_as_its_value(shelves: Transactions) -> None:
    async with shelves() as session:
        session.add(Shelf(place=1, wood=Wood.TEAK))

    async with shelves.reading() as session:
        assert await session.scalar(select(Shelf.wood)) is Wood.TEAK
        assert await session.scalar(text("SELECT wood FROM shelves")) == "teak"


async def test_the_database_refuses_what_is_not_of_the_kind(shelves: Transactions) -> None:
    async with shelves() as session:
        with pytest.raises(DBAPIError, match="ck_shelves_wood"):
            await session.execute(
                text("INSERT INTO shelves (room, place, \"left\", wood) VALUES ('hall', 1, 0, 'cardboard')")
            )
        await session.rollback()


async def test_keys_are_given_out_by_the_database(shelves: Transactions) -> None:
    async with shelves() as session:
        shelves_made = [Shelf(place=1), Shelf(place=2)]
        session.add_all(shelves_made)
        await session.flush()

    assert shelves_made[0].id < shelves_made[1].id


async def test_a_repr_names_the_row_and_nothing_in_it() -> None:
    assert repr(Shelf(id=7, room="secret")) == "<Shelf 7>"


async def test_a_row_is_inserted_once(shelves: Transactions) -> None:
    row = {"room": "hall", "place": 1, "left": 3, "wood": Wood.OAK}

    async with shelves() as session:
        was_new = [await insert_once(session, Shelf, row) for _ in range(2)]
    async with shelves() as session:
        was_new.append(await insert_once(session, Shelf, {**row, "left": 9}))

    assert was_new == [True, False, False]
    async with shelves.reading() as session:
        assert (await session.scalars(select(Shelf.left))).all() == [3]
