"""All SQL about wordings."""

from collections.abc import Sequence

from sqlalchemy import func, select

from auto_order.db.session import Session
from auto_order.templates.models import TemplateVersion

_LATEST = select(func.max(TemplateVersion.id)).group_by(TemplateVersion.name, TemplateVersion.language)
_CURRENT = select(
    TemplateVersion.language, TemplateVersion.name, TemplateVersion.text, TemplateVersion.photo
).where(TemplateVersion.id.in_(_LATEST))


async def read_current(session: Session) -> Sequence[tuple[str, str, str | None, str | None]]:
    rows = await session.execute(_CURRENT)
    return [(language, name, text, photo) for language, name, text, photo in rows]


async def add(session: Session, version: TemplateVersion) -> None:
    session.add(version)
    await session.flush()


async def find(session: Session, version_id: int) -> TemplateVersion | None:
    return await session.get(TemplateVersion, version_id)


async def list_versions(
    session: Session, name: str, language: str, *, limit: int
) -> Sequence[TemplateVersion]:
    """List how a message was worded, the latest first."""
    rows = await session.scalars(
        select(TemplateVersion)
        .where(TemplateVersion.name == name, TemplateVersion.language == language)
        .order_by(TemplateVersion.id.desc())
        .limit(limit)
    )
    return rows.all()
