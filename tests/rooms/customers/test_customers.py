"""Who opened the shop."""

from auto_order.customers import service as customers
from auto_order.db.session import Transactions
from tests.factories import make_customer
from tests.rig.clock import NOW


async def test_a_customer_is_met_once(tx: Transactions) -> None:
    facts = {"telegram_id": 7, "name": "Wati", "username": "wati", "language": "id", "now": NOW}

    async with tx() as session:
        first = await customers.meet(session, **facts)  # type: ignore[arg-type]  # a dict of several types
    async with tx() as session:
        again = await customers.meet(session, **facts | {"language": "en"})  # type: ignore[arg-type]  # as above

    assert again == first
    assert (first.name, first.username, first.language, first.is_blocked) == ("Wati", "wati", "id", False)
    async with tx.reading() as session:
        assert await customers.count_customers(session) == 1
        assert await customers.find_customer(session, telegram_id=7) == first
        assert await customers.get_customer(session, first.id) == first
        assert await customers.find_customer(session, telegram_id=8) is None


async def test_a_changed_profile_and_language_are_followed(tx: Transactions) -> None:
    async with tx() as session:
        wati, other = await make_customer(session, name="Wati"), await make_customer(session, name="Joko")

        await customers.rename(session, wati.id, name="Wati <b>", username=None)
        await customers.choose_language(session, wati.id, language="en")

        changed = await customers.get_customer(session, wati.id)
        assert (changed.name, changed.username, changed.language) == ("Wati <b>", None, "en")
        assert await customers.get_customer(session, other.id) == other


async def test_the_last_list_of_each_is_remembered(tx: Transactions) -> None:
    async with tx() as session:
        wati, joko = await make_customer(session), await make_customer(session)

        await customers.remember_lists(session, {wati.id: "0-s-2-", joko.id: "3-n-1-"})

        assert await customers.find_last_list(session, wati.id) == "0-s-2-"
        assert await customers.find_last_list(session, joko.id) == "3-n-1-"
        assert await customers.find_last_list(session, 999) is None
