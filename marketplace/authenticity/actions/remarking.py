"""What a creator says of the evidence on their channel, and how staff decide an appeal."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import sqlalchemy as sa

from marketplace.authenticity.errors import (
    AppealedAlready,
    DecidedAlready,
    NothingToAppeal,
    ReasonMissing,
    WordsMissing,
)
from marketplace.authenticity.events import AppealDecided, AppealWritten
from marketplace.authenticity.models import Reading, Remark
from marketplace.authenticity.queries import remark_to_decide
from marketplace.base.actor import Duty
from marketplace.base.errors import Forbidden
from marketplace.base.ids import CreatorId
from marketplace.creators.queries import channel_seen_by
from marketplace.work.unit import Work

DECIDED_WITHIN = timedelta(days=7)
"""An appeal that waits for longer counts as upheld until it is decided."""

LONGEST = 2000


def write_note(work: Work, channel_id: UUID, sign: str, body: str) -> Remark:
    """Puts a creator's own words beside a sign, for everybody who sees the evidence.

    Raises NotFound for other people's channels, NothingToAppeal and WordsMissing.
    """
    return _write(work, channel_id, sign, body, appeal=False)


def appeal(work: Work, channel_id: UUID, sign: str, body: str) -> Remark:
    """Asks staff to look at a sign again, within a week.

    Raises NotFound for other people's channels, NothingToAppeal, WordsMissing, and AppealedAlready while one waits.
    """
    remark = _write(work, channel_id, sign, body, appeal=True)
    work.announce(AppealWritten(remark_id=remark.id, creator_id=CreatorId(remark.creator_id)))
    return remark


def decide_appeal(work: Work, remark_id: UUID, *, upheld: bool, reason: str) -> Remark:
    """Decides an appeal with a reason the creator reads; an upheld one takes the sign's weight away for a year.

    Raises Forbidden without the duty, NotFound, DecidedAlready and ReasonMissing.
    """
    if not work.actor.on_duty(Duty.TRUST):
        raise Forbidden()
    remark = remark_to_decide(work.session, remark_id)
    if remark.decided_at is not None:
        raise DecidedAlready()
    if not reason.strip():
        raise ReasonMissing()
    remark.decided_at, remark.decided_by_id = work.now, work.actor.person_id
    remark.upheld, remark.reason = upheld, reason.strip()[:LONGEST]
    _judge_again(work, remark.channel_id)
    work.announce(
        AppealDecided(remark_id=remark.id, creator_id=CreatorId(remark.creator_id), upheld=upheld, reason=remark.reason)
    )
    return remark


def _write(work: Work, channel_id: UUID, sign: str, body: str, *, appeal: bool) -> Remark:
    channel = channel_seen_by(work.session, work.actor, channel_id)
    reading = work.session.get(Reading, channel.id)
    standing = {row.sign for row in reading.evidence_rows if row.stands_out} if reading else set()
    if sign not in standing:
        raise NothingToAppeal()
    if not body.strip():
        raise WordsMissing()
    if appeal and work.session.scalar(
        sa.select(Remark.id).where(
            Remark.channel_id == channel.id,
            Remark.sign == sign,
            Remark.due_at.is_not(None),
            Remark.decided_at.is_(None),
        )
    ):
        raise AppealedAlready()
    remark = Remark(
        channel_id=channel.id,
        creator_id=channel.creator_id,
        sign=sign,
        body=body.strip()[:LONGEST],
        written_at=work.now,
        due_at=work.now + DECIDED_WITHIN if appeal else None,
    )
    work.session.add(remark)
    work.session.flush()
    return remark


def _judge_again(work: Work, channel_id: UUID) -> None:
    reading = work.session.get(Reading, channel_id)
    if reading is not None:
        reading.judged_at = None
