"""Reads of imports."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.base.errors import NotFound
from marketplace.creators.models import Creator, ImportBatch, ImportChange
from marketplace.creators.states import ImportState


def import_batch(session: Session, import_id: UUID, *, lock: bool = False) -> ImportBatch:
    """One import. Raises NotFound."""
    found = session.get(ImportBatch, import_id, with_for_update=lock or None, populate_existing=lock)
    if found is None:
        raise NotFound()
    return found


def import_batches(session: Session) -> Sequence[ImportBatch]:
    """All imports, newest first."""
    return session.scalars(sa.select(ImportBatch).order_by(ImportBatch.started_at.desc(), ImportBatch.id.desc())).all()


def creators_of_batch(session: Session, import_id: UUID) -> Sequence[UUID]:
    """The creators still here whom an import made or changed, or whose figures or posts it did."""
    touched = sa.select(ImportChange.creator_id).where(ImportChange.import_id == import_id)
    return session.scalars(sa.select(Creator.id).where(Creator.id.in_(touched)).order_by(Creator.id)).all()


def newer_import_of_the_same(session: Session, batch: ImportBatch) -> ImportBatch | None:
    """The newest later import, not undone, that touched a creator whom this one touched."""
    touched = sa.select(ImportChange.creator_id).where(ImportChange.import_id == batch.id)
    return session.scalar(
        sa.select(ImportBatch)
        .where(
            ImportBatch.id > batch.id,
            ImportBatch.state != ImportState.UNDONE,
            sa.exists().where(ImportChange.import_id == ImportBatch.id, ImportChange.creator_id.in_(touched)),
        )
        .order_by(ImportBatch.id.desc())
        .limit(1)
    )
