import pytest

from marketplace.authenticity.catching_up import read_all_changed
from marketplace.authenticity.evidence import VERSION
from marketplace.authenticity.jobs import judge_everybody, read_changed_channels
from marketplace.authenticity.queries import readings_of
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
WITHOUT_EVIDENCE = 0.9
"""Who has nothing against them is above this."""


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
    assert maya.version == VERSION
    assert not maya.limited
    assert maya.p_low < maya.p_authentic < maya.p_high
    shown = {row.sign: row for row in maya.evidence_rows}
    assert shown["comments_low"].peers == len(NAMES) - 1
    assert shown["comments_low"].group == ("instagram",)


def test_likes_without_talk_stand_out_and_are_said_with_the_posts_they_were_seen_in(session, work_as, crowd):
    bought = a_creator_with_posts(work_as, "Mo", likes=2500, comments=0, posts=40)
    read_all_changed()
    found = reading(session, bought)
    assert found.p_authentic < min(reading(session, crowd[name]).p_authentic for name in NAMES)
    first = found.evidence_rows[0]
    assert first.stands_out
    assert first.since == NOON
    assert any(row.examples for row in found.evidence_rows if row.stands_out)


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
    assert found.p_authentic > WITHOUT_EVIDENCE
    assert found.p_high - found.p_low > 0.5


def test_the_block_shows_the_evidence_in_words(app, session, crowd):
    read_all_changed()
    with app.test_request_context():
        shown = evidence_block(session.get_one(Creator, crowd["Maya"].creator_id))
    assert "Probably authentic" in shown
    assert "Higher than" in shown
    assert "Comments per like" in shown
    assert "relied on by" in shown


def test_the_night_places_everybody_anew_among_the_others(session, work_as, crowd, clock):
    read_all_changed()
    before = peers_of(reading(session, crowd["Maya"]))
    a_creator_with_posts(work_as, "Nia")
    clock.advance(hours=16)
    read_all_changed()
    assert reading(session, crowd["Maya"]).judged_at == NOON
    judge_everybody(Ticked(due_at=NOON))
    assert peers_of(reading(session, crowd["Maya"])) == before + 1
    assert reading(session, crowd["Maya"]).taken_at == NOON


def peers_of(found):
    return next(row.peers for row in found.evidence_rows if row.sign == "comments_low")
