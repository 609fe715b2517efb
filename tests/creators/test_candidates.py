from contextlib import contextmanager

import sqlalchemy as sa

from marketplace.base.actor import SYSTEM, Actor, Side
from marketplace.base.money import Money
from marketplace.creators import actions, queries
from marketplace.creators.states import CreatorState, Format, Platform
from marketplace.creators.tiers import Tier
from marketplace.database import db
from tests.builders.creators import a_creator, a_new_creator, person_of, some_figures, some_posts


@contextmanager
def counting_queries():
    asked = []

    def note(connection, cursor, statement, *rest):
        if statement.startswith("SELECT"):
            asked.append(statement)

    engine = db.engines[None]
    sa.event.listen(engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        sa.event.remove(engine, "before_cursor_execute", note)


def test_one_query_tells_all_that_hard_filters_ask(work_as, session, clock):
    maya = a_creator(work_as, "Maya", followers=12_000, price=Money(50_000, "CNY"), platform=Platform.XIAOHONGSHU)
    some_posts(work_as, maya.channels[0], 3)
    a_creator(work_as, "Bo", country="DE")
    a_new_creator(work_as, "Newcomer")
    with counting_queries() as asked:
        found = queries.candidates(session)
    assert len(asked) == 1
    assert [row.name for row in found] == ["Maya", "Bo"]
    row = found[0]
    assert (row.country, row.languages, row.niches, row.handle) == ("US", ("en",), ("food",), "maya")
    assert (row.followers, row.tier, row.figures_on) == (12_000, Tier.TAIL, clock.now.date())
    assert row.rate(Format.PHOTO, "CNY") == Money(50_000, "CNY")
    assert row.rate(Format.VIDEO, "CNY") is None
    assert (clock.now - row.last_post_at).days == 1


def test_the_newest_figures_count(work_as, session):
    maya = a_creator(work_as, followers=5000)
    some_figures(work_as, maya.channels[0], 9, days_ago=400, source="an_old_export")
    assert queries.candidates(session)[0].followers == 5000


def test_candidates_of_one_platform_leave_the_others_out(work_as, session):
    a_creator(work_as, "Maya", platform=Platform.INSTAGRAM)
    bo = a_creator(work_as, "Bo", platform=Platform.TIKTOK)
    assert [row.creator_id for row in queries.candidates(session, platform=Platform.TIKTOK)] == [bo.id]
    assert [row.creator_id for row in queries.candidates(session, creator_ids=[bo.id])] == [bo.id]


def test_who_is_paused_is_listed_as_paused_so_that_a_filter_can_say_so(work_as, session):
    maya = a_creator(work_as)
    with work_as(person_of(work_as, maya).actor) as work:
        actions.pause(work, maya.id)
    assert [row.state for row in queries.candidates(session)] == [CreatorState.PAUSED]


def test_a_digest_is_made_of_the_bio_and_the_latest_fifteen_posts(work_as, session):
    maya = a_creator(work_as)
    some_posts(work_as, maya.channels[0], 20)
    found = queries.digest_sources(session, [maya.id])[maya.id]
    assert found.bio == "Maya writes about food."
    assert [title for title, _ in found.posts] == [f"Cake {number}" for number in range(1, 16)]
    assert found.posts[0][1] == ("cake",)


def test_a_profile_counts_ninety_days_back_from_the_latest_data(work_as, session, clock):
    maya = a_creator(work_as, followers=1000)
    channel = maya.channels[0]
    some_posts(work_as, channel, 4, likes=100)
    some_posts(work_as, channel, 2, likes=10, sponsored=True)
    clock.advance(days=400)
    shown = queries.profile_of(session, maya.id).main
    assert (shown.period.everyday.likes, shown.period.sponsored.likes) == (100, 10)
    assert shown.period.everyday.engagement_ratio == 0.16
    assert (shown.period.until - shown.period.since).days == 90


def test_posts_told_again_are_updated_and_not_doubled(work_as, session):
    maya = a_creator(work_as)
    some_posts(work_as, maya.channels[0], 4, likes=1)
    some_posts(work_as, maya.channels[0], 4, likes=50)
    counted = queries.counted_posts(session, [maya.id])[maya.id]
    assert [post.likes for post in counted] == [50, 50, 50, 50]


def test_brands_see_complete_profiles_and_other_creators_see_none(work_as, session):
    maya, newcomer, bo = a_creator(work_as), a_new_creator(work_as, "New"), a_new_creator(work_as, "Bo")
    brand, staff = Actor(Side.BRAND), Actor(Side.STAFF)
    other = person_of(work_as, bo).actor
    seen = {
        (who, whom.name): _may_see(session, actor, whom)
        for who, actor in [("brand", brand), ("staff", staff), ("other", other), ("system", SYSTEM)]
        for whom in (maya, newcomer)
    }
    assert [key for key, may in seen.items() if not may] == [
        ("brand", "New"), ("other", "Maya"), ("other", "New"),
    ]  # fmt: skip


def _may_see(session, actor, creator):
    from marketplace.base.errors import NotFound

    try:
        queries.creator_seen_by(session, actor, creator.id)
    except NotFound:
        return False
    return True
