"""What an index is made of, read from PostgreSQL, which stays the truth."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import numpy as np
import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.authenticity.queries import readings_of_channels
from marketplace.creators.models import Creator
from marketplace.creators.queries import Candidate, candidates
from marketplace.creators.states import CreatorState
from marketplace.matching.filters import one_each
from marketplace.matching.index.columns import Row
from marketplace.matching.models import CreatorVector
from marketplace.matching.texts.passages import script_of
from marketplace.matching.vectors import Vector, centred, unpacked


def database_of(session: Session) -> str:
    """Which database this is, as it says of itself: another one under the same address has another name here."""
    said = session.execute(
        sa.text(
            "SELECT (SELECT system_identifier FROM pg_control_system()), oid FROM pg_database"
            " WHERE datname = current_database()"
        )
    ).one()
    return f"{said[0]}-{said[1]}"


def creators_after(session: Session, creator_id: UUID | None, *, limit: int) -> list[UUID]:
    """The next creators that brands may know of, in the order of their ids."""
    query = sa.select(Creator.id).where(Creator.state != CreatorState.JOINED).order_by(Creator.id).limit(limit)
    return list(session.scalars(query if creator_id is None else query.where(Creator.id > creator_id)))


def newest_embedding(session: Session, model_id: str) -> datetime | None:
    """When somebody was embedded last."""
    return session.scalar(sa.select(sa.func.max(CreatorVector.embedded_at)).where(CreatorVector.model_id == model_id))


def embedded_after(
    session: Session, model_id: str, last: tuple[datetime, UUID], *, limit: int
) -> list[tuple[datetime, UUID]]:
    """Who was embedded after an instant, with when; those of the same instant in the order of their ids."""
    rows = session.execute(
        sa.select(CreatorVector.embedded_at, CreatorVector.creator_id)
        .where(sa.tuple_(CreatorVector.embedded_at, CreatorVector.creator_id) > sa.tuple_(*map(sa.literal, last)))
        .where(CreatorVector.model_id == model_id)
        .order_by(CreatorVector.embedded_at, CreatorVector.creator_id)
        .limit(limit)
    )
    return [(row[0], row[1]) for row in rows]


def rows_of(session: Session, creator_ids: Sequence[UUID], model_id: str, means: Mapping[str, Vector]) -> list[Row]:
    """What an index keeps of these creators: one row for each platform they are on, in the order of their ids."""
    found = candidates(session, creator_ids=creator_ids)
    vectors = _vectors(session, creator_ids, model_id, means)
    readings = readings_of_channels(session, [one.channel_id for one in found])
    nowhere = np.zeros(dimensions_of(means), dtype=np.float32)
    rows = []
    for platform in {one.platform for one in found}:
        for one in one_each([other for other in found if other.platform is platform]):
            reading = readings.get(one.channel_id)
            low = reading.p_low if reading and reading.judged_at else None
            vector, embedded_at = vectors.get(one.creator_id, (nowhere, None))
            rows.append(row_of(one, vector, embedded_at, low))
    return sorted(rows, key=lambda row: row.creator_id)


def row_of(one: Candidate, vector: Vector, embedded_at: datetime | None, authentic_low: float | None) -> Row:
    """A candidate as an index keeps them."""
    known = one.figures_on is not None and one.last_post_at is not None
    return Row(
        creator_id=one.creator_id,
        platform=one.platform,
        vector=vector,
        embedded_at=embedded_at,
        proved=one.is_verified,
        open_to_work=one.state is CreatorState.ACTIVE,
        rates_minor={(format.value, currency): minor for (format, currency), minor in one.rates_minor.items()},
        followers=one.followers,
        languages=one.languages,
        country=one.country,
        free_from=one.available_from,
        idle_days=(one.figures_on - one.last_post_at.date()).days if known else None,  # type: ignore[operator, union-attr]
        authentic_low=authentic_low,
        audience=audience_of(one.audience),
    )


def audience_of(told: Mapping[str, Any]) -> dict[str, float]:
    """Shares of an audience by name: `female`, `age:18-24`, `region:US`, `interest:food`."""
    shares = {"female": told["female"]} if isinstance(told.get("female"), int | float) else {}
    shares |= {f"age:{name}": share for name, share in (told.get("age") or {}).items()}
    for kind, listed in (("region", told.get("regions")), ("interest", told.get("interests"))):
        shares |= {f"{kind}:{pair[0]}": pair[1] for pair in listed or () if len(pair) == 2}
    return {name: float(share) for name, share in shares.items()}


def dimensions_of(means: Mapping[str, Vector]) -> int:
    """How many dimensions the vectors have that means were computed from."""
    return len(next(iter(means.values())))


def _vectors(
    session: Session, creator_ids: Sequence[UUID], model_id: str, means: Mapping[str, Vector]
) -> dict[UUID, tuple[Vector, datetime]]:
    stored = session.execute(
        sa.select(
            CreatorVector.creator_id, CreatorVector.vector, CreatorVector.embedded_at, CreatorVector.digest
        ).where(
            CreatorVector.creator_id.in_(creator_ids),
            CreatorVector.model_id == model_id,
            sa.func.length(CreatorVector.vector) == 4 * dimensions_of(means),
        )
    ).all()
    if not stored:
        return {}
    common = np.stack([means[script_of(row[3])] for row in stored])
    rows = centred(np.stack([unpacked(row[1]) for row in stored]), common)
    return {row[0]: (vector, row[2]) for row, vector in zip(stored, rows, strict=True)}
