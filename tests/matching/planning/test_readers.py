import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.matching.planning.readers import READS_OF_A_REACTION, readers_of


def known(**changes):
    said = {"followers": 4000, "reads_log_mean": None, "reads_posts": 0, "reactions": None, "posts": 0}
    return readers_of(**(said | changes))


def test_nothing_known_is_nothing_said():
    assert known(followers=None) is None
    assert known(followers=0) is None


def test_followers_alone_give_what_is_usual_for_the_tier():
    assert known().usual == pytest.approx(2000)


def test_reads_that_a_platform_told_are_believed_before_reactions():
    told = known(followers=None, reads_log_mean=math.log(900), reads_posts=10, reactions=400, posts=10)
    assert told.usual == pytest.approx(900)
    assert told.reacting == pytest.approx(400 / 900)


def test_reactions_stand_in_for_reads():
    assert known(followers=None, reactions=100, posts=12).usual == pytest.approx(100 * READS_OF_A_REACTION)


def test_what_is_expected_is_more_than_what_is_usual_because_a_few_posts_fly():
    assert known().expected == pytest.approx(known().usual * math.exp(1.22**2 / 2))


@given(st.integers(1, 5_000_000), st.floats(0, 12), st.integers(1, 200))
def test_more_posts_are_believed_more_and_never_make_it_less_sure(followers, log_mean, posts):
    few = known(followers=followers, reads_log_mean=log_mean, reads_posts=posts)
    many = known(followers=followers, reads_log_mean=log_mean, reads_posts=posts * 10)
    seen = math.exp(log_mean)
    assert abs(math.log(many.usual / seen)) <= abs(math.log(few.usual / seen)) + 1e-9
    assert many.spread <= max(few.spread, known(followers=followers).spread) + 1e-9
    assert 0 < few.reacting <= 1
