"""Money moves between accounts, never appears and never vanishes; a wallet never owes."""

from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError

from auto_order.audit import service as audit
from auto_order.audit.actor import staff
from auto_order.db.engine import Database
from auto_order.db.session import Transactions
from auto_order.ledger import service as ledger
from auto_order.ledger import statements
from auto_order.ledger.models import PostingKind
from auto_order.ledger.rules import (
    ADJUSTMENTS,
    REVENUE,
    NotEnoughBalance,
    ReasonMissing,
    Transfer,
    collect,
    wallet_account,
)
from tests.factories import give_balance, make_customer
from tests.rig import only
from tests.rig.clock import NOW

RINA = staff(2001)
LATER = NOW + timedelta(days=1)


async def test_a_purchase_moves_money_from_the_wallet_to_the_revenue(tx: Transactions) -> None:
    async with tx() as session:
        buyer = await make_customer(session, balance=50_000)
        wallet = wallet_account(buyer.id)
        await ledger.post(
            session,
            kind=PostingKind.PURCHASE,
            source=1,
            transfers=[Transfer(wallet, REVENUE, 45_000)],
            now=NOW,
        )

    async with tx.reading() as session:
        assert await ledger.find_balance(session, customer_id=buyer.id) == 5_000
        assert await ledger.sum_account(session, wallet) == -5_000
        assert await ledger.sum_account(session, REVENUE) == -45_000
        assert await ledger.sum_account(session, ADJUSTMENTS) == 50_000


async def test_a_wallet_never_goes_below_zero_and_nothing_is_posted_then(tx: Transactions) -> None:
    async with tx() as session:
        buyer = await make_customer(session, balance=44_999)

    async def spend() -> None:
        async with tx() as session:
            transfers = [Transfer(wallet_account(buyer.id), REVENUE, 45_000)]
            await ledger.post(session, kind=PostingKind.PURCHASE, source=1, transfers=transfers, now=NOW)

    with pytest.raises(NotEnoughBalance) as refused:
        await spend()

    assert refused.value.facts == {"balance": 44_999, "price": 45_000}
    async with tx.reading() as session:
        assert await ledger.find_balance(session, customer_id=buyer.id) == 44_999
        assert await ledger.sum_account(session, REVENUE) == 0


async def test_the_same_fact_is_not_posted_twice(tx: Transactions) -> None:
    async def post_it() -> None:
        async with tx() as session:
            transfers = collect(gateway="pakasir", amount=10_000, credit_account=REVENUE, fee=380)
            await ledger.post(session, kind=PostingKind.PAYMENT, source=7, transfers=transfers, now=NOW)

    await post_it()

    with pytest.raises(IntegrityError):
        await post_it()
    async with tx.reading() as session:
        assert await ledger.sum_account(session, "gateway:pakasir") == 9_620


@pytest.mark.parametrize(
    "statement", ["UPDATE ledger_transfers SET amount = 1", "DELETE FROM ledger_transfers"]
)
async def test_the_database_refuses_to_change_a_transfer(
    tx: Transactions, database: Database, statement: str
) -> None:
    async with tx() as session:
        buyer = await make_customer(session, balance=50_000)

    with pytest.raises(DBAPIError, match="the ledger is append-only"):
        async with database.writer.begin() as connection:
            await connection.execute(text(statement))

    async with tx.reading() as session:
        assert await ledger.sum_account(session, wallet_account(buyer.id)) == -50_000


@only.on_postgresql
async def test_the_database_refuses_to_empty_the_ledger(tx: Transactions, database: Database) -> None:
    async with tx() as session:
        await make_customer(session, balance=50_000)

    with pytest.raises(DBAPIError, match="the ledger is append-only"):
        async with database.writer.begin() as connection:
            await connection.execute(text("TRUNCATE ledger_transfers"))


async def test_a_wallet_is_changed_by_hand_with_a_reason_and_a_trace(tx: Transactions) -> None:
    async with tx() as session:
        buyer = await make_customer(session, balance=50_000)
        balance = await ledger.adjust(
            session, customer_id=buyer.id, amount=-20_000, reason=" salah   isi ", by=RINA, now=NOW
        )

    async with tx.reading() as session:
        (entry, *_) = await audit.list_entries(session, subject=f"customer:{buyer.id}")
    assert balance == 30_000
    assert (entry.actor, entry.action) == ("staff:2001", "wallet.adjust")
    assert (entry.before, entry.after) == ('{"balance":50000}', '{"balance":30000,"reason":"salah isi"}')


