"""The verbs about wordings: read what counts, word a message anew, go back to an earlier version."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from auto_order.audit import service as audit
from auto_order.audit.actor import Actor
from auto_order.db.session import Session, note_change
from auto_order.templates import repository, rules
from auto_order.templates.models import Own, TemplateVersion
from auto_order.templates.rules import TemplateUnknown

# What this process's caches listen to, see Transactions.changes.
TOPIC = "templates"


class Place(NamedTuple):
    """One message in one language."""

    language: str
    name: str


Wordings = Mapping[Place, Own]


async def read(session: Session) -> Wordings:
    """Read what the seller has put in place of the shop's own messages."""
    rows = await repository.read_current(session)
    return {
        Place(language, name): Own(text, photo)
        for language, name, text, photo in rows
        if (text is not None or photo is not None) and name in rules.MENTIONS
    }


async def find_own(session: Session, place: Place) -> Own:
    """Find the seller's wording of one message; nothing in it where there is none."""
    return (await read(session)).get(place, Own(None, None))


async def change(session: Session, place: Place, own: Own, *, by: Actor, now: datetime) -> None:
    """Word a message anew; an empty wording is the shop's own again. Nothing is forgotten.

    Raises TemplateUnknown, PlaceholderUnknown, TemplateTooLong and PictureNotShown.
    """
    rules.check_name(place.name)
    version = TemplateVersion(
        name=place.name,
        language=place.language,
        text=rules.check(place.name, own.text, own.photo),
        photo=own.photo,
        made_by=str(by),
        made_at=now,
    )
    await repository.add(session, version)
    note_change(session, TOPIC)
    await audit.record(
        session,
        by=by,
        action="template.change",
        subject=f"template:{place.language}:{place.name}",
        before=None,
        after={"version": version.id, "is_default": own == Own(None, None)},
        now=now,
    )


async def restore(session: Session, version_id: int, *, by: Actor, now: datetime) -> Place:
    """Have an earlier version count again, as a new one. Raises TemplateUnknown."""
    version = await get_version(session, version_id)
    place = Place(version.language, version.name)
    await change(session, place, Own(version.text, version.photo), by=by, now=now)
    return place


async def get_version(session: Session, version_id: int) -> TemplateVersion:
    """Get one version, or raise TemplateUnknown."""
    version = await repository.find(session, version_id)
    if version is None:
        raise TemplateUnknown
    return version


async def list_versions(session: Session, place: Place, *, limit: int) -> Sequence[TemplateVersion]:
    """List how a message was worded, the latest first."""
    return await repository.list_versions(session, place.name, place.language, limit=limit)
