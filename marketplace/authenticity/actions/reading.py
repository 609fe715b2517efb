"""Reading channels again, and judging them among the others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from statistics import median
from typing import Any

import sqlalchemy as sa

from marketplace.authenticity.comments.words import key_of, plain
from marketplace.authenticity.evidence import LIMITED, VERSION, Evidence, evidence_of, example_of, kept_sign, sign_of
from marketplace.authenticity.examples import examples_for
from marketplace.authenticity.models import Reading
from marketplace.authenticity.norms import Norms
from marketplace.authenticity.profiles.judging import known, own_signs, signs_among, verdict_of
from marketplace.authenticity.profiles.population import Population
from marketplace.authenticity.profiles.profile import Post
from marketplace.authenticity.profiles.signs import Sign
from marketplace.authenticity.queries import (
    ChannelToRead,
    Others,
    changed_channels,
    channels_to_read,
    excused_signs,
    norms_of,
    others_of,
    usual_talk,
)
from marketplace.work.unit import Work

BATCH = 200
_WEEKS = 12


def measure_changed_channels(work: Work, *, limit: int = BATCH) -> int:
    """Measures the channels that changed, at most `limit`; gives how many. They wait to be judged."""
    marks = changed_channels(work.session, limit=limit)
    talk = usual_talk(work.session) if marks else None
    for channel in channels_to_read(work.session, marks):
        if talk is not None:
            work.session.merge(_reading(work, channel, talk))
    work.session.flush()
    return len(marks)


def judge_measured_channels(work: Work) -> int:
    """Judges the channels that were measured since, among the others of now; gives how many."""
    waiting = work.session.scalars(
        sa.select(Reading).where(Reading.judged_at.is_(None), Reading.version == VERSION)
    ).all()
    _judge(work, waiting)
    return len(waiting)


def judge_every_channel(work: Work) -> int:
    """Judges everybody again, because the others have moved; gives how many."""
    everybody = work.session.scalars(sa.select(Reading).where(Reading.version == VERSION)).all()
    _judge(work, everybody)
    return len(everybody)


def _judge(work: Work, readings: Sequence[Reading]) -> None:
    norms = norms_of(work.session, sorted({reading.platform for reading in readings}))
    for begin in range(0, len(readings), BATCH):
        piece = readings[begin : begin + BATCH]
        channel_ids = [reading.channel_id for reading in piece]
        others = others_of(work.session, channel_ids)
        excused = excused_signs(work.session, channel_ids, work.now)
        for reading in piece:
            _judge_one(reading, others, norms, excused.get(reading.channel_id, frozenset()), work.now)


def _judge_one(reading: Reading, others: Others, norms: Norms, excused: frozenset[str], now: datetime) -> None:
    name, authors = others.names[reading.channel_id], others.authors.get(reading.channel_id, ())
    kept = [*reading.measures, *(kept_sign(sign) for sign in signs_among(name, authors, others.population))]
    signs = [sign_of(row, excused=row["sign"] in excused) for row in kept]
    verdict = verdict_of(signs, reading.platform.value, reading.known)
    before = {row.sign: row.since for row in map(evidence_of, reading.evidence)}
    rows = [
        _evidence(sign, row, reading, norms, since=before.get(sign.name) or now, excused=sign.name in excused)
        for sign, row in zip(signs, kept, strict=True)
    ]
    reading.p_authentic, reading.p_low, reading.p_high = verdict.p_authentic, verdict.low, verdict.high
    reading.judged_at = now
    reading.evidence = [row.kept() for row in sorted(rows, key=lambda row: (-row.weight, row.sign))]


def _evidence(
    sign: Sign, kept: Mapping[str, Any], reading: Reading, norms: Norms, *, since: datetime, excused: bool
) -> Evidence:
    peers = norms.peers(reading.platform.value, reading.followers, sign.name, sign.value)
    return Evidence(
        sign=sign.name,
        family=sign.family,
        value=sign.value,
        observations=sign.observations,
        weight=sign.weight,
        peers=peers.count,
        percentile=peers.below(sign.value),
        group=peers.group,
        since=since if sign.weight > 0 else None,
        excused=excused,
        examples=tuple(example_of(each) for each in kept["examples"]) if sign.weight > 0 else (),
    )


def _reading(work: Work, channel: ChannelToRead, talk: Population) -> Reading:
    profile = channel.profile
    keys = [key_of(plain(comment.text or "")) for comment in profile.comments]
    signs = own_signs(profile, keys, talk.alike_by_chance(len(keys)))
    how_much = known(profile)
    before = work.session.get(Reading, channel.channel_id)
    return Reading(
        channel_id=channel.channel_id,
        creator_id=channel.creator_id,
        platform=channel.platform,
        taken_at=work.now,
        judged_at=None,
        version=VERSION,
        mark=channel.mark,
        followers=None if profile.followers is None else round(profile.followers),
        posts=len(profile.posts),
        engagement_median=median(map(_engagement, profile.posts)) if profile.posts else None,
        weeks_active_ratio=_weeks_active(profile.posts),
        level=channel.level,
        last_post_at=profile.posts[-1].at if profile.posts else None,
        counted_at=channel.counted_at,
        known=how_much,
        measures=[kept_sign(sign, examples_for(sign.name, profile) if sign.weight > 0 else ()) for sign in signs],
        p_authentic=before.p_authentic if before else 0.5,
        p_low=before.p_low if before else 0.0,
        p_high=before.p_high if before else 1.0,
        limited=how_much < LIMITED,
        evidence=before.evidence if before else [],
    )


def _engagement(post: Post) -> float:
    return (post.likes or 0) + (post.saves or 0) + (post.comments or 0)


def _weeks_active(posts: Sequence[Post]) -> float | None:
    times = [post.at for post in posts if post.at is not None]
    if not times:
        return None
    weeks = {(times[-1] - at) // timedelta(weeks=1) for at in times}
    return len({week for week in weeks if week < _WEEKS}) / _WEEKS
