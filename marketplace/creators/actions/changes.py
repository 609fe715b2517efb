"""What an import writes, with what was there before, so that it can be taken back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from enum import Enum
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from marketplace.creators.models import Channel, ImportBatch, ImportChange
from marketplace.database import Model
from marketplace.work.unit import Work

Key = tuple[str, str]


class Changes:
    """Writes rows and keeps what they were before."""

    def __init__(self, work: Work, batch: ImportBatch) -> None:
        self.work = work
        self.batch = batch
        self.count = 0

    def add(self, row: Any, *, creator_id: UUID) -> None:
        """Makes a row that is some creator's."""
        self.work.session.add(row)
        self._note(row, creator_id, None)

    def write(self, row: Any, values: Mapping[str, Any], *, creator_id: UUID) -> None:
        """Changes what is different in a row, and keeps what it was."""
        before = {name: getattr(row, name) for name, value in values.items() if getattr(row, name) != value}
        if not before:
            return
        for name in before:
            setattr(row, name, values[name])
        self._note(row, creator_id, {name: _plain(value) for name, value in before.items()})

    def keep(self) -> None:
        """Sends everything to the database."""
        self.work.session.flush()

    def _note(self, row: Model, creator_id: UUID, before: dict[str, Any] | None) -> None:
        self.count += 1
        kind, row_id = row.__tablename__, row.id  # type: ignore[attr-defined]
        self.work.session.add(
            ImportChange(import_id=self.batch.id, kind=kind, row_id=row_id, creator_id=creator_id, before=before)
        )


def channels_there(work: Work, keys: Sequence[Key]) -> dict[Key, Channel]:
    """The proved channels with these keys (platform, handle in small letters), locked, each with its creator."""
    rows = work.session.scalars(
        sa.select(Channel)
        .join(Channel.creator)
        .options(sa.orm.contains_eager(Channel.creator))
        .where(
            sa.tuple_(Channel.platform, sa.func.lower(Channel.handle)).in_(sorted(set(keys))),
            Channel.verified_at.is_not(None),
        )
        .with_for_update(of=Channel)
        .execution_options(populate_existing=True)
    )
    return {(row.platform.value, row.handle.lower()): row for row in rows}


def _plain(value: Any) -> Any:
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    return value.value if isinstance(value, Enum) else value
