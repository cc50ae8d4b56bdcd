"""All SQL about uploads and the units of theirs that are not in the stock yet."""

from collections.abc import Mapping, Sequence
from typing import cast

from sqlalchemy import Table, delete, insert, literal, select
from sqlalchemy.dialects import postgresql, sqlite

from auto_order.db.session import Session
from auto_order.stock.models import StagedUnit, StockItem, StockStatus, StockUpload


async def lock_upload(session: Session, upload_id: int) -> StockUpload | None:
    """Find an upload locked until the transaction ends, as it is in the database now."""
    return await session.scalar(
        select(StockUpload)
        .where(StockUpload.id == upload_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )


async def add_staged(session: Session, rows: Sequence[Mapping[str, object]]) -> None:
    if rows:
        # The table and not its class: rows past the mapper, twice as fast.
        await session.execute(insert(cast("Table", StagedUnit.__table__)), list(rows))


async def clear_staged(session: Session, upload_id: int) -> None:
    staged = delete(StagedUnit).where(StagedUnit.upload_id == upload_id)
    await session.execute(staged.execution_options(synchronize_session=False))


async def publish_staged(
    session: Session, *, upload_id: int, product_id: int, batch_id: int, first: int
) -> int:
    """Make free items of all staged units whose content the product does not have; say how many.

    Their positions count from ``first`` on by line.
    """
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    free = literal(StockStatus.FREE.value)
    staged = select(
        literal(product_id),
        literal(batch_id),
        StagedUnit.line + first,
        StagedUnit.content,
        StagedUnit.fingerprint,
        free,
    ).where(StagedUnit.upload_id == upload_id)
    columns = ["product_id", "batch_id", "position", "content", "fingerprint", "status"]
    statement = dialect.insert(StockItem).from_select(columns, staged)
    made = await session.execute(
        statement.on_conflict_do_nothing(index_elements=["product_id", "fingerprint"])
    )
    return int(made.rowcount)  # type: ignore[attr-defined]  # an INSERT's result always has it
