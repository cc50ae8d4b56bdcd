"""All SQL about proofs."""

from sqlalchemy import select

from auto_order.db.session import Session
from auto_order.proofs.models import TermsProof


async def find(session: Session, proof_id: int) -> TermsProof | None:
    return await session.get(TermsProof, proof_id)


async def lock_of_line(session: Session, order_line_id: int) -> TermsProof | None:
    """Find the line's proof, locked until the transaction ends and as it is in the database now."""
    return await session.scalar(
        select(TermsProof)
        .where(TermsProof.order_line_id == order_line_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )


async def find_of_line(session: Session, order_line_id: int) -> TermsProof | None:
    return await session.scalar(select(TermsProof).where(TermsProof.order_line_id == order_line_id))
