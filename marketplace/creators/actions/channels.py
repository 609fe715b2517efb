"""Channels: adding one, and proving that it is one's own by a code in its bio."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import sqlalchemy as sa

from marketplace.base.ids import ChannelId, CreatorId, new_id, short_code
from marketplace.creators.actions.profile import activate_if_complete
from marketplace.creators.actions.recording import NewFigures, record_figures
from marketplace.creators.errors import ChannelAddedAlready, ChannelTaken, ProofAskedTooOften, TooManyChannels
from marketplace.creators.events import ChannelProofAsked, ChannelProofFailed, ChannelVerified, ProfileChanged
from marketplace.creators.handles import normal_handle
from marketplace.creators.models import Channel, Creator
from marketplace.creators.queries import channel, channel_seen_by, own_creator
from marketplace.creators.states import PLATFORM_SOURCE, Platform, ProofProblem, VerifiedBy
from marketplace.work.unit import Work

MOST_CHANNELS = 12
ASK_AGAIN_AFTER = timedelta(minutes=1)


def add_channel(work: Work, *, platform: Platform, handle: str) -> Channel:
    """Adds a channel that is still to be proved.

    Raises BadHandle, ChannelAddedAlready, TooManyChannels, ChannelTaken (by a creator who signs in here).
    """
    creator = own_creator(work.session, work.actor, lock=True)
    plain = normal_handle(handle)
    same = sa.and_(Channel.platform == platform, sa.func.lower(Channel.handle) == plain.lower())
    own = work.session.scalars(sa.select(Channel).where(Channel.creator_id == creator.id)).all()
    if any(kept.platform is platform and kept.handle.lower() == plain.lower() for kept in own):
        raise ChannelAddedAlready()
    if len(own) >= MOST_CHANNELS:
        raise TooManyChannels(most=MOST_CHANNELS)
    if work.session.scalar(sa.select(Channel).where(same, Channel.verified_by == VerifiedBy.BIO_CODE)):
        raise ChannelTaken()
    added = Channel(
        creator_id=creator.id, platform=platform, handle=plain, added_at=work.now, proof_code=new_proof_code()
    )
    work.session.add(added)
    work.session.flush()
    return added


def remove_channel(work: Work, channel_id: UUID) -> None:
    """Takes a channel off the profile, with the figures and posts known of it."""
    removed = channel_seen_by(work.session, work.actor, channel_id)
    creator_id = removed.creator_id
    work.session.delete(removed)
    work.announce(ProfileChanged(creator_id=CreatorId(creator_id)))


def ask_for_proof(work: Work, channel_id: UUID) -> Channel:
    """The creator says that the code is in the bio now; a job looks. Raises ProofAskedTooOften."""
    asked = channel_seen_by(work.session, work.actor, channel_id)
    if asked.is_verified:
        return asked
    if asked.proof_asked_at and work.now - asked.proof_asked_at < ASK_AGAIN_AFTER and not asked.proof_problem:
        raise ProofAskedTooOften()
    asked.proof_asked_at, asked.proof_problem = work.now, None
    work.announce(ChannelProofAsked(channel_id=ChannelId(asked.id)))
    return asked


def record_proof(work: Work, channel_id: UUID, *, bio: str | None, followers: int | None = None) -> Channel:
    """Keeps what the platform showed: `bio` is None when there is no such account.

    A proved channel that we knew from an import brings its figures and posts along.
    """
    looked_at = channel(work.session, channel_id, lock=True)
    if looked_at.is_verified:
        return looked_at
    problem = _problem(work, looked_at, bio)
    if problem is None:
        return verify_channel(work, channel_id, by=VerifiedBy.BIO_CODE, followers=followers)
    looked_at.proof_problem, looked_at.proof_asked_at = problem, None
    work.announce(ChannelProofFailed(channel_id=ChannelId(looked_at.id), creator_id=CreatorId(looked_at.creator_id)))
    return looked_at


def verify_channel(
    work: Work, channel_id: UUID, *, by: VerifiedBy, source: str | None = None, followers: int | None = None
) -> Channel:
    """Takes a channel for proved, and lets brands find its creator when the profile is complete with it."""
    proved = channel(work.session, channel_id, lock=True)
    if by is VerifiedBy.BIO_CODE:
        proved = _with_what_was_imported(work, proved)
    proved.verified_at, proved.verified_by, proved.verified_source = work.now, by, source
    proved.proof_problem = proved.proof_asked_at = None
    work.session.flush()
    if followers is not None:
        figures = NewFigures(taken_on=work.now.date(), source=PLATFORM_SOURCE, followers=followers)
        record_figures(work, proved.id, figures)
    work.announce(ChannelVerified(channel_id=ChannelId(proved.id), creator_id=CreatorId(proved.creator_id)))
    activate_if_complete(work, work.session.get_one(Creator, proved.creator_id))
    return proved


def new_proof_code() -> str:
    """A code that nobody writes into a bio by accident."""
    return f"meadow-{short_code(new_id())}"


def _problem(work: Work, looked_at: Channel, bio: str | None) -> ProofProblem | None:
    if bio is None:
        return ProofProblem.NO_ACCOUNT
    if looked_at.proof_code.casefold() not in bio.casefold():
        return ProofProblem.NO_CODE
    taken = _verified_elsewhere(work, looked_at)
    return ProofProblem.TAKEN if taken and taken.verified_by is VerifiedBy.BIO_CODE else None


def _with_what_was_imported(work: Work, proved: Channel) -> Channel:
    """The imported row of the same channel under its real owner, in place of the bare claim; or the claim itself."""
    imported = _verified_elsewhere(work, proved)
    if imported is None:
        return proved
    owner_id, left_id = proved.creator_id, imported.creator_id
    work.session.delete(proved)
    work.session.flush()
    imported.creator_id = owner_id
    work.session.flush()
    work.announce(ProfileChanged(creator_id=CreatorId(left_id)))
    work.announce(ProfileChanged(creator_id=CreatorId(owner_id)))
    return imported


def _verified_elsewhere(work: Work, claim: Channel) -> Channel | None:
    return work.session.scalar(
        sa.select(Channel)
        .where(
            Channel.platform == claim.platform,
            sa.func.lower(Channel.handle) == claim.handle.lower(),
            Channel.verified_at.is_not(None),
            Channel.id != claim.id,
        )
        .with_for_update()
    )
