"""An import, piece by piece: what is new is made, what changed is changed, and what was there before is kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from marketplace.base.actor import Side
from marketplace.base.ids import new_id
from marketplace.creators.actions.changes import Changes, Key, channels_there
from marketplace.creators.actions.channels import new_proof_code
from marketplace.creators.events import CreatorsImported
from marketplace.creators.intake.records import CreatorRecord, PostRecord
from marketplace.creators.models import Channel, Creator, CreatorPost, Figures, ImportBatch, Rate
from marketplace.creators.queries import import_batch
from marketplace.creators.states import VerifiedBy
from marketplace.work.unit import Work


def begin_import(work: Work, *, source: str, mapping: str, files: Sequence[str]) -> ImportBatch:
    """Opens an import, under which every change is kept."""
    batch = ImportBatch(source=source, mapping=mapping, files=list(files), started_at=work.now)
    work.session.add(batch)
    batch.begin(at=work.now)
    work.session.flush()
    return batch


def finish_import(work: Work, import_id: UUID, counts: Mapping[str, int]) -> ImportBatch:
    """Closes an import with its counts; whoever follows creators is told of it now."""
    batch = import_batch(work.session, import_id, lock=True)
    batch.counts = dict(counts)
    batch.move("finish", by=Side.SYSTEM, at=work.now)
    work.announce(CreatorsImported(import_id=batch.id))
    return batch


def import_creators(work: Work, batch: ImportBatch, records: Sequence[CreatorRecord]) -> Counter[str]:
    """Makes or changes the creators of a piece of a file; no two records may name the same channel.

    A creator who joined keeps their own words and prices: only figures are added. Counts creators_new,
    creators_updated and creators_unchanged.
    """
    changes = Changes(work, batch)
    there = channels_there(work, [record.key for record in records])
    counts: Counter[str] = Counter()
    fresh = {record.key: _new_creator(changes, record) for record in records if record.key not in there}
    work.session.flush()
    figures, rates = _known_figures(work, batch, records, there), _known_rates(work, there)
    for record in records:
        channel = fresh.get(record.key) or there[record.key]
        before = changes.count
        if record.key in there and channel.creator.is_imported:
            changes.write(channel.creator, record.about, creator_id=channel.creator_id)
        _write_figures(changes, channel, record, figures.get((channel.id, record.taken_at.date())))
        if channel.creator.is_imported:
            _write_rates(changes, channel, record, rates)
        changed = changes.count > before
        counts["creators_new" if record.key in fresh else "creators_updated" if changed else "creators_unchanged"] += 1
    changes.keep()
    return counts


def import_posts(
    work: Work, batch: ImportBatch, records: Sequence[PostRecord]
) -> tuple[Counter[str], Sequence[PostRecord]]:
    """Makes or changes the posts of a piece of a file; no two records may name the same post.

    Counts posts_new, posts_updated and posts_unchanged, and gives the posts whose channel nobody here has.
    """
    changes = Changes(work, batch)
    there = channels_there(work, [record.channel_key for record in records])
    known = _known_posts(work, records, there)
    counts: Counter[str] = Counter()
    orphans: list[PostRecord] = []
    for record in records:
        channel = there.get(record.channel_key)
        if channel is None:
            orphans.append(record)
            continue
        values = {**record.values, "source": batch.source}
        before = changes.count
        post = known.get((channel.id, record.values["external_id"]))
        if post is None:
            changes.add(CreatorPost(id=new_id(), channel_id=channel.id, **values), creator_id=channel.creator_id)
            counts["posts_new"] += 1
        else:
            changes.write(post, values, creator_id=channel.creator_id)
            counts["posts_updated" if changes.count > before else "posts_unchanged"] += 1
    changes.keep()
    return counts, orphans


def _new_creator(changes: Changes, record: CreatorRecord) -> Channel:
    work, source = changes.work, changes.batch.source
    creator_id = new_id()
    creator = Creator(
        id=creator_id, avatar_seed=str(creator_id), joined_at=work.now, source=source, **_with_lists(record.about)
    )
    changes.add(creator, creator_id=creator_id)
    creator.begin(at=work.now)
    creator.move("activate", by=Side.SYSTEM, at=work.now)
    channel = Channel(
        id=new_id(),
        creator=creator,
        creator_id=creator_id,
        platform=record.platform,
        handle=record.handle,
        added_at=work.now,
        verified_at=work.now,
        verified_by=VerifiedBy.IMPORT,
        verified_source=source,
        proof_code=new_proof_code(),
    )
    changes.add(channel, creator_id=creator_id)
    return channel


def _with_lists(about: Mapping[str, Any]) -> dict[str, Any]:
    return {"languages": [], "niches": [], **about}


def _write_figures(changes: Changes, channel: Channel, record: CreatorRecord, known: Figures | None) -> None:
    if not record.figures:
        return
    if known is not None:
        changes.write(known, record.figures, creator_id=channel.creator_id)
        return
    figures = Figures(
        id=new_id(),
        channel_id=channel.id,
        taken_on=record.taken_at.date(),
        source=changes.batch.source,
        recorded_at=changes.work.now,
        **{"audience": {}, **record.figures},
    )
    changes.add(figures, creator_id=channel.creator_id)


def _write_rates(changes: Changes, channel: Channel, record: CreatorRecord, known: Mapping[Any, Rate]) -> None:
    for format, price in record.rates.items():
        rate = known.get((channel.creator_id, record.platform, format, price.currency))
        if rate is not None:
            changes.write(rate, {"price_minor": price.minor}, creator_id=channel.creator_id)
            continue
        rate = Rate(
            id=new_id(),
            creator_id=channel.creator_id,
            platform=record.platform,
            format=format,
            price_minor=price.minor,
            currency=price.currency,
            set_at=record.taken_at,
            source=changes.batch.source,
        )
        changes.add(rate, creator_id=channel.creator_id)


def _known_figures(
    work: Work, batch: ImportBatch, records: Sequence[CreatorRecord], there: Mapping[Key, Channel]
) -> dict[tuple[UUID, date], Figures]:
    days = {record.taken_at.date() for record in records}
    rows = work.session.scalars(
        sa.select(Figures).where(
            Figures.channel_id.in_([channel.id for channel in there.values()]),
            Figures.source == batch.source,
            Figures.taken_on.in_(days),
        )
    )
    return {(row.channel_id, row.taken_on): row for row in rows}


def _known_rates(work: Work, there: Mapping[Key, Channel]) -> dict[Any, Rate]:
    rows = work.session.scalars(
        sa.select(Rate).where(Rate.creator_id.in_({channel.creator_id for channel in there.values()}))
    )
    return {(row.creator_id, row.platform, row.format, row.currency): row for row in rows}


def _known_posts(
    work: Work, records: Sequence[PostRecord], there: Mapping[Key, Channel]
) -> dict[tuple[UUID, str], CreatorPost]:
    rows = work.session.scalars(
        sa.select(CreatorPost).where(
            CreatorPost.channel_id.in_([channel.id for channel in there.values()]),
            CreatorPost.external_id.in_([record.values["external_id"] for record in records]),
        )
    )
    return {(row.channel_id, row.external_id): row for row in rows}
