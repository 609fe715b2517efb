"""Taking an import back: what it made goes, what it changed becomes what it was."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from marketplace.base.actor import Side
from marketplace.base.ids import short_code
from marketplace.creators.errors import NewerImport, UndoneAlready
from marketplace.creators.events import ImportUndone
from marketplace.creators.models import (
    Channel,
    Creator,
    CreatorPost,
    Figures,
    ImportBatch,
    ImportChange,
    Rate,
    ReceivedComment,
    SampledFollower,
)
from marketplace.creators.queries import import_batch, newer_import_of_the_same
from marketplace.creators.states import ImportState, VerifiedBy
from marketplace.database import Model, UtcDateTime
from marketplace.work.unit import Work

PIECE = 500
_ROWS: tuple[Any, ...] = (Creator, Channel, Figures, CreatorPost, Rate, ReceivedComment, SampledFollower)
TABLES: dict[str, Any] = {row.__tablename__: row for row in _ROWS}


def undo_import(work: Work, import_id: UUID) -> Counter[str]:
    """Removes what an import made and restores what it changed; counts removed, restored and kept.

    Kept are creators who are in use elsewhere (booked, say) and channels whose owner has since proved them.
    Raises UndoneAlready, and NewerImport when a later one touched the same creators.
    """
    batch = import_batch(work.session, import_id, lock=True)
    if batch.state is ImportState.UNDONE:
        raise UndoneAlready()
    if newer := newer_import_of_the_same(work.session, batch):
        raise NewerImport(batch=short_code(newer.id))
    counts: Counter[str] = Counter()
    kept = _remove_creators(work, batch, counts)
    for changes in _pieces(work, batch):
        _take_back(work, [change for change in changes if change.creator_id not in kept], counts)
    batch.move("undo", by=Side.SYSTEM, at=work.now)
    work.announce(ImportUndone(import_id=batch.id))
    return counts


def _remove_creators(work: Work, batch: ImportBatch, counts: Counter[str]) -> set[UUID]:
    """Deletes the creators that the import made, with all that is theirs; gives those that something still needs."""
    made = work.session.scalars(
        sa.select(ImportChange.row_id)
        .join(Creator, Creator.id == ImportChange.row_id)
        .where(
            ImportChange.import_id == batch.id,
            ImportChange.kind == Creator.__tablename__,
            ImportChange.before.is_(None),
        )
    ).all()
    kept: set[UUID] = set()
    for start in range(0, len(made), PIECE):
        piece = made[start : start + PIECE]
        if not _removed(work, piece):
            kept |= {creator_id for creator_id in piece if not _removed(work, [creator_id])}
    counts["creators_removed"] += len(made) - len(kept)
    counts["creators_kept"] += len(kept)
    return kept


def _removed(work: Work, creator_ids: Sequence[UUID]) -> bool:
    try:
        with work.session.begin_nested():
            work.session.execute(sa.delete(Creator).where(Creator.id.in_(creator_ids)))
    except IntegrityError:
        return False
    return True


def _pieces(work: Work, batch: ImportBatch) -> Any:
    """The changes of an import but for the making of creators, newest first, a piece at a time."""
    below: int | None = None
    while True:
        query = (
            sa.select(ImportChange)
            .where(
                ImportChange.import_id == batch.id,
                sa.or_(ImportChange.kind != Creator.__tablename__, ImportChange.before.is_not(None)),
            )
            .order_by(ImportChange.id.desc())
            .limit(PIECE)
        )
        changes = work.session.scalars(query if below is None else query.where(ImportChange.id < below)).all()
        if not changes:
            return
        below = changes[-1].id
        yield changes
        for change in changes:
            work.session.expunge(change)


def _take_back(work: Work, changes: Sequence[ImportChange], counts: Counter[str]) -> None:
    made: defaultdict[str, list[UUID]] = defaultdict(list)
    for change in changes:
        if change.before is None:
            made[change.kind].append(change.row_id)
            continue
        table = TABLES[change.kind]
        values = {name: _restored(table, name, value) for name, value in change.before.items()}
        counts["restored"] += _rows(work, sa.update(table).where(table.id == change.row_id).values(values))
    for kind, row_ids in made.items():
        table = TABLES[kind]
        query = sa.delete(table).where(table.id.in_(row_ids))
        if table is Channel:
            query = query.where(Channel.verified_by == VerifiedBy.IMPORT)
        counts["rows_removed"] += _rows(work, query)


def _rows(work: Work, query: Any) -> int:
    result: Any = work.session.execute(query, execution_options={"synchronize_session": False})
    return int(result.rowcount)


def _restored(table: type[Model], name: str, value: Any) -> Any:
    """A value of a column from the plain JSON in which it was kept."""
    kind = table.__table__.columns[name].type
    if value is None:
        return None
    if isinstance(kind, UtcDateTime):
        return datetime.fromisoformat(value)
    if isinstance(kind, sa.Date):
        return date.fromisoformat(value)
    return kind.enum_class(value) if isinstance(kind, sa.Enum) and kind.enum_class else value
