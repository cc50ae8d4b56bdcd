"""Run every check over the whole database, some rows at a time, while the shop goes on selling."""

from collections.abc import Sequence
from datetime import datetime

from auto_order.audit import service as audit
from auto_order.db.session import Session
from auto_order.inspection import repository
from auto_order.inspection.models import Check, Finding, Outcome, Report

_ROWS_A_STATEMENT = 2000
_MOST_EXAMPLES = 20
_LOG = ("audit_log", "I8", "The log of people's deeds is the unbroken chain that was written")


async def inspect(
    session: Session, *, now: datetime, rows: int = _ROWS_A_STATEMENT, most: int = _MOST_EXAMPLES
) -> Report:
    """Look through everything, ``rows`` of a table at a time; keep ``most`` findings of each check.

    The session is a reading one: each statement sees the database at one moment, holds nobody up and is over
    within milliseconds. What a statement compares is always committed together, so traffic shows as no fault.
    """
    outcomes: list[Outcome] = []
    for checks in repository.list_checks():
        outcomes += await _inspect_table(session, checks, now=now, rows=rows, most=most)
    return Report([*_fold(outcomes), await _inspect_log(session)])


async def _inspect_table(
    session: Session, checks: Sequence[Check], *, now: datetime, rows: int, most: int
) -> Sequence[Outcome]:
    outcomes = {check.name: Outcome(check.name, check.invariant, check.says) for check in checks}
    async for stretch in repository.list_stretches(session, checks[0].table, rows=rows):
        for outcome in outcomes.values():
            outcome.rows += stretch.rows
        for finding in await repository.find(session, checks, stretch, now=now):
            outcomes[finding.check].add(finding, most=most)
    return list(outcomes.values())


async def _inspect_log(session: Session) -> Outcome:
    chain = await audit.verify_chain(session)
    outcome = Outcome(*_LOG, rows=chain.entries)
    if chain.broken_at is not None:
        outcome.add(Finding(outcome.name, f"entry {chain.broken_at}", str(chain.fault)), most=1)
    return outcome


def _fold(outcomes: Sequence[Outcome]) -> Sequence[Outcome]:
    """Make one outcome of a check that is run over several tables."""
    folded: dict[str, Outcome] = {}
    for outcome in outcomes:
        first = folded.setdefault(outcome.name, outcome)
        if first is not outcome:
            first.rows += outcome.rows
            first.found += outcome.found
            first.examples += outcome.examples
    return list(folded.values())
