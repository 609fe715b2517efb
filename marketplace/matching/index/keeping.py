"""Keeping an index true: built from PostgreSQL, then following what changes. Each batch is a read of its own."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import numpy as np
import sqlalchemy as sa

from marketplace.base.actor import SYSTEM
from marketplace.creators.models import Creator
from marketplace.creators.states import CreatorState
from marketplace.matching.index.columns import Row, encode, ids_of, microseconds, places_of, uuid_of
from marketplace.matching.index.manifest import Manifest, read_manifest
from marketplace.matching.index.parts import open_part
from marketplace.matching.index.pgvector import PgvectorIndex
from marketplace.matching.index.sourcing import (
    creators_after,
    database_of,
    dimensions_of,
    embedded_after,
    newest_embedding,
    rows_of,
)
from marketplace.matching.index.writing import Batch, Writer, WriterBusy, writing
from marketplace.matching.queries.space import Space, space
from marketplace.matching.vectors import Vector
from marketplace.settings import MatchingSettings, settings
from marketplace.work.unit import unit_of_work

BATCH = 2_000
WORTH_IT = 5_000
"""So many creators, and an index pays; fewer are ranked without one."""

OVERLAP = timedelta(minutes=5)
"""A transaction that began so much earlier may be seen only now; what is known already is passed over."""

_MOST_AT_ONCE = 20_000
_PATIENCE_SECONDS = 5.0


def rebuild(folder: Path, *, progress: Callable[[int], None] = lambda _: None) -> Manifest | None:
    """A new generation from everything in the database; none before anything was embedded.

    Creators embedded while it is being built are added before it returns.
    """
    with unit_of_work(SYSTEM) as work:
        where, database = space(work.session), database_of(work.session)
        newest = newest_embedding(work.session, where.model_id) if where else None
    if where is None:
        return None
    means = means_of(where)
    with writing(folder) as writer:
        made = writer.build(
            _batches(where, progress),
            dimensions=dimensions_of(means),
            model_id=where.model_id,
            database=database,
            means=means,
            newest=microseconds(newest),
        )
    follow(folder)
    return made


def rebuild_when_worth_it(folder: Path) -> Manifest | None:
    """Builds the index that is asked anew: where one is, or where there are enough creators for one in files."""
    if settings(MatchingSettings).matching_index == "pgvector":
        with unit_of_work(SYSTEM) as work:
            where, there = space(work.session), PgvectorIndex(work.session).is_there
        if where is not None and there:
            fill_pgvector(where)
        return None
    with unit_of_work(SYSTEM) as work:
        creators = work.session.scalar(sa.select(sa.func.count()).where(Creator.state != CreatorState.JOINED)) or 0
    return rebuild(folder) if creators >= WORTH_IT or read_manifest(folder) is not None else None


def follow(folder: Path) -> int:
    """Takes up who was embedded since the index was last written; gives how many.

    Nobody where there is no index, or while somebody else writes it for long: whoever is missed then is taken up by
    the next call.
    """
    known = _own(folder)
    if known is None:
        return 0
    last = (datetime.fromtimestamp(0, UTC) + timedelta(microseconds=known.newest) - OVERLAP, UUID(int=0))
    taken_up = 0
    while True:
        with unit_of_work(SYSTEM) as work:
            found = embedded_after(work.session, known.model_id, last, limit=_MOST_AT_ONCE)
        if not found:
            return taken_up
        last = found[-1]
        try:
            with writing(folder, wait_seconds=_PATIENCE_SECONDS) as writer:
                stored = _embedded_at(folder, writer.there, [creator_id for _, creator_id in found])
                new = [creator_id for at, creator_id in found if stored.get(creator_id) != microseconds(at)]
                if new:
                    writer.put(_rows(writer, new))
        except WriterBusy:
            return taken_up
        taken_up += len(new)


def renew(folder: Path, creator_ids: Collection[UUID]) -> int:
    """Reads some creators again, whatever changed of them; who is gone is left out. Gives how many were read."""
    known = _own(folder)
    if known is None or not creator_ids:
        return 0
    with writing(folder) as writer:
        writer.put(_rows(writer, list(creator_ids)), gone=creator_ids)
    return len(creator_ids)


def _own(folder: Path) -> Manifest | None:
    """The index in a folder, when it was made from this database."""
    known = read_manifest(folder)
    if known is None:
        return None
    with unit_of_work(SYSTEM) as work:
        return known if known.database == database_of(work.session) else None


def everybody(where: Space) -> Iterator[list[Row]]:
    """All creators that brands may know of, some at a time, in the order of their ids."""
    last = None
    while True:
        with unit_of_work(SYSTEM) as work:
            ids = creators_after(work.session, last, limit=BATCH)
            rows = rows_of(work.session, ids, where.model_id, means_of(where)) if ids else []
        if not ids:
            return
        yield rows
        last = ids[-1]


def _batches(where: Space, progress: Callable[[int], None]) -> Iterator[Batch]:
    seen = 0
    for rows in everybody(where):
        for platform in sorted({row.platform for row in rows}):
            own = [row for row in rows if row.platform is platform]
            yield platform.value, encode(own), np.stack([row.vector for row in own])
        seen += len({row.creator_id for row in rows})
        progress(seen)


def fill_pgvector(where: Space, *, progress: Callable[[int], None] = lambda _: None) -> int:
    """Puts everybody into the table of the other adapter, and takes out who is gone; gives how many rows.

    Raises DBAPIError on a server without pgvector.
    """
    with unit_of_work(SYSTEM) as work:
        PgvectorIndex(work.session).make(dimensions_of(means_of(where)))
    count = 0
    for rows in everybody(where):
        with unit_of_work(SYSTEM) as work:
            PgvectorIndex(work.session).put(rows)
        count += len(rows)
        progress(count)
    with unit_of_work(SYSTEM) as work:
        PgvectorIndex(work.session).forget_strangers()
    return count


def means_of(where: Space) -> dict[str, Vector]:
    """What is taken off the vectors of creators, by the script they write in."""
    return {script.value: mean for script, mean in where.documents.items()}


def _rows(writer: Writer, creator_ids: Sequence[UUID]) -> list[Row]:
    with unit_of_work(SYSTEM) as work:
        return rows_of(work.session, creator_ids, writer.there.model_id, writer.means)


def _embedded_at(folder: Path, known: Manifest, creator_ids: Sequence[UUID]) -> dict[UUID, int]:
    """When the rows of creators were embedded, as the index has them."""
    found: dict[UUID, int] = {}
    sought, home = ids_of(creator_ids), folder / known.generation
    for part in (part for parts in known.shelves.values() for part in parts):
        opened = open_part(home, part.name, part.dead)
        places = places_of(opened.columns.ids, sought)
        if opened.alive is not None:
            places = places[opened.alive[places]]
        for place in places:
            found[uuid_of(opened.columns.ids[place])] = int(opened.columns.plain["embedded_at"][place])
    return found
