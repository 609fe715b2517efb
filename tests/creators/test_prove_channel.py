"""A channel is proved by a code in its bio, which a job reads from the platform."""

from dataclasses import dataclass

import pytest
from sqlalchemy import select

from marketplace.base.actor import SYSTEM
from marketplace.base.errors import NotFound
from marketplace.creators import actions, queries
from marketplace.creators.errors import (
    BadHandle,
    ChannelAddedAlready,
    ChannelTaken,
    ProofAskedTooOften,
    TooManyChannels,
)
from marketplace.creators.models import Channel, Creator, Figures
from marketplace.creators.states import Platform, ProofProblem, VerifiedBy
from marketplace.gateways import current
from marketplace.gateways.platforms.errors import PlatformUnavailable
from marketplace.gateways.platforms.protocol import LiveAccount
from tests.builders.creators import a_creator, a_new_creator, an_imported_creator, person_of


@dataclass
class Accounts:
    """What the platforms show; stands for the network, not for our code."""

    shown: LiveAccount | None = None
    down: bool = False

    def read_account(self, platform, handle):
        if self.down:
            raise PlatformUnavailable("down")
        return self.shown

    def shows(self, bio, followers=4200):
        self.shown = LiveAccount("instagram", "maya.eats", "Maya", bio, followers, 12)


@pytest.fixture
def platform(monkeypatch):
    made = Accounts()
    monkeypatch.setattr(current, "platforms", lambda: made)
    return made


@pytest.fixture
def maya(work_as):
    return a_new_creator(work_as)


def add(work_as, creator, handle="maya.eats", platform=Platform.INSTAGRAM):
    with work_as(person_of(work_as, creator).actor) as work:
        return actions.add_channel(work, platform=platform, handle=handle)


def ask(work_as, creator, channel):
    actor = person_of(work_as, creator).actor
    with work_as(actor) as work:
        actions.ask_for_proof(work, channel.id)


def test_a_code_in_the_bio_proves_the_channel_and_dates_its_followers(
    work_as, maya, platform, run_jobs, session, clock
):
    channel = add(work_as, maya, "@maya.eats")
    platform.shows(f"cakes {channel.proof_code.upper()} and tea")
    ask(work_as, maya, channel)
    run_jobs()
    session.refresh(channel)
    assert (channel.handle, channel.verified_by) == ("maya.eats", VerifiedBy.BIO_CODE)
    figures = session.scalar(select(Figures))
    assert (figures.followers, figures.taken_on, figures.source) == (4200, clock.now.date(), "platform")
    assert queries.handle_of(session, maya.id, "instagram") == "maya.eats"


def test_a_bio_without_the_code_proves_nothing_and_says_why(work_as, maya, platform, run_jobs, session):
    channel = add(work_as, maya)
    platform.shows("only cakes")
    ask(work_as, maya, channel)
    run_jobs()
    session.refresh(channel)
    assert (channel.verified_at, channel.proof_problem) == (None, ProofProblem.NO_CODE)
    assert queries.handle_of(session, maya.id, "instagram") is None


def test_an_account_that_is_not_there_is_said_to_be_missing(work_as, maya, platform, run_jobs, session):
    channel = add(work_as, maya)
    ask(work_as, maya, channel)
    run_jobs()
    session.refresh(channel)
    assert channel.proof_problem is ProofProblem.NO_ACCOUNT


def test_a_platform_that_is_down_decides_nothing(work_as, maya, platform, run_jobs, session):
    channel = add(work_as, maya)
    platform.down = True
    ask(work_as, maya, channel)
    run_jobs()
    session.refresh(channel)
    assert (channel.verified_at, channel.proof_problem) == (None, None)
    assert channel.proof_asked_at is not None  # it is tried again


def test_a_channel_removed_meanwhile_is_left_alone(work_as, maya, platform, run_jobs, session):
    channel = add(work_as, maya)
    ask(work_as, maya, channel)
    with work_as(person_of(work_as, maya).actor) as work:
        actions.remove_channel(work, channel.id)
    assert run_jobs() >= 1
    assert session.scalar(select(Channel)) is None


def test_asking_twice_in_a_minute_is_refused(work_as, maya, clock):
    channel = add(work_as, maya)
    ask(work_as, maya, channel)
    with pytest.raises(ProofAskedTooOften):
        ask(work_as, maya, channel)
    clock.advance(minutes=2)
    ask(work_as, maya, channel)


@pytest.mark.parametrize("handle", ["", "  ", "..", "a b", "x" * 65, "maya/eats", "<b>", "@"])
def test_a_handle_that_cannot_be_one_is_refused(work_as, maya, handle):
    with pytest.raises(BadHandle):
        add(work_as, maya, handle)


def test_a_channel_is_added_once_however_it_is_written(work_as, maya):
    add(work_as, maya, "maya.eats")
    with pytest.raises(ChannelAddedAlready):
        add(work_as, maya, "@Maya.Eats")


def test_nobody_has_a_hundred_channels(work_as, maya):
    for number in range(12):
        add(work_as, maya, f"maya{number}")
    with pytest.raises(TooManyChannels):
        add(work_as, maya, "onemore")


def test_a_proved_channel_cannot_be_claimed_by_another(work_as):
    a_creator(work_as, "Maya", handle="maya.eats")
    bo = a_new_creator(work_as, "Bo")
    with pytest.raises(ChannelTaken):
        add(work_as, bo, "MAYA.eats")


def test_a_claim_without_proof_keeps_nobody_else_out(work_as, session):
    bo = a_new_creator(work_as, "Bo")
    bare = add(work_as, bo, "maya.eats")
    maya = a_creator(work_as, "Maya", handle="maya.eats")
    assert queries.handle_of(session, maya.id, "instagram") == "maya.eats"
    with work_as(SYSTEM) as work:
        late = actions.record_proof(work, bare.id, bio=bare.proof_code, followers=1)
    assert late.proof_problem is ProofProblem.TAKEN


def test_another_creators_channel_is_not_found(work_as, maya):
    channel_id = add(work_as, maya).id
    bo = person_of(work_as, a_new_creator(work_as, "Bo")).actor
    for act in (actions.ask_for_proof, actions.remove_channel):
        with pytest.raises(NotFound), work_as(bo) as work:
            act(work, channel_id)


def test_figures_a_week_old_are_read_again(work_as, platform, run_jobs, session, clock):
    from marketplace.creators.jobs import renew_figures
    from marketplace.work.jobs import Ticked

    a_creator(work_as, "Maya", handle="maya.eats", followers=5000)
    platform.shows("", followers=5100)
    clock.advance(days=6)
    renew_figures(Ticked(due_at=clock.now))
    run_jobs()
    assert session.scalars(select(Figures.followers)).all() == [5000]
    clock.advance(days=1)
    renew_figures(Ticked(due_at=clock.now))
    run_jobs()
    assert session.scalars(select(Figures.followers).order_by(Figures.taken_on)).all() == [5000, 5100]


def test_proof_of_an_imported_channel_brings_its_posts_to_the_real_owner(work_as, session):
    imported = an_imported_creator(work_as, handle="maya.eats", platform=Platform.INSTAGRAM)
    channel_id, imported_id = imported.channels[0].id, imported.id
    maya = a_creator(work_as, "Maya", handle="Maya.Eats")
    assert session.get(Channel, channel_id).creator_id == maya.id
    assert session.get(Creator, imported_id) is not None
    assert [row.creator_id for row in queries.candidates(session)] == [maya.id]