@pytest.mark.parametrize(
    ("amount", "reason", "refusal"),
    [
        (-50_001, "terlalu banyak", NotEnoughBalance),
        (10_000, " ", ReasonMissing),
        (1, "x" * 501, ReasonMissing),
    ],
)
async def test_a_change_by_hand_that_cannot_be_leaves_nothing_behind(
    tx: Transactions, amount: int, reason: str, refusal: type[Exception]
) -> None:
    async with tx() as session:
        buyer = await make_customer(session, balance=50_000)

    async def adjust() -> None:
        async with tx() as session:
            await ledger.adjust(session, customer_id=buyer.id, amount=amount, reason=reason, by=RINA, now=NOW)

    with pytest.raises(refusal):
        await adjust()

    async with tx.reading() as session:
        assert await ledger.find_balance(session, customer_id=buyer.id) == 50_000
        assert len(await audit.list_entries(session)) == 1


async def test_a_buyers_history_shows_every_movement_with_the_balance_after_it(tx: Transactions) -> None:
    async with tx() as session:
        buyer, other = await make_customer(session), await make_customer(session, balance=1_000)
        for amount in (50_000, -20_000, 5_000):
            await give_balance(session, buyer.id, amount)

    async with tx.reading() as session:
        first = await statements.list_movements(session, customer_id=buyer.id, page=1, per_page=2)
        beyond = await statements.list_movements(session, customer_id=buyer.id, page=9, per_page=2)
        others = await statements.list_movements(session, customer_id=other.id, page=1, per_page=2)

    assert [(row.amount, row.balance) for row in first.movements] == [(5_000, 35_000), (-20_000, 30_000)]
    assert (first.page, first.pages) == (1, 2)
    assert [(row.amount, row.balance) for row in beyond.movements] == [(50_000, 50_000)]
    assert (beyond.page, beyond.pages) == (2, 2)
    assert len(others.movements) == 1


async def test_every_account_is_summed_up_over_some_time_and_wallets_are_one_line(tx: Transactions) -> None:
    async with tx() as session:
        for _ in range(2):
            await make_customer(session, balance=30_000)
        transfers = collect(gateway="pakasir", amount=10_000, credit_account=REVENUE, fee=380)
        await ledger.post(session, kind=PostingKind.PAYMENT, source=1, transfers=transfers, now=LATER)

    async with tx.reading() as session:
        first_day = await statements.sum_up(session, since=NOW, until=LATER)
        second_day = await statements.sum_up(session, since=LATER, until=LATER + timedelta(days=1))

    assert [tuple(row) for row in first_day] == [("adjustments", 0, 60_000, 0), ("wallets", 0, 0, 60_000)]
    assert [tuple(row) for row in second_day] == [
        ("adjustments", 60_000, 0, 0),
        ("fees:pakasir", 0, 380, 0),
        ("gateway:pakasir", 0, 10_000, 380),
        ("revenue", 0, 0, 10_000),
        ("wallets", -60_000, 0, 0),
    ]


async def test_an_account_is_told_over_some_time_with_the_balance_before_and_after(
    tx: Transactions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(statements, "_BATCH", 1)
    async with tx() as session:
        transfers = collect(gateway="pakasir", amount=10_000, credit_account=REVENUE, fee=380)
        for source, moment in enumerate([NOW, LATER, LATER + timedelta(days=1)]):
            await ledger.post(
                session, kind=PostingKind.PAYMENT, source=source, transfers=transfers, now=moment
            )

    async with tx.reading() as session:
        opening = await statements.sum_before(session, "gateway:pakasir", moment=LATER)
        told = statements.read_account(
            session, "gateway:pakasir", since=LATER, until=LATER + timedelta(days=1)
        )
        rows = [(row.debit, row.credit, row.balance) async for row in told]

    assert opening == 9_620
    assert rows == [(10_000, 0, 19_620), (0, 380, 19_240)]


async def test_transfers_are_written_as_csv_across_batches(
    tx: Transactions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(statements, "_BATCH", 2)
    async with tx() as session:
        buyer = await make_customer(session)
        for amount in (1_000, 2_000, 3_000):
            await give_balance(session, buyer.id, amount)
        await make_customer(session, balance=9_000)

    async with tx.reading() as session:
        written = "".join(
            [
                part
                async for part in statements.write_csv(
                    session, account=wallet_account(buyer.id), since=NOW, until=LATER
                )
            ]
        )

    lines = written.splitlines()
    assert lines[0] == "posted_at,kind,source,debit_account,credit_account,amount"
    assert [line.rsplit(",", 1)[1] for line in lines[1:]] == ["1000", "2000", "3000"]
    assert lines[1].startswith("2026-11-23T05:00:00+00:00,adjustment,")
