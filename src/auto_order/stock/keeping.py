"""What a seller does to units that nobody has bought: see them, search them, take them out."""

from auto_order.db.session import Session, note_change
from auto_order.stock import repository
from auto_order.stock.service import TOPIC


async def forget_product(session: Session, product_id: int) -> None:
    """Take every unit of a product that was never ordered out, and the batches they came in."""
    await repository.remove_product(session, product_id)
    note_change(session, TOPIC)
