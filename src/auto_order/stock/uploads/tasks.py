"""Keep the promises about uploads: read a file, load it, and say now and then how far that is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import islice

from auto_order.db.session import Session, Transactions
from auto_order.jobs.registry import Run
from auto_order.kit.errors import Refusal
from auto_order.kit.keyring import Keyring
from auto_order.stock.jobs import LoadUpload, ReadUpload
from auto_order.stock.loading import LoadReport, NumberedContent, Sieve
from auto_order.stock.models import StockUpload, UploadStatus
from auto_order.stock.rules import BadContent, UploadOver, advance
from auto_order.stock.uploads import repository
from auto_order.stock.uploads import service as uploading
from auto_order.stock.uploads.port import Files
from auto_order.stock.uploads.reading import read_file

_CHUNK = 1000
_TELL_EVERY = timedelta(seconds=2)
_MOST_NAMED = 40


@dataclass
class _Tally:
    """What was counted so far, and when somebody was last told."""

    told_at: datetime
    fresh: int = 0
    repeated: int = 0
    named: list[int] = field(default_factory=list)

    def add(self, report: LoadReport) -> None:
        self.fresh += report.new
        self.repeated += len(report.duplicates)
        room = _MOST_NAMED - len(self.named)
        self.named += [duplicate.line for duplicate in report.duplicates[:room]]

    def write(self, upload: StockUpload) -> None:
        upload.fresh, upload.repeated = self.fresh, self.repeated
        upload.done = self.fresh + self.repeated
        upload.named = ", ".join(map(str, self.named))

    def is_due(self, now: datetime) -> bool:
        """Say whether somebody should be told again, and count that as told."""
        if now < self.told_at + _TELL_EVERY:
            return False
        self.told_at = now
        return True


@dataclass(frozen=True)
class UploadTasks:
    """What the tasks work with."""

    tx: Transactions
    files: Files
    keyring: Keyring

    async def read_upload(self, job: ReadUpload, run: Run) -> None:
        """Count what is new and name what is not. Changes nothing but the upload's own row."""
        tally = _Tally(run.now())
        try:
            upload = await self._get(job.upload_id, UploadStatus.READING)
            sieve = Sieve(product_id=upload.product_id, keyring=self.keyring)
            for chunk in _in_chunks(await self._read(upload)):
                async with self.tx.reading() as session:
                    tally.add((await sieve.sift(session, chunk)).report)
                if tally.is_due(run.now()):
                    await self._note(job.upload_id, tally, run.now())
            async with run.finishing() as session:
                upload = await _lock(session, job.upload_id, UploadStatus.READING)
                tally.write(upload)
                upload.total = upload.done
                advance(upload, UploadStatus.READY)
                await uploading.note_progress(session, upload, now=run.now())
        except UploadOver:
            return
        except Refusal as refusal:
            await self._fail(job.upload_id, refusal, run)

    async def load_upload(self, job: LoadUpload, run: Run) -> None:
        """Stage every new unit, some at a time, then put all of them for sale at once.

        After a crash it begins anew: what was staged is cleared first, so that no unit outlives its key.
        """
        tally = _Tally(run.now())
        try:
            upload = await self._get(job.upload_id, UploadStatus.LOADING)
            async with self.tx() as session:
                await repository.clear_staged(session, upload.id)
            sieve = Sieve(product_id=upload.product_id, keyring=self.keyring)
            for chunk in _in_chunks(await self._read(upload)):
                await self._stage(job.upload_id, chunk, sieve, tally, run.now())
            async with run.finishing() as session:
                upload = await _lock(session, job.upload_id, UploadStatus.LOADING)
                tally.write(upload)
                await uploading.publish(session, upload, now=run.now())
        except UploadOver:
            return
        except Refusal as refusal:
            await self._fail(job.upload_id, refusal, run)

    async def _get(self, upload_id: int, status: UploadStatus) -> StockUpload:
        async with self.tx() as session:
            return await _lock(session, upload_id, status)

    async def _read(self, upload: StockUpload) -> Iterator[NumberedContent]:
        content = await self.files.fetch(upload.file_id)
        if upload.status is UploadStatus.READING:
            async with self.tx() as session:
                counted = await _lock(session, upload.id, UploadStatus.READING)
                counted.total = content.count(b"\n") + 1
        return read_file(content, upload.file_name)

    async def _note(self, upload_id: int, tally: _Tally, now: datetime) -> None:
        async with self.tx() as session:
            upload = await _lock(session, upload_id, UploadStatus.READING)
            tally.write(upload)
            await uploading.note_progress(session, upload, now=now)

    async def _stage(
        self,
        upload_id: int,
        chunk: Sequence[NumberedContent],
        sieve: Sieve,
        tally: _Tally,
        now: datetime,
    ) -> None:
        async with self.tx() as session:
            upload = await _lock(session, upload_id, UploadStatus.LOADING)
            sifted = await sieve.sift(session, chunk)
            await uploading.stage(session, upload, sifted.fresh, self.keyring)
            tally.add(sifted.report)
            tally.write(upload)
            if tally.is_due(now):
                await uploading.note_progress(session, upload, now=now)

    async def _fail(self, upload_id: int, refusal: Refusal, run: Run) -> None:
        line = refusal.line if isinstance(refusal, BadContent) else None
        async with run.finishing() as session:
            upload = await repository.lock_upload(session, upload_id)
            if upload is not None:
                await uploading.fail(session, upload, refusal.code, line=line, now=run.now())


async def _lock(session: Session, upload_id: int, status: UploadStatus) -> StockUpload:
    """Lock the upload, or raise UploadOver when it was canceled or is further already."""
    upload = await repository.lock_upload(session, upload_id)
    if upload is None or upload.status is not status:
        raise UploadOver
    return upload


def _in_chunks(lines: Iterator[NumberedContent]) -> Iterator[Sequence[NumberedContent]]:
    while chunk := list(islice(lines, _CHUNK)):
        yield chunk
