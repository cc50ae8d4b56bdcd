"""All SQL about files of units."""

from collections.abc import Mapping, Sequence

from sqlalchemy import func, select

from auto_order.db.session import Session
from auto_order.stock.models import StockItem, UnitFile


async def find_item(session: Session, *, product_id: int, fingerprint: bytes) -> int:
    found = await session.scalars(
        select(StockItem.id).where(StockItem.product_id == product_id, StockItem.fingerprint == fingerprint)
    )
    return found.one()


async def map_names(session: Session, item_ids: Sequence[int]) -> Mapping[int, tuple[int, bytes]]:
    """Give the product and the sealed name of each of these items that is a file."""
    rows = await session.execute(
        select(UnitFile.item_id, StockItem.product_id, UnitFile.name)
        .join(StockItem, StockItem.id == UnitFile.item_id)
        .where(UnitFile.item_id.in_(item_ids))
    )
    return {item_id: (product_id, name) for item_id, product_id, name in rows}


async def get(session: Session, item_id: int) -> tuple[int, bytes]:
    """Get the product and the sealed content of a file."""
    found = await session.execute(
        select(StockItem.product_id, UnitFile.content)
        .join(StockItem, StockItem.id == UnitFile.item_id)
        .where(UnitFile.item_id == item_id)
    )
    product_id, content = found.one()
    return product_id, content


async def list_sealed_otherwise(session: Session, mark: bytes, *, after: int, limit: int) -> Sequence[int]:
    """List files, by rising id of their items above ``after``, whose content does not begin with the mark."""
    rows = await session.scalars(
        select(UnitFile.item_id)
        .where(UnitFile.item_id > after, func.substr(UnitFile.content, 1, len(mark)) != mark)
        .order_by(UnitFile.item_id)
        .limit(limit)
    )
    return rows.all()


async def lock(session: Session, item_id: int) -> tuple[int, UnitFile] | None:
    """Lock a file, unless somebody else has; give it with its product."""
    found = await session.execute(
        select(StockItem.product_id, UnitFile)
        .join(StockItem, StockItem.id == UnitFile.item_id)
        .where(UnitFile.item_id == item_id)
        .with_for_update(of=UnitFile, skip_locked=True)
        .execution_options(populate_existing=True)
    )
    row = found.first()
    return None if row is None else (row[0], row[1])
