"""Reading channels again, and judging them among their peers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import timedelta
from statistics import median

import sqlalchemy as sa

from marketplace.authenticity.models import Reading
from marketplace.authenticity.queries import ChannelToRead, changed_channels, channels_to_read, norms_of
from marketplace.authenticity.risk import VERSION, judge
from marketplace.authenticity.signals import Observed, measures_of
from marketplace.creators.figures import PostCounts
from marketplace.work.unit import Work

BATCH = 200
_WEEKS = 12


def measure_changed_channels(work: Work, *, limit: int = BATCH) -> int:
    """Measures the channels that changed, at most `limit`; gives how many. They wait to be judged."""
    marks = changed_channels(work.session, limit=limit)
    for channel in channels_to_read(work.session, marks):
        work.session.merge(_reading(work, channel))
    work.session.flush()
    return len(marks)


def judge_measured_channels(work: Work) -> int:
    """Judges the channels that were measured since, by the norms of now; gives how many."""
    waiting = work.session.scalars(sa.select(Reading).where(Reading.judged_at.is_(None))).all()
    _judge(work, waiting)
    return len(waiting)


def judge_every_channel(work: Work) -> int:
    """Judges everybody again, because the norms move with the others; gives how many."""
    everybody = work.session.scalars(sa.select(Reading)).all()
    _judge(work, everybody)
    return len(everybody)


def _judge(work: Work, readings: Sequence[Reading]) -> None:
    norms = norms_of(work.session, sorted({reading.platform for reading in readings}))
    for reading in readings:
        measures = {name: Observed(*seen) for name, seen in reading.measures.items()}
        verdict = judge(reading.platform.value, reading.followers, measures, norms)
        reading.p_authentic, reading.low, reading.high = verdict.p_authentic, verdict.low, verdict.high
        reading.limited, reading.judged_at = verdict.limited, work.now
        reading.evidence = [asdict(row) | {"family": row.family.value} for row in verdict.evidence]


def _reading(work: Work, channel: ChannelToRead) -> Reading:
    facts = channel.facts
    measures = measures_of(facts)
    return Reading(
        channel_id=channel.channel_id,
        creator_id=channel.creator_id,
        platform=channel.platform,
        taken_at=work.now,
        judged_at=None,
        version=VERSION,
        mark=channel.mark,
        followers=facts.followers,
        posts=len(facts.posts),
        engagement_median=median(p.likes + p.saves + p.comments for p in facts.posts) if facts.posts else None,
        weeks_active_ratio=_weeks_active(facts.posts),
        level=channel.level,
        last_post_at=facts.posts[-1].published_at if facts.posts else None,
        counted_at=channel.counted_at,
        measures={name: [observed.value, observed.count] for name, observed in measures.items()},
        p_authentic=0.5,
        low=0.0,
        high=1.0,
        limited=True,
        evidence=[],
    )


def _weeks_active(posts: Sequence[PostCounts]) -> float | None:
    if not posts:
        return None
    last = posts[-1].published_at
    weeks = {(last - post.published_at) // timedelta(weeks=1) for post in posts}
    return len({week for week in weeks if week < _WEEKS}) / _WEEKS
