"""Loading stock: seal each content, and leave out what the product has already, named by line."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import NamedTuple

from auto_order.catalog import service as catalog
from auto_order.db.session import Session
from auto_order.kit.keyring import Keyring
from auto_order.kit.secret import Secret
from auto_order.stock import repository
from auto_order.stock.models import StockStatus
from auto_order.stock.rules import check_content

# Positions within a batch stay below it, so batches sort one after another.
BATCH_SPAN = 10_000_000
_CHUNK = 1000


class NumberedContent(NamedTuple):
    """A content and the line of its upload that it stands in, below 10,000,000."""

    line: int
    secret: Secret


class Duplicate(NamedTuple):
    """A content that is not new. ``first_line``: where it stood in the same upload; None: in the shop."""

    line: int
    first_line: int | None


@dataclass(frozen=True)
class LoadReport:
    """What loading some contents does, or would do: how many are new, and which lines are not."""

    new: int
    duplicates: Sequence[Duplicate]


class Sifted(NamedTuple):
    """What some lines bring: the new ones by fingerprint, and which are not new."""

    report: LoadReport
    fresh: Mapping[bytes, NumberedContent]


@dataclass(frozen=True)
class _Read:
    """Some lines once through: each new fingerprint with its line and content."""

    fresh: Mapping[bytes, NumberedContent]
    repeated: Sequence[Duplicate]


def seal_context(product_id: int) -> str:
    """Say what a content is sealed for: it opens as this product's and as nothing else."""
    return f"product:{product_id}"


async def load(
    session: Session, *, product_id: int, contents: Iterable[Secret], keyring: Keyring, now: datetime
) -> LoadReport:
    """Load units, one a content, in the given order. Lines count from 1.

    What the product has already, sold or not, is left out, so that loading a list twice loads it once. Raises
    BadContent, and then nothing is loaded.
    """
    loading = Loading(session, product_id=product_id, keyring=keyring, now=now)
    lines = _number(contents)
    new, duplicates = 0, list[Duplicate]()
    while chunk := list(islice(lines, _CHUNK)):
        report = await loading.take(chunk)
        new += report.new
        duplicates += report.duplicates
    await catalog.note_change(session)
    return LoadReport(new, duplicates)


class Loading:
    """One upload on its way into the stock, some lines at a time, so that it may be longer than memory.

    Its batch comes to be with the first new unit. The caller tells the catalogue that something has changed.
    """

    def __init__(self, session: Session, *, product_id: int, keyring: Keyring, now: datetime) -> None:
        self._session = session
        self._product_id = product_id
        self._keyring = keyring
        self._now = now
        self._batch_id: int | None = None

    async def take(self, contents: Iterable[NumberedContent]) -> LoadReport:
        """Load the next lines, their numbers rising; leave out what is not new. Raises BadContent."""
        context = seal_context(self._product_id)
        read = _read(contents, context=context, keyring=self._keyring)
        known = await _find_known(self._session, self._product_id, read, self._keyring)
        fresh = {mark: content for mark, content in read.fresh.items() if mark not in known}
        first_lines = {mark: self._line_of(position) for mark, position in known.items()}
        if fresh:
            rows = [
                self._row(await self._open_batch(), mark, content, context) for mark, content in fresh.items()
            ]
            inserted = await repository.insert_new(self._session, rows)
            # Somebody else loaded these in the same instant.
            first_lines |= dict.fromkeys(fresh.keys() - inserted)
        return _report(read, first_lines)

    def _row(
        self, batch_id: int, fingerprint: bytes, content: NumberedContent, context: str
    ) -> dict[str, object]:
        return {
            "product_id": self._product_id,
            "batch_id": batch_id,
            "position": batch_id * BATCH_SPAN + content.line,
            "content": self._keyring.seal(content.secret, context),
            "fingerprint": fingerprint,
            "status": StockStatus.FREE,
        }

    async def _open_batch(self) -> int:
        if self._batch_id is None:
            batch = await repository.add_batch(self._session, product_id=self._product_id, now=self._now)
            self._batch_id = batch.id
        return self._batch_id

    def _line_of(self, position: int) -> int | None:
        """Say which line of this upload a known unit came from; None when it is older."""
        batch_id, line = divmod(position, BATCH_SPAN)
        return line if batch_id == self._batch_id else None


class Sieve:
    """Tells what is new in lines that come some at a time, and changes nothing.

    It remembers the fingerprints that went through, 32 bytes each, to know a line that comes twice.
    """

    def __init__(self, *, product_id: int, keyring: Keyring) -> None:
        self._product_id = product_id
        self._keyring = keyring
        self._seen = dict[bytes, int]()

    async def sift(self, session: Session, lines: Iterable[NumberedContent]) -> Sifted:
        """Say which of the next lines are new. Raises BadContent."""
        read = _read(lines, context=seal_context(self._product_id), keyring=self._keyring)
        known = await _find_known(session, self._product_id, read, self._keyring)
        first_lines: dict[bytes, int | None] = dict.fromkeys(known)
        first_lines |= {mark: self._seen[mark] for mark in read.fresh if mark in self._seen}
        fresh = {mark: content for mark, content in read.fresh.items() if mark not in first_lines}
        self._seen |= {mark: content.line for mark, content in fresh.items()}
        return Sifted(_report(read, first_lines), fresh)


def _number(contents: Iterable[Secret]) -> Iterator[NumberedContent]:
    return (NumberedContent(line, content) for line, content in enumerate(contents, start=1))


def _read(contents: Iterable[NumberedContent], *, context: str, keyring: Keyring) -> _Read:
    fresh: dict[bytes, NumberedContent] = {}
    repeated: list[Duplicate] = []
    for content in contents:
        checked = check_content(content.secret, line=content.line)
        fingerprint = keyring.fingerprint(checked, context)
        if fingerprint in fresh:
            repeated.append(Duplicate(content.line, first_line=fresh[fingerprint].line))
        else:
            fresh[fingerprint] = content
    return _Read(fresh, repeated)


async def _find_known(
    session: Session, product_id: int, read: _Read, keyring: Keyring
) -> Mapping[bytes, int]:
    """Find the fresh ones that the shop has, also under older keys while these are being rotated out."""
    context = seal_context(product_id)
    current_by_any = {
        any_fingerprint: current
        for current, content in read.fresh.items()
        for any_fingerprint in keyring.fingerprints(content.secret, context)
    }
    known = await repository.find_known(session, product_id=product_id, fingerprints=current_by_any)
    return {current_by_any[fingerprint]: position for fingerprint, position in known.items()}


def _report(read: _Read, first_lines: Mapping[bytes, int | None]) -> LoadReport:
    known = [Duplicate(read.fresh[mark].line, first_line=line) for mark, line in first_lines.items()]
    duplicates = sorted([*read.repeated, *known], key=lambda duplicate: duplicate.line)
    return LoadReport(new=len(read.fresh) - len(known), duplicates=duplicates)
