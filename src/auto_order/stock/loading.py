"""Loading stock: seal each content, and leave out what the product has already, named by line."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from auto_order.catalog import service as catalog
from auto_order.db.session import Session
from auto_order.kit.keyring import Keyring
from auto_order.kit.secret import Secret
from auto_order.stock import repository
from auto_order.stock.models import StockStatus
from auto_order.stock.rules import check_content

# Positions within a batch stay below it, so batches sort one after another.
_BATCH_SPAN = 10_000_000


@dataclass(frozen=True)
class Duplicate:
    """A content that is not new. ``first_line``: where it stood in the same upload; None: in the shop."""

    line: int
    first_line: int | None


@dataclass(frozen=True)
class LoadReport:
    """What loading some contents does, or would do: how many are new, and which lines are not."""

    new: int
    duplicates: Sequence[Duplicate]


@dataclass(frozen=True)
class _Read:
    """An upload once through: each new fingerprint with its line and content."""

    fresh: Mapping[bytes, tuple[int, Secret]]
    repeated: Sequence[Duplicate]


def seal_context(product_id: int) -> str:
    """Say what a content is sealed for: it opens as this product's and as nothing else."""
    return f"product:{product_id}"


async def preview(
    session: Session, *, product_id: int, contents: Iterable[Secret], keyring: Keyring
) -> LoadReport:
    """Say what :func:`load` would do, and change nothing. Raises BadContent."""
    read = _read(contents, context=seal_context(product_id), keyring=keyring)
    known = await _find_known(session, product_id, read, keyring)
    return _report(read, known)


async def load(
    session: Session, *, product_id: int, contents: Iterable[Secret], keyring: Keyring, now: datetime
) -> LoadReport:
    """Load units, one a content, in the given order. Lines count from 1.

    What the product has already, sold or not, is left out, so that loading a list twice loads it once. Raises
    BadContent, and then nothing is loaded.
    """
    context = seal_context(product_id)
    read = _read(contents, context=context, keyring=keyring)
    known = await _find_known(session, product_id, read, keyring)
    batch = await repository.add_batch(session, product_id=product_id, now=now)
    rows = [
        {
            "product_id": product_id,
            "batch_id": batch.id,
            "position": batch.id * _BATCH_SPAN + line,
            "content": keyring.seal(content, context),
            "fingerprint": fingerprint,
            "status": StockStatus.FREE,
        }
        for fingerprint, (line, content) in read.fresh.items()
        if fingerprint not in known
    ]
    inserted = await repository.insert_new(session, rows)
    await catalog.note_change(session)
    return _report(read, read.fresh.keys() - inserted)


def _read(contents: Iterable[Secret], *, context: str, keyring: Keyring) -> _Read:
    fresh: dict[bytes, tuple[int, Secret]] = {}
    repeated: list[Duplicate] = []
    for line, content in enumerate(contents, start=1):
        fingerprint = keyring.fingerprint(check_content(content, line=line), context)
        if fingerprint in fresh:
            repeated.append(Duplicate(line, first_line=fresh[fingerprint][0]))
        else:
            fresh[fingerprint] = (line, content)
    return _Read(fresh, repeated)


async def _find_known(session: Session, product_id: int, read: _Read, keyring: Keyring) -> set[bytes]:
    """Find the fresh ones that the shop has, also under older keys while these are being rotated out."""
    context = seal_context(product_id)
    current_by_any = {
        any_fingerprint: current
        for current, (_line, content) in read.fresh.items()
        for any_fingerprint in keyring.fingerprints(content, context)
    }
    known = await repository.find_known(session, product_id=product_id, fingerprints=current_by_any)
    return {current_by_any[fingerprint] for fingerprint in known}


def _report(read: _Read, known: Iterable[bytes]) -> LoadReport:
    in_shop = [Duplicate(read.fresh[fingerprint][0], first_line=None) for fingerprint in known]
    duplicates = sorted([*read.repeated, *in_shop], key=lambda duplicate: duplicate.line)
    return LoadReport(new=len(read.fresh) - len(in_shop), duplicates=duplicates)
