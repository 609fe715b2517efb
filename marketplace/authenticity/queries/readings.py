"""What was seen of channels, and with whom they are compared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, defer, undefer

from marketplace.authenticity.evidence import VERSION
from marketplace.authenticity.models import Reading
from marketplace.authenticity.norms import Norms
from marketplace.creators.states import Platform


def readings_of(session: Session, creator_id: UUID) -> Sequence[Reading]:
    """What was seen of a creator's channels."""
    return session.scalars(sa.select(Reading).where(Reading.creator_id == creator_id).order_by(Reading.platform)).all()


def readings_of_channels(session: Session, channel_ids: Sequence[UUID]) -> Mapping[UUID, Reading]:
    """What was seen of these channels, by channel; the evidence is read when somebody looks at it."""
    light = (defer(Reading.evidence), defer(Reading.measures))
    found = session.scalars(sa.select(Reading).where(Reading.channel_id.in_(channel_ids)).options(*light))
    return {reading.channel_id: reading for reading in found}


def read_evidence(session: Session, channel_ids: Sequence[UUID]) -> None:
    """Reads the evidence of these channels at once, into the readings that are there."""
    found = sa.select(Reading).where(Reading.channel_id.in_(channel_ids)).options(undefer(Reading.evidence))
    session.scalars(found, execution_options={"populate_existing": True}).all()


def norms_of(session: Session, platforms: Sequence[Platform]) -> Norms:
    """The signs of every channel on these platforms, to compare with."""
    rows = session.execute(
        sa.select(Reading.platform, Reading.followers, Reading.measures).where(
            Reading.platform.in_(platforms), Reading.version == VERSION
        )
    )
    return Norms(
        (platform.value, followers, {sign["sign"]: sign["value"] for sign in signs})
        for platform, followers, signs in rows
    )
