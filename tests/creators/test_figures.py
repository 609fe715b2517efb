from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from marketplace.creators.figures import PERIOD_DAYS, PostCounts, medians_of, period_figures
from marketplace.creators.tiers import TIERS, Tier, tier_of

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
counts = st.integers(0, 10**9)
posts = st.lists(
    st.builds(
        PostCounts,
        published_at=st.timedeltas(timedelta(0), timedelta(days=200)).map(lambda ago: NOON - ago),
        likes=counts, saves=counts, comments=counts, shares=counts,
        reads=st.none() | counts, sponsored=st.booleans(),
    ),
    max_size=30,
)  # fmt: skip


def post(likes: int = 10, *, days_ago: float = 1, sponsored: bool = False) -> PostCounts:
    return PostCounts(NOON - timedelta(days=days_ago), likes, 0, 0, 0, sponsored=sponsored)


def test_one_viral_post_does_not_move_the_figures():
    usual = [post(10), post(11), post(12), post(13)]
    assert medians_of([*usual, post(1_000_000)]).likes == 12


def test_everyday_and_sponsored_posts_are_counted_apart():
    found = period_figures([post(10), post(20), post(2, sponsored=True)], until=NOON)
    assert (found.everyday.likes, found.everyday.posts) == (15, 2)
    assert (found.sponsored.likes, found.sponsored.posts) == (2, 1)


def test_posts_before_the_period_do_not_count():
    found = period_figures([post(10), post(999, days_ago=PERIOD_DAYS), post(999, days_ago=-1)], until=NOON)
    assert (found.everyday.likes, found.everyday.posts) == (10, 1)


def test_nothing_counted_is_said_as_nothing_and_not_as_zero():
    found = medians_of([], followers=100)
    assert found.posts == 0
    assert found.likes is found.engagement is found.engagement_ratio is None
    assert medians_of([post()], followers=0).engagement_ratio is None


@given(posts)
def test_every_median_lies_between_the_least_and_the_most(given_posts):
    found = medians_of(given_posts)
    for name in ("likes", "saves", "comments", "shares"):
        values = [getattr(one, name) for one in given_posts]
        assert (getattr(found, name) is None) == (not values)
        if values:
            assert min(values) <= getattr(found, name) <= max(values)


@given(posts)
def test_the_two_kinds_of_posts_add_up_to_the_posts_of_the_period(given_posts):
    found = period_figures(given_posts, until=NOON)
    inside = [one for one in given_posts if found.since < one.published_at <= found.until]
    assert found.everyday.posts + found.sponsored.posts == len(inside)


@given(posts, st.randoms())
def test_the_order_of_posts_makes_no_difference(given_posts, chance):
    shuffled = list(given_posts)
    chance.shuffle(shuffled)
    assert medians_of(shuffled, followers=7) == medians_of(given_posts, followers=7)


@given(posts.filter(bool), st.integers(1, 1000))
def test_more_likes_never_lower_the_engagement(given_posts, more):
    before = medians_of(given_posts).engagement
    assert before is not None
    after = medians_of([replace(one, likes=one.likes + more) for one in given_posts]).engagement
    assert after == before + more


def test_tiers_begin_where_the_trade_says():
    assert [tier_of(count) for count in (0, 9_999, 10_000, 50_000, 100_000, 500_000)] == [
        Tier.KOC, Tier.KOC, Tier.TAIL, Tier.LOWER_MID, Tier.MID, Tier.HEAD,
    ]  # fmt: skip
    assert tier_of(None) is None


@given(st.integers(0, 10**8), st.integers(0, 10**8))
def test_more_followers_never_mean_a_lower_tier(one, other):
    order = [tier for _, tier in reversed(TIERS)]
    low, high = sorted((one, other))
    assert order.index(tier_of(low)) <= order.index(tier_of(high))
