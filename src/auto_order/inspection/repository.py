"""All SQL of the inspection. The checks stand in ``checks/*.sql``, to be read and run by hand as well."""

from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from functools import cache
from importlib.resources import files
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple

from sqlalchemy import (
    BigInteger,
    Column,
    Enum,
    Integer,
    LargeBinary,
    Table,
    TextClause,
    bindparam,
    func,
    select,
    text,
)
from sqlalchemy.types import TypeEngine

from auto_order.broadcasts.models import Broadcast, Recipient
from auto_order.catalog.models import Product
from auto_order.db.base import Base
from auto_order.db.session import Session
from auto_order.db.types import UtcDateTime
from auto_order.delivery.models import Delivery
from auto_order.inspection.models import Check, Finding
from auto_order.inspection.rules import read_check
from auto_order.jobs.models import JobRow
from auto_order.kit.keyring import SEAL_VERSION, SHORTEST_SEAL
from auto_order.ledger.models import Adjustment, LedgerTransfer, Wallet
from auto_order.orders.models import Order
from auto_order.payments.models import Payment, ReviewCase
from auto_order.refunds.models import Refund
from auto_order.stock.models import SharedContent, StockItem, StockUpload, UnitFile
from auto_order.vouchers.models import Voucher, VoucherUse
from auto_order.warranty.models import WarrantyClaim

# Everything that holds money, goods, or a promise of them.
_MODELS: Sequence[type[Base]] = (
    Order,
    Payment,
    ReviewCase,
    Refund,
    LedgerTransfer,
    Wallet,
    Adjustment,
    StockItem,
    UnitFile,
    SharedContent,
    Product,
    WarrantyClaim,
    StockUpload,
    Voucher,
    VoucherUse,
    Delivery,
    Broadcast,
    Recipient,
    JobRow,
)
_UNKNOWN_WORD = """
SELECT '{table} ' || {key} AS subject, '{column} is ' || {column} AS detail FROM {table}
WHERE {key} > :after AND {key} <= :until AND {column} NOT IN ({known})
"""
# What the checks are given.
_VALUES: Mapping[str, TypeEngine[Any]] = {
    "after": BigInteger(),
    "until": BigInteger(),
    "over_before": UtcDateTime(),
    "seal_version": LargeBinary(),
    "shortest_seal": Integer(),
}
# For so long after its deadline money may still come for a payment: the last look is an hour later.
_MONEY_MAY_COME = timedelta(hours=24)


class Stretch(NamedTuple):
    """Rows of a table that are looked at together: those with ``after`` < key <= ``until``."""

    after: int
    until: int
    rows: int


@cache
def list_checks() -> Sequence[Sequence[Check]]:
    """List the checks, those of one table together."""
    checks = sorted([*_read_checks(), *_write_word_checks()], key=attrgetter("table"))
    return [tuple(group) for _table, group in groupby(checks, key=attrgetter("table"))]


async def list_stretches(session: Session, table: str, *, rows: int) -> AsyncIterator[Stretch]:
    """Divide a table into stretches of so many rows, in the order of its key."""
    key = _key_of(_tables()[table])
    after = -1
    while True:
        some = select(key).where(key > after).order_by(key).limit(rows).subquery()
        until, found = (await session.execute(select(func.max(some.c[0]), func.count()))).one()
        if not found:
            return
        yield Stretch(after, until, found)
        after = until


async def find(
    session: Session, checks: Sequence[Check], stretch: Stretch, *, now: datetime
) -> Sequence[Finding]:
    """List what is wrong in a stretch of the one table that all these checks are about."""
    statement, names = _join(checks)
    values = {
        "after": stretch.after,
        "until": stretch.until,
        "over_before": now - _MONEY_MAY_COME,
        "seal_version": SEAL_VERSION,
        "shortest_seal": SHORTEST_SEAL,
    }
    rows = await session.execute(statement, {name: values[name] for name in names})
    return [Finding(*row) for row in rows]


def _tables() -> Mapping[str, Table]:
    return {model.__tablename__: Base.metadata.tables[model.__tablename__] for model in _MODELS}


def _key_of(table: Table) -> Column[Any]:
    (key,) = table.primary_key.columns
    return key


def _read_checks() -> Iterator[Check]:
    for file in files(__package__).joinpath("checks").iterdir():
        yield read_check(file.name.removesuffix(".sql"), file.read_text(encoding="utf-8"))


def _write_word_checks() -> Iterator[Check]:
    """Check that a status is one that the shop knows, wherever there is one."""
    for name, table in _tables().items():
        key = _key_of(table).name
        wrong = [
            _UNKNOWN_WORD.format(table=name, key=key, column=column.name, known=_quote(column.type.enums))
            for column in table.columns
            if isinstance(column.type, Enum)
        ]
        if wrong:
            query = "\nUNION ALL ".join(wrong)
            yield Check("known_words", "I8", "A status is one of its table", name, query)


def _quote(words: Sequence[str]) -> str:
    return ", ".join(f"'{word}'" for word in words)


@cache
def _join(checks: Sequence[Check]) -> tuple[TextClause, Sequence[str]]:
    """Make one statement of several checks, so that a stretch is looked at in one moment."""
    whole = "\nUNION ALL ".join(
        f"SELECT '{check.name}' AS name, found.subject, found.detail FROM (\n{check.query}\n) AS found"  # noqa: S608 - our own words
        for check in checks
    )
    names = [name for name in _VALUES if f":{name}" in whole]
    return text(whole).bindparams(*(bindparam(name, type_=_VALUES[name]) for name in names)), names
