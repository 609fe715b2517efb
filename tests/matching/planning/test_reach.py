import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.matching.planning.interval import interval_of
from marketplace.matching.planning.reach import LARGEST_CHANCE, Audience, Market

FOOD, SPORT, ENGLISH = ("zh", "food"), ("zh", "sport"), ("en", "food")


def audiences():
    one = st.builds(
        Audience,
        st.floats(1, 10_000),
        st.floats(100, 100_000),
        st.sampled_from([{FOOD: 1.0}, {SPORT: 1.0}, {FOOD: 0.5, SPORT: 0.5}]),
    )
    return st.lists(one, min_size=1, max_size=12)


def test_two_posts_for_one_segment_reach_less_than_both_together():
    market = Market.of([Audience(1000, 9000, {FOOD: 1.0}), Audience(1000, 9000, {FOOD: 1.0})])
    assert market.reach([0]) == pytest.approx(1000)
    alike = 6000 * (1 - (5 / 6) ** 2)  # 18 000 followers, three each
    of_kinds = 3000 * (1 - (3 / 4) ** 2) + 3000 * (1 - (11 / 12) ** 2)  # one and a half and half of a sixth
    of_language = 1000 * (1 - (1 / 4) ** 2) + 1000 * (1 - (3 / 4) ** 2)  # nine each
    assert market.reach([0, 1]) == pytest.approx((alike + of_kinds + of_language) / 3)
    assert market.reached([0, 1], np.ones((1, 2)))[0] == pytest.approx([alike, of_kinds, of_language])


def test_posts_in_different_languages_do_not_overlap_and_those_for_different_niches_may():
    def both(other):
        return Market.of([Audience(1000, 9000, {FOOD: 1.0}), Audience(500, 9000, {other: 1.0})]).reach([0, 1])

    assert both(ENGLISH) == pytest.approx(1500)
    assert both(FOOD) < both(SPORT) < 1500


def test_a_post_that_is_read_more_than_it_has_followers_widens_its_segment():
    market = Market.of([Audience(5000, 600, {FOOD: 1.0})])
    assert market.chances[0, 0] == pytest.approx(LARGEST_CHANCE)
    assert market.reach([0]) == pytest.approx(5000)


@given(audiences(), st.data())
def test_everybody_adds_something_and_the_less_the_more_there_are(rows, data):
    market = Market.of(rows)
    places = list(range(len(rows)))
    few = data.draw(st.lists(st.sampled_from(places), unique=True, max_size=6))
    many = data.draw(st.lists(st.sampled_from(places), unique=True)) + few
    one = data.draw(st.sampled_from(places))
    many = list(dict.fromkeys(many))
    added_to_few = market.reach([*few, one]) - market.reach(few) if one not in few else 0
    added_to_many = market.reach([*many, one]) - market.reach(many) if one not in many else 0
    assert added_to_many >= -1e-6
    assert one in few or added_to_many <= added_to_few + 1e-6
    assert market.reach(few) <= sum(rows[place].readers for place in few) + 1e-6


@given(audiences())
def test_the_reach_expected_is_within_its_interval_and_the_interval_is_the_same_each_time(rows):
    market = Market.of(rows)
    chosen = list(range(len(rows)))
    found = interval_of(market, chosen, [1.3] * len(rows), key="k")
    assert found.low <= found.middle <= found.high <= 3 * market.sizes.sum()
    assert found.low <= market.reach(chosen)
    assert interval_of(market, chosen, [1.3] * len(rows), key="k") == found


def test_less_knowledge_is_a_wider_interval():
    market = Market.of([Audience(1000, 90_000, {FOOD: 1.0})] * 5)
    sure = interval_of(market, range(5), [1.22] * 5, key="k")
    unsure = interval_of(market, range(5), [1.7] * 5, key="k")
    assert unsure.high - unsure.low > sure.high - sure.low


def test_a_mix_of_nobody_reaches_nobody():
    market = Market.of([])
    assert market.reach([]) == 0
    assert interval_of(market, [], [], key="k").high == 0
    assert np.array(market.sizes).size == 0
