"""What an import says of those who comment under a creator's posts and of those who follow them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar
from uuid import UUID

import sqlalchemy as sa

from marketplace.base.ids import new_id
from marketplace.creators.actions.changes import Changes, channels_there
from marketplace.creators.intake.audience_records import CommentRecord, FollowerRecord
from marketplace.creators.models import Channel, ImportBatch, ReceivedComment, SampledFollower
from marketplace.work.unit import Work

R = TypeVar("R", CommentRecord, FollowerRecord)


def import_comments(
    work: Work, batch: ImportBatch, records: Sequence[CommentRecord]
) -> tuple[Counter[str], Sequence[CommentRecord]]:
    """Keeps the comments of a piece of a file, over what was known of the same ones.

    Counts comments_new, comments_updated and comments_unchanged, and gives those whose channel nobody here has.
    """
    return _imported(work, batch, records, ReceivedComment, "external_id", "comments")


def import_followers(
    work: Work, batch: ImportBatch, records: Sequence[FollowerRecord]
) -> tuple[Counter[str], Sequence[FollowerRecord]]:
    """Keeps the followers of a piece of a file, over what was known of the same ones.

    Counts followers_new, followers_updated and followers_unchanged, and gives those whose channel nobody here has.
    """
    return _imported(work, batch, records, SampledFollower, "mark", "followers")


def _imported(
    work: Work, batch: ImportBatch, records: Sequence[R], table: Any, named_by: str, thing: str
) -> tuple[Counter[str], Sequence[R]]:
    changes = Changes(work, batch)
    there = channels_there(work, [record.channel_key for record in records])
    known = _known(work, records, there, table, named_by)
    counts: Counter[str] = Counter()
    orphans: list[R] = []
    for record in records:
        channel = there.get(record.channel_key)
        if channel is None:
            orphans.append(record)
            continue
        values = {**record.values, "source": batch.source}
        before = changes.count
        row = known.get((channel.id, record.values[named_by]))
        if row is None:
            made = table(id=new_id(), channel_id=channel.id, recorded_at=work.now, **values)
            changes.add(made, creator_id=channel.creator_id)
            counts[f"{thing}_new"] += 1
            continue
        changes.write(row, values, creator_id=channel.creator_id)
        if changes.count > before:
            row.recorded_at = work.now
        counts[f"{thing}_updated" if changes.count > before else f"{thing}_unchanged"] += 1
    changes.keep()
    return counts, orphans


def _known(
    work: Work, records: Sequence[R], there: Mapping[Any, Channel], table: Any, named_by: str
) -> dict[tuple[UUID, str], Any]:
    name = getattr(table, named_by)
    rows = work.session.scalars(
        sa.select(table).where(
            table.channel_id.in_([channel.id for channel in there.values()]),
            name.in_([record.values[named_by] for record in records]),
        )
    )
    return {(row.channel_id, getattr(row, named_by)): row for row in rows}
