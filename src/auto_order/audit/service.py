"""The verbs of the audit log: record a deed, look deeds up, verify the chain."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from auto_order.audit import repository
from auto_order.audit.actor import Actor
from auto_order.audit.models import AuditEntry
from auto_order.audit.rules import ORIGIN, Deed, Fact, compute_digest, find_fault, write_facts
from auto_order.db.session import Session

_BATCH = 1000


class ChainReport(NamedTuple):
    """What became of the chain. ``end`` is the digest of the last good entry, to be noted elsewhere.

    ``broken_at`` is the number of the first entry that is not what was written, and ``fault`` says why.
    """

    entries: int
    end: bytes
    broken_at: int | None = None
    fault: str | None = None


async def record(
    session: Session,
    *,
    by: Actor,
    action: str,
    subject: str,
    before: Mapping[str, Fact] | None,
    after: Mapping[str, Fact] | None,
    now: datetime,
) -> None:
    """Write down a deed in the transaction that does it. Never goods or secrets.

    ``action`` is a dotted word such as ``product.price``, ``subject`` a row such as ``product:12``. Call it
    last: until the transaction ends nobody else can record anything.
    """
    last = await repository.lock_end(session)
    previous = ORIGIN if last is None else last.digest
    number = 1 if last is None else last.id + 1
    deed = Deed(str(by), action, subject, write_facts(before), write_facts(after), now)
    digest = compute_digest(number, deed, previous=previous)
    session.add(AuditEntry(id=number, previous_digest=previous, digest=digest, **deed._asdict()))
    await session.flush()


async def list_entries(
    session: Session, *, before: int | None = None, subject: str | None = None, limit: int = 20
) -> Sequence[AuditEntry]:
    """List entries, the latest first: those with a number below ``before``, of one subject or of all."""
    return await repository.list_before(session, before, subject=subject, limit=limit)


async def verify_chain(session: Session) -> ChainReport:
    """Read the whole log, a thousand entries at a time, and say whether every one is as it was written.

    An end that was cut off leaves no trace here: compare ``end`` and ``entries`` with an older report.
    """
    previous, number = ORIGIN, 0
    while batch := await repository.list_after(session, number, limit=_BATCH):
        for entry in batch:
            fault = find_fault(entry, number=number + 1, previous=previous)
            if fault is not None:
                return ChainReport(number, previous, broken_at=number + 1, fault=fault)
            previous, number = entry.digest, entry.id
        session.expunge_all()
    return ChainReport(number, previous)
