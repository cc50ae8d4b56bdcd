"""The verbs about uploads: begin one, confirm it, cancel it, and put its units for sale all at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from auto_order.audit import service as audit
from auto_order.audit.actor import Actor
from auto_order.catalog import editing
from auto_order.catalog import service as catalog
from auto_order.db.session import Session, note_change
from auto_order.jobs.queue import enqueue
from auto_order.kit.keyring import Keyring
from auto_order.notifications import service as notifications
from auto_order.notifications.notices import UploadProgress
from auto_order.stock.jobs import CheckStock, LoadUpload, ReadUpload
from auto_order.stock.loading import BATCH_SPAN, NumberedContent, seal_context
from auto_order.stock.models import StockUpload, UploadStatus
from auto_order.stock.repository import add_batch
from auto_order.stock.rules import UploadOver, advance
from auto_order.stock.service import TOPIC
from auto_order.stock.uploads import repository


@dataclass(frozen=True)
class SentFile:
    """A file that was sent, the product it is for, and where its sender hears how it goes."""

    product_id: int
    file_id: str
    file_name: str
    chat_id: int
    language: str


async def begin(session: Session, sent: SentFile, *, by: Actor, now: datetime) -> StockUpload:
    """Promise to say what loading a file would do. Raises ProductUnknown."""
    upload = StockUpload(
        product_id=sent.product_id,
        file_id=sent.file_id,
        file_name=sent.file_name,
        chat_id=sent.chat_id,
        language=sent.language,
        made_by=str(by),
        status=UploadStatus.READING,
        total=0,
        done=0,
        fresh=0,
        repeated=0,
        named="",
        sent_at=now,
    )
    session.add(upload)
    await session.flush()
    await enqueue(session, ReadUpload(upload_id=upload.id), now=now)
    await note_progress(session, upload, now=now)
    return upload


async def confirm(session: Session, upload_id: int, *, now: datetime) -> None:
    """Promise to load what was read. Raises UploadOver."""
    upload = await _lock(session, upload_id)
    advance(upload, UploadStatus.LOADING)
    upload.done = 0
    await enqueue(session, LoadUpload(upload_id=upload.id), now=now)
    await note_progress(session, upload, now=now)


async def cancel(session: Session, upload_id: int, *, now: datetime) -> None:
    """Stop an upload; nothing of it is left. Raises UploadOver once its units are for sale."""
    upload = await _lock(session, upload_id)
    advance(upload, UploadStatus.CANCELED)
    await repository.clear_staged(session, upload.id)
    await note_progress(session, upload, now=now)


async def fail(
    session: Session, upload: StockUpload, problem: str, *, line: int | None = None, now: datetime
) -> None:
    """End an upload that cannot be loaded; nothing of it is left."""
    advance(upload, UploadStatus.FAILED)
    upload.problem = problem
    upload.problem_line = line
    await repository.clear_staged(session, upload.id)
    await note_progress(session, upload, now=now)


async def give_up(session: Session, job: ReadUpload | LoadUpload, now: datetime) -> None:
    """End an upload whose file could not be had or loaded, however often it was tried."""
    upload = await repository.lock_upload(session, job.upload_id)
    if upload is not None and upload.status in (UploadStatus.READING, UploadStatus.LOADING):
        await fail(session, upload, "upload_failed", now=now)


async def stage(
    session: Session, upload: StockUpload, fresh: Mapping[bytes, NumberedContent], keyring: Keyring
) -> None:
    """Seal new units and keep them until all of the upload are there."""
    context = seal_context(upload.product_id)
    rows = [
        {
            "upload_id": upload.id,
            "line": content.line,
            "content": keyring.seal(content.secret, context),
            "fingerprint": mark,
        }
        for mark, content in fresh.items()
    ]
    await repository.add_staged(session, rows)


async def publish(session: Session, upload: StockUpload, *, now: datetime) -> None:
    """Put all units of the locked upload for sale at once; what came in meanwhile is not put in twice."""
    advance(upload, UploadStatus.LOADED)
    batch = await add_batch(session, product_id=upload.product_id, now=now)
    upload.fresh = await repository.publish_staged(
        session,
        upload_id=upload.id,
        product_id=upload.product_id,
        batch_id=batch.id,
        first=batch.id * BATCH_SPAN,
    )
    await repository.clear_staged(session, upload.id)
    upload.done = upload.total
    note_change(session, TOPIC)
    await catalog.note_change(session)
    await enqueue(session, CheckStock(product_id=upload.product_id), now=now)
    await audit.record(
        session,
        by=_read_actor(upload.made_by),
        action="stock.upload",
        subject=f"product:{upload.product_id}",
        before=None,
        after={"units": upload.fresh, "file": upload.file_name},
        now=now,
    )
    await note_progress(session, upload, now=now)


async def note_progress(session: Session, upload: StockUpload, *, now: datetime) -> None:
    """Show the sender how far it is, in the one message that follows it to its end."""
    product = await editing.get_product(session, upload.product_id)
    notice = UploadProgress(
        upload_id=upload.id,
        product_id=upload.product_id,
        product=product.name,
        file_name=upload.file_name,
        state=upload.status,
        total=upload.total,
        done=upload.done,
        fresh=upload.fresh,
        repeated=upload.repeated,
        named=upload.named,
        problem=upload.problem,
        problem_line=upload.problem_line,
    )
    await notifications.tell(
        session,
        chat_id=upload.chat_id,
        language=upload.language,
        notice=notice,
        now=now,
        slot=f"upload:{upload.id}",
    )


async def _lock(session: Session, upload_id: int) -> StockUpload:
    upload = await repository.lock_upload(session, upload_id)
    if upload is None:
        raise UploadOver
    return upload


def _read_actor(text: str) -> Actor:
    kind, _, number = text.partition(":")
    return Actor(kind, number)
