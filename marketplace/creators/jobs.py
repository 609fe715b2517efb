"""Background work of creators: looking at channels on their platforms."""

from __future__ import annotations

from datetime import timedelta

import sqlalchemy as sa

from marketplace.base.actor import SYSTEM
from marketplace.base.errors import NotFound
from marketplace.base.ids import ChannelId
from marketplace.creators.actions import NewFigures, record_figures, record_proof
from marketplace.creators.events import ChannelProofAsked, FiguresDue
from marketplace.creators.models import Channel, Figures
from marketplace.creators.queries import channel
from marketplace.creators.states import PLATFORM_SOURCE, VerifiedBy
from marketplace.gateways import current
from marketplace.work.jobs import Ticked, job
from marketplace.work.unit import unit_of_work

FIGURES_KEPT_FRESH = timedelta(days=7)
MOST_AT_ONCE = 500


@job()
def check_channel_proof(fact: ChannelProofAsked) -> None:
    """Looks for the code in the channel's bio. A channel that was removed meanwhile is left alone."""
    try:
        with unit_of_work(SYSTEM) as work:
            asked = channel(work.session, fact.channel_id)
            platform, handle, waiting = asked.platform.value, asked.handle, asked.proof_asked_at is not None
        if not waiting:
            return
        seen = current.platforms().read_account(platform, handle)
        with unit_of_work(SYSTEM) as work:
            record_proof(
                work, fact.channel_id, bio=seen.bio if seen else None, followers=seen.followers if seen else None
            )
    except NotFound:
        return


@job()
def renew_figures(_tick: Ticked) -> None:
    """Finds the proved channels whose own figures are a week old."""
    with unit_of_work(SYSTEM) as work:
        fresh = sa.exists().where(
            Figures.channel_id == Channel.id,
            Figures.source == PLATFORM_SOURCE,
            Figures.taken_on > (work.now - FIGURES_KEPT_FRESH).date(),
        )
        due = work.session.scalars(
            sa.select(Channel.id)
            .where(Channel.verified_by == VerifiedBy.BIO_CODE, ~fresh)
            .order_by(Channel.verified_at)
            .limit(MOST_AT_ONCE)
        ).all()
        for channel_id in due:
            work.announce(FiguresDue(channel_id=ChannelId(channel_id)))


@job()
def take_figures(fact: FiguresDue) -> None:
    """Reads a channel's followers and keeps them with today's date."""
    try:
        with unit_of_work(SYSTEM) as work:
            due = channel(work.session, fact.channel_id)
            platform, handle = due.platform.value, due.handle
        seen = current.platforms().read_account(platform, handle)
        if seen is None:
            return
        with unit_of_work(SYSTEM) as work:
            figures = NewFigures(
                taken_on=work.now.date(), source=PLATFORM_SOURCE, followers=seen.followers, posts=seen.posts
            )
            record_figures(work, channel(work.session, fact.channel_id).id, figures)
    except NotFound:
        return
