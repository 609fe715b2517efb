import pytest

from marketplace.authenticity.catching_up import read_all_changed
from marketplace.authenticity.jobs import judge_everybody, read_changed_channels
from marketplace.authenticity.queries import readings_of
from marketplace.authenticity.risk import PRIOR_AUTHENTIC
from marketplace.authenticity.views import evidence_block
from marketplace.base.actor import SYSTEM
from marketplace.creators import actions as creators
from marketplace.creators.actions import NewFigures
from marketplace.creators.models import Creator
from marketplace.work.jobs import Ticked
from tests.builders.matching import a_creator_with_posts, channel_of
from tests.builders.orders import a_creator_to_book
from tests.conftest import NOON

NAMES = ("Maya", "Bo", "Chen", "Dana", "Elif", "Finn", "Gus", "Hana", "Ivo", "Jo", "Kim", "Lars")


@pytest.fixture
def crowd(work_as):
    """A dozen ordinary creators."""
    return {name: a_creator_with_posts(work_as, name, likes=80 + 9 * len(name)) for name in NAMES}


def reading(session, actor):
    session.expire_all()
    return readings_of(session, actor.creator_id)[0]


def test_every_channel_is_read_with_its_date_and_method(session, crowd):
    read_changed_channels(Ticked(due_at=NOON))
    maya = reading(session, crowd["Maya"])
    assert (maya.taken_at, maya.judged_at, maya.posts) == (NOON, NOON, 12)
    assert maya.version
    assert not maya.limited
    assert maya.low < maya.p_authentic < maya.high
    assert {row.peers for row in maya.evidence_rows} == {len(NAMES) - 1}


def test_likes_without_talk_stand_out_among_the_others(session, work_as, crowd):
    bought = a_creator_with_posts(work_as, "Mo", likes=900, comments=0, posts=40)
    read_all_changed()
    assert reading(session, bought).p_authentic < min(reading(session, crowd[name]).p_authentic for name in NAMES)
    assert reading(session, bought).evidence_rows[0].weight > 0


def test_what_did_not_change_is_not_read_again(session, work_as, crowd, clock):
    read_all_changed()
    clock.advance(days=1)
    with work_as(SYSTEM) as work:
        figures = NewFigures(taken_on=work.now.date(), source="test", followers=5000)
        creators.record_figures(work, channel_of(work, crowd["Bo"]), figures)
    read_all_changed()
    assert reading(session, crowd["Bo"]).taken_at == clock.now
    assert reading(session, crowd["Bo"]).followers == 5000
    assert reading(session, crowd["Maya"]).taken_at == NOON


def test_somebody_without_posts_has_limited_data_and_is_not_suspected(session, work_as, crowd):
    newcomer = a_creator_to_book(work_as, "Nia")
    read_all_changed()
    found = reading(session, newcomer)
    assert found.limited
    assert found.p_authentic == pytest.approx(PRIOR_AUTHENTIC)
    assert found.high - found.low > 0.5


def test_the_block_shows_the_evidence_in_words(app, session, crowd):
    read_all_changed()
    with app.test_request_context():
        shown = evidence_block(session.get_one(Creator, crowd["Maya"].creator_id))
    assert "Probably authentic" in shown
    assert "accounts of this size" in shown
    assert "Comments per like" in shown


def test_the_night_places_everybody_anew_among_the_others(session, work_as, crowd, clock):
    read_all_changed()
    before = reading(session, crowd["Maya"]).evidence_rows[0].peers
    a_creator_with_posts(work_as, "Nia")
    clock.advance(hours=16)
    read_all_changed()
    assert reading(session, crowd["Maya"]).judged_at == NOON
    judge_everybody(Ticked(due_at=NOON))
    assert reading(session, crowd["Maya"]).evidence_rows[0].peers == before + 1
    assert reading(session, crowd["Maya"]).taken_at == NOON
