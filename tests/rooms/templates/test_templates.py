"""The latest wording counts, each language has its own, and nothing that was written is forgotten."""

import pytest

from auto_order.audit import service as audit
from auto_order.audit.actor import staff
from auto_order.db.session import Transactions
from auto_order.templates import service as templates
from auto_order.templates.models import Own
from auto_order.templates.rules import PlaceholderUnknown, TemplateUnknown
from auto_order.templates.service import Place
from tests.rig.clock import NOW

RINA = staff(2001)
_START = Place("id", "start")


async def change(tx: Transactions, own: Own, place: Place = _START) -> None:
    async with tx() as session:
        await templates.change(session, place, own, by=RINA, now=NOW)


async def read(tx: Transactions) -> templates.Wordings:
    async with tx.reading() as session:
        return await templates.read(session)


async def test_the_latest_wording_of_each_language_counts(tx: Transactions) -> None:
    await change(tx, Own("Halo", None))
    await change(tx, Own("Hai {nama}", "a-photo"))
    await change(tx, Own("Hi", None), Place("en", "start"))
    await change(tx, Own("Caranya", None), Place("id", "how-to"))
    await change(tx, Own(None, None), Place("id", "how-to"))

    assert await read(tx) == {_START: Own("Hai {name}", "a-photo"), Place("en", "start"): Own("Hi", None)}


async def test_an_earlier_version_counts_again_as_a_new_one(tx: Transactions) -> None:
    await change(tx, Own("Satu", None))
    await change(tx, Own("Dua", None))
    async with tx() as session:
        versions = await templates.list_versions(session, _START, limit=10)
        await templates.restore(session, versions[-1].id, by=RINA, now=NOW)

    async with tx.reading() as session:
        after = await templates.list_versions(session, _START, limit=10)
        entries = await audit.list_entries(session, subject="template:id:start")
    assert [version.text for version in after] == ["Satu", "Dua", "Satu"]
    assert len(entries) == 3


async def test_what_cannot_be_said_is_not_kept(tx: Transactions) -> None:
    with pytest.raises(PlaceholderUnknown):
        await change(tx, Own("{saldo}", None))
    with pytest.raises(TemplateUnknown):
        await change(tx, Own("x", None), Place("id", "invoice"))
    with pytest.raises(TemplateUnknown):
        async with tx() as session:
            await templates.restore(session, 99, by=RINA, now=NOW)

    assert await read(tx) == {}
