"""What is kept of everybody: rings that were found, and the level of each month."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from marketplace.authenticity.evidence import VERSION
from marketplace.authenticity.health import level_of
from marketplace.authenticity.models import FoundRing, HealthMonth, Reading
from marketplace.authenticity.queries import found_rings, ties_of_creators
from marketplace.authenticity.rings.finding import Ring, rings_of
from marketplace.work.unit import Work

SAME = 0.5
"""A ring is the one of yesterday when they share so much of the smaller of them."""

PAIRS_KEPT = 30


def find_rings(work: Work) -> int:
    """Looks for rings among all creators and keeps them in place of those of yesterday; gives how many there are."""
    before = list(found_rings(work.session))
    found = rings_of(ties_of_creators(work.session))
    for ring in found:
        same = next((row for row in before if _is_same(row, ring)), None)
        if same is None:
            same = FoundRing(found_at=work.now)
            work.session.add(same)
        else:
            before.remove(same)
        same.seen_at, same.members, same.scripts = work.now, [str(name) for name in ring.members], ring.scripts
        same.evidence = [
            {"kind": row.kind.value, "share": row.share, "of": row.of, "stands": row.stands} for row in ring.evidence
        ]
        same.pairs = [[str(one), str(other), posts] for one, other, posts in ring.pairs[:PAIRS_KEPT]]
    for gone in before:
        work.session.delete(gone)
    work.session.flush()
    return len(found)


def fix_last_month(work: Work) -> int:
    """Keeps the level that every channel has now as that of the month before, once; gives how many are new."""
    last = (work.now.date().replace(day=1) - timedelta(days=1)).replace(day=1)
    rows = work.session.execute(
        sa.select(Reading.channel_id, Reading.p_authentic, Reading.known).where(
            Reading.version == VERSION, Reading.judged_at.is_not(None)
        )
    ).all()
    return sum(_fixed(work, channel_id, last, p_authentic, known) for channel_id, p_authentic, known in rows)


def _fixed(work: Work, channel_id: UUID, month: date, p_authentic: float, known: float) -> int:
    kept = insert(HealthMonth).values(
        channel_id=channel_id,
        month=month,
        level=level_of(p_authentic, known),
        p_authentic=p_authentic,
        fixed_at=work.now,
    )
    return len(work.session.execute(kept.on_conflict_do_nothing().returning(HealthMonth.channel_id)).all())


def _is_same(row: FoundRing, ring: Ring) -> bool:
    shared = len({str(name) for name in ring.members} & set(row.members))
    return shared >= SAME * min(len(row.members), len(ring.members))
