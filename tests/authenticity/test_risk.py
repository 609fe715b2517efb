from datetime import UTC, datetime, timedelta
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.authenticity.norms import ENOUGH, Norms, groups_of
from marketplace.authenticity.risk import PRIOR_AUTHENTIC, Evidence, judge, risk
from marketplace.authenticity.signals import MEASURES, SIGNALS, ChannelFacts, Family, Observed, Suspicious, measures_of
from marketplace.authenticity.wording import ALONE, explained
from marketplace.creators.figures import PostCounts

START = datetime(2026, 6, 1, 9, tzinfo=UTC)


def a_post(day, likes=100, comments=10, saves=30):
    return PostCounts(START + timedelta(days=day), likes, saves, comments, shares=2)


def an_account(number):
    """An ordinary account: days between posts, likes and talk all vary."""
    days = [0, 1, 4, 5, 9, 16, 17, 25, 27, 40]
    posts = [
        a_post(
            day, likes=20 + 7 * ((number * place) % 13) ** 2, comments=3 + (number + place) % 9, saves=10 + number % 7
        )
        for place, day in enumerate(days)
    ]
    return ChannelFacts(followers=1500 + 60 * number, active_followers_ratio=0.4 + 0.01 * (number % 9), posts=posts)


@cache
def norms(count=40):
    accounts = [an_account(number) for number in range(count)]
    return Norms(
        ("xiaohongshu", account.followers, {name: seen.value for name, seen in measures_of(account).items()})
        for account in accounts
    )


def judged(facts, among=None):
    return judge("xiaohongshu", facts.followers, measures_of(facts), among or norms())


def test_every_sign_reads_a_measure_that_exists():
    assert {measure for measure, _ in SIGNALS.values()} == set(MEASURES)
    assert all(signal.name == name for name, (_, signal) in SIGNALS.items())


def test_an_ordinary_account_is_taken_for_what_it_is():
    assert judged(an_account(17)).p_authentic > 0.8


def test_one_viral_post_is_normal():
    facts = an_account(17)
    viral = ChannelFacts(
        facts.followers, facts.active_followers_ratio, [*facts.posts[:-1], a_post(40, 40_000, 900, 9_000)]
    )
    assert judged(viral).p_authentic > 0.8


def test_bought_likes_without_talk_are_seen_and_said():
    days = [number * number / 9 for number in range(25)]
    bought = ChannelFacts(2000, 0.42, [a_post(day, likes=900, comments=0, saves=0) for day in days])
    verdict = judged(bought, norms(100))
    assert verdict.p_authentic < 0.5
    said = [str(row.sentence) for row in explained(verdict.evidence) if row.stands_out]
    assert any("comments per like" in sentence for sentence in said)


def test_posts_like_clockwork_are_seen():
    facts = an_account(17)
    clockwork = ChannelFacts(2520, 0.42, [a_post(day, likes=post.likes) for day, post in enumerate(facts.posts)])
    assert judged(clockwork).evidence[0].family is Family.CONTENT


def test_without_figures_and_posts_nothing_is_held_against_anybody():
    verdict = judged(ChannelFacts(None, None, []))
    assert verdict.p_authentic == pytest.approx(PRIOR_AUTHENTIC)
    assert verdict.limited
    assert verdict.evidence == ()
    assert verdict.high - verdict.low > 0.5


def test_somebody_without_peers_is_not_judged_by_them():
    verdict = judged(an_account(3), Norms([]))
    assert verdict.p_authentic == pytest.approx(PRIOR_AUTHENTIC)
    assert verdict.limited
    assert all(row.sentence.pattern == ALONE for row in explained(verdict.evidence))


def test_two_signs_of_one_family_count_once():
    def sign(name, family, weight):
        return Evidence(name, family, 1.0, 10, 40, 0.01, weight)

    likes = [sign("engagement_high", Family.COUNTS, 2.0), sign("likes_flat", Family.COUNTS, 1.5)]
    assert risk(likes) == 2.0
    assert risk([*likes, sign("comments_low", Family.COMMENTS, 1.0)]) == 3.0


MEASURED = st.fixed_dictionaries(
    {}, optional={name: st.builds(Observed, st.floats(0, 5), st.integers(1, 100)) for name in MEASURES}
)


@given(MEASURED, st.sampled_from(list(MEASURES)))
def test_missing_facts_never_lower_the_probability(measures, missing):
    among = norms(25)
    whole = judge("xiaohongshu", 2000, measures, among)
    fewer = judge("xiaohongshu", 2000, {name: seen for name, seen in measures.items() if name != missing}, among)
    assert fewer.p_authentic >= whole.p_authentic - 1e-9


@given(st.sampled_from(list(SIGNALS)), st.floats(0, 5), st.floats(0.01, 2))
def test_a_more_striking_value_is_never_less_suspicious(name, value, more):
    among = norms(25)
    measure, signal = SIGNALS[name]
    beyond = value + more if signal.end is Suspicious.HIGH else value - more

    def weight(at):
        verdict = judge("xiaohongshu", 2000, {measure: Observed(at, 20)}, among)
        return next(row.weight for row in verdict.evidence if row.signal == name)

    assert weight(beyond) >= weight(value)


@given(MEASURED)
def test_the_interval_holds_the_probability(measures):
    verdict = judge("xiaohongshu", 800, measures, norms(25))
    assert 0 < verdict.low < verdict.p_authentic < verdict.high < 1


def test_more_posts_make_the_interval_narrower():
    facts = an_account(17)
    fewer = ChannelFacts(facts.followers, facts.active_followers_ratio, facts.posts[:6])
    wide, narrow = judged(fewer), judged(facts)
    assert narrow.high - narrow.low < wide.high - wide.low


def test_small_accounts_are_compared_with_small_ones_as_long_as_there_are_enough():
    small, large = [(900, 0.05)] * (ENOUGH + 1), [(400_000, 0.01)] * (ENOUGH + 1)
    among = Norms(("xiaohongshu", followers, {"engagement": value}) for followers, value in small + large)
    assert among.peers("xiaohongshu", 900, "engagement", 0.05).count == ENOUGH
    assert among.peers("xiaohongshu", 30_000, "engagement", None).count == 2 * ENOUGH + 2


def test_nobody_is_their_own_peer():
    among = Norms([("xiaohongshu", 900, {"engagement": 0.05})])
    assert among.peers("xiaohongshu", 900, "engagement", 0.05).count == 0


def test_accounts_of_other_platforms_are_no_peers():
    assert groups_of("douyin", 900)[0][0] == "douyin"
    among = Norms([("xiaohongshu", 900, {"engagement": 0.05})] * 30)
    assert among.peers("douyin", 900, "engagement", None).count == 0
