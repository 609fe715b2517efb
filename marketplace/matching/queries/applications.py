"""Reading applications."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.base.actor import Actor
from marketplace.base.errors import NotFound
from marketplace.base.ids import CreatorId
from marketplace.matching.models import Application
from marketplace.matching.policy import side_of


def application_seen_by(session: Session, actor: Actor, application_id: UUID, *, lock: bool = False) -> Application:
    """The application as the actor sees it. Raises NotFound for an outsider."""
    application = session.get(
        Application, application_id, with_for_update={"of": Application} if lock else None, populate_existing=lock
    )
    if application is None:
        raise NotFound()
    side_of(actor, application)
    return application


def applications_of_brief(session: Session, brief_id: UUID) -> Sequence[Application]:
    """Who applied to a brief, the newest first."""
    return session.scalars(
        sa.select(Application).where(Application.brief_id == brief_id).order_by(Application.applied_at.desc())
    ).all()


def applications_of_creator(session: Session, creator_id: CreatorId) -> Sequence[Application]:
    """What a creator applied to, the newest first."""
    return session.scalars(
        sa.select(Application).where(Application.creator_id == creator_id).order_by(Application.applied_at.desc())
    ).all()


def application_for(session: Session, brief_id: UUID, creator_id: UUID) -> Application | None:
    """A creator's application to a brief, if there is one."""
    return session.scalars(
        sa.select(Application).where(Application.brief_id == brief_id, Application.creator_id == creator_id)
    ).one_or_none()


def applications_due(session: Session, now: datetime, *, limit: int = 500) -> Sequence[UUID]:
    """Ids of the applications whose brand did not decide in time."""
    return session.scalars(
        sa.select(Application.id).where(Application.due_at <= now).order_by(Application.due_at).limit(limit)
    ).all()
