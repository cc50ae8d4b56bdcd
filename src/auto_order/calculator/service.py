"""The verbs about refunds that are worked out: change the formula, work one out, look back."""

from collections.abc import Sequence
from datetime import datetime

from auto_order.audit import service as audit
from auto_order.audit.actor import Actor
from auto_order.calculator import repository, rules
from auto_order.calculator.models import RefundCalculation, RefundFormula
from auto_order.db.session import Session


async def find_formula(session: Session) -> str:
    """Give the formula that counts."""
    return await repository.find_formula(session) or rules.DEFAULT


async def change_formula(session: Session, text: str, *, by: Actor, now: datetime) -> str:
    """Work refunds out by another formula from now on. Raises BadFormula."""
    before = await find_formula(session)
    after = rules.check(text)
    await repository.add(session, RefundFormula(text=after, made_by=str(by), made_at=now))
    await audit.record(
        session,
        by=by,
        action="calculator.formula",
        subject="shop",
        before={"formula": before},
        after={"formula": after},
        now=now,
    )
    return after


async def work_out(
    session: Session, *, price: int, days: int, used: int, by: Actor, now: datetime
) -> RefundCalculation:
    """Work a refund out and remember it; no money moves. Raises BadDays and NotWorkable."""
    rules.check_days(days, used)
    formula = await find_formula(session)
    calculation = RefundCalculation(
        formula=formula,
        price=price,
        days=days,
        used=used,
        result=rules.work_out(formula, price=price, days=days, used=used),
        made_by=str(by),
        made_at=now,
    )
    await repository.add(session, calculation)
    return calculation


async def list_latest(session: Session, *, limit: int) -> Sequence[RefundCalculation]:
    """List what was worked out last."""
    return await repository.list_latest(session, limit=limit)
