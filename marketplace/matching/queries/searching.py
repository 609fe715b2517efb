"""Looking for creators: by words in any language, or by a creator whom others should be like."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import numpy as np
import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.authenticity.models import Reading
from marketplace.authenticity.queries import read_evidence
from marketplace.base.errors import NotFound
from marketplace.base.money import Money
from marketplace.base.text import N_, Sentence
from marketplace.creators.models import Creator
from marketplace.creators.queries import Candidate, candidates
from marketplace.creators.states import CreatorState
from marketplace.matching.filters import Filter, FilterCount, passing
from marketplace.matching.findings import found_because
from marketplace.matching.queries.ranking import Field, load_field
from marketplace.matching.queries.space import Space, Subject, space
from marketplace.matching.queries.vectors import vectors_of
from marketplace.matching.texts.corpus import Asked
from marketplace.matching.texts.words import shared_words
from marketplace.matching.vectors import Vector
from marketplace.matching.wishes import Wish

UNREAD = "unread"


@dataclass(frozen=True)
class Found:
    """A creator who was found, and why."""

    creator_id: UUID
    candidate: Candidate
    sentence: Sentence
    subjects: tuple[Subject, ...]
    price: Money | None
    limited: bool
    reading: Reading | None


@dataclass(frozen=True)
class Findings:
    """The best of those who were looked through, and where everybody else went."""

    rows: list[Found]
    removed: list[FilterCount]
    considered: int
    total: int


def search(
    session: Session, wish: Wish, filters: Sequence[Filter], *, platform: bool, query: Vector | None, limit: int
) -> Findings:
    """Creators whose posts fit the words of a wish, best first; on its platform alone when `platform`.

    `query` is the vector of the words; without it they are found by exact words alone.
    """
    where = space(session)
    asked = where.asked(wish, query) if where else None
    return _found(session, wish, filters, where, asked, platform=platform, limit=limit)


def look_alikes(
    session: Session, wish: Wish, filters: Sequence[Filter], creator_id: UUID, *, platform: bool, limit: int
) -> Findings:
    """Creators who post about the same as one of them, the likest first."""
    where = space(session)
    known = vectors_of(session, [creator_id], where.model_id).get(creator_id) if where else None
    asked = where.asked_like(known) if where and known else None
    return _found(session, wish, filters, where, asked, platform=platform, limit=limit, leaving=creator_id)


def creator_to_be_like(session: Session, creator_id: UUID) -> Creator:
    """A creator whom brands may know of. Raises NotFound."""
    found = session.get(Creator, creator_id)
    if found is None or found.state is CreatorState.JOINED:
        raise NotFound()
    return found


def _found(
    session: Session,
    wish: Wish,
    filters: Sequence[Filter],
    where: Space | None,
    asked: Asked | None,
    *,
    platform: bool,
    limit: int,
    leaving: UUID | None = None,
) -> Findings:
    everybody = candidates(session, platform=wish.platform if platform else None)
    everybody = [row for row in everybody if row.creator_id != leaving]
    there = sa.select(sa.func.count()).where(Creator.state != CreatorState.JOINED)
    total = (session.scalar(there) or 0) - (leaving is not None)
    left, removed = passing(wish, everybody, total=total, filters=filters)
    field = load_field(session, left, where)
    read = [place for place, row in enumerate(field.known) if row is not None] if asked else []
    removed.append(FilterCount(UNREAD, Sentence(N_("Nothing of their posts has been read yet")), len(left) - len(read)))
    rows = _best(field.part(read), wish, asked, limit) if asked and read else []
    read_evidence(session, [row.candidate.channel_id for row in rows])
    return Findings(rows, removed, len(read), total)


def _best(field: Field, wish: Wish, asked: Asked, limit: int) -> list[Found]:
    if field.corpus is None or field.space is None:
        return []
    readings = field.corpus.readings(asked)
    fit = readings.fit
    order = np.argsort(-fit, kind="stable")[:limit].tolist()
    rows = []
    for place in order:
        candidate, known, reading = field.candidates[place], field.known[place], field.reading(place)
        digest = known.digest if known else ""
        rows.append(
            Found(
                creator_id=candidate.creator_id,
                candidate=candidate,
                sentence=found_because(
                    readings,
                    place,
                    shared_words(" ".join(asked.texts), digest),
                    field.space.subject_in_common(asked, field.corpus, place),
                ),
                subjects=field.subjects(place),
                price=candidate.rate(wish.format, wish.price_max.currency),
                limited=reading is None or reading.limited,
                reading=reading,
            )
        )
    return rows
