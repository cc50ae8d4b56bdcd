"""The verbs about preferences: read all of them, change one."""

from datetime import datetime

from auto_order.audit import service as audit
from auto_order.audit.actor import Actor
from auto_order.db.session import Session, note_change
from auto_order.preferences import repository, rules
from auto_order.preferences.models import Choice, Preferences

# What this process's caches listen to, see Transactions.changes.
TOPIC = "preferences"


async def read(session: Session, defaults: Preferences) -> Preferences:
    """Read what is chosen, over the defaults of the installation."""
    return rules.read(await repository.read_all(session), defaults)


async def change(session: Session, choice: Choice, text: str, *, by: Actor, now: datetime) -> None:
    """Choose something else from now on. Raises BadPreference."""
    after = rules.write(choice, text)
    before = (await repository.read_all(session)).get(choice)
    if after == before:
        return
    await repository.put(session, choice, after, now=now)
    note_change(session, TOPIC)
    await audit.record(
        session,
        by=by,
        action=f"shop.{choice}",
        subject="shop",
        before=None if before is None else {choice.value: before},
        after={choice.value: after},
        now=now,
    )
