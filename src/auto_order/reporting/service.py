"""The verb about reports: put one together."""

from datetime import datetime, tzinfo

from auto_order.db.session import Session
from auto_order.reporting import repository
from auto_order.reporting.models import Figures, Report, Span, Stretch
from auto_order.reporting.rules import list_stretches

_TOP = 5
_NONE = (0, 0)


async def report(session: Session, span: Span, *, timezone: tzinfo, now: datetime) -> Report:
    """Add up what happened lately, divided into days, weeks or months of the shop's own time."""
    stretches = list_stretches(span, now=now, timezone=timezone)
    placed = await repository.sum_placed(session, stretches)
    paid = await repository.sum_paid(session, stretches)
    newcomers = await repository.sum_newcomers(session, stretches)
    whole = Stretch(stretches[0].starts_at, stretches[-1].ends_at)
    return Report(
        span=span,
        stretches=[
            (
                stretch,
                Figures(
                    placed.get(number, _NONE)[0],
                    *paid.get(number, _NONE),
                    newcomers.get(number, _NONE)[0],
                ),
            )
            for number, stretch in enumerate(stretches)
        ],
        top=await repository.list_top(session, whole, limit=_TOP),
    )
