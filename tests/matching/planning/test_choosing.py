from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marketplace.matching.planning.choosing import Way, choose, in_turn
from marketplace.matching.planning.limits import Limits, LockedTooDear, Offer
from marketplace.matching.planning.reach import Audience, Market

SEGMENTS = [("zh", "food"), ("zh", "sport"), ("en", "food")]


@st.composite
def problems(draw, *, most=8):
    count = draw(st.integers(1, most))
    audiences = [
        Audience(draw(st.floats(1, 5000)), draw(st.floats(100, 50_000)), {draw(st.sampled_from(SEGMENTS)): 1.0})
        for _ in range(count)
    ]
    offers = [Offer(draw(st.integers(1, 500)), draw(st.booleans())) for _ in range(count)]
    limits = Limits(
        budget=draw(st.integers(0, 1500)),
        places=draw(st.integers(0, 8)),
        koc_ratio=draw(st.sampled_from([0.0, 0.4, 1.0])),
    )
    return Market.of(audiences), offers, limits


def allowed(chosen, offers, limits):
    others = sum(offers[one].cost for one in chosen if not offers[one].is_koc)
    cost = sum(offers[one].cost for one in chosen)
    return len(chosen) <= limits.places and cost <= limits.budget and others <= limits.for_others + 1e-6


def best_of_all(market, offers, limits):
    everybody = range(len(offers))
    return max(
        market.reach(chosen)
        for size in range(len(offers) + 1)
        for chosen in combinations(everybody, size)
        if allowed(chosen, offers, limits)
    )


@given(problems())
@settings(max_examples=60)
def test_a_mix_keeps_to_its_limits_is_near_the_best_and_nothing_passes_the_bound(problem):
    market, offers, limits = problem
    mix = choose(market, offers, limits)
    best = best_of_all(market, offers, limits)
    assert len(set(mix.chosen)) == len(mix.chosen)
    assert allowed(mix.chosen, offers, limits)
    assert mix.cost == sum(offers[one].cost for one in mix.chosen)
    assert mix.reach == pytest.approx(market.reach(mix.chosen), rel=1e-6, abs=1e-6)
    assert mix.reach <= best + 1e-6 <= mix.bound + 2e-6
    assert mix.reach >= 0.5 * best - 1e-6


@given(problems())
def test_what_each_adds_falls_from_row_to_row(problem):
    gains = choose(*problem).gains
    assert all(first >= second - 1e-6 for first, second in zip(gains, gains[1:], strict=False))


@given(problems(most=12), st.data())
def test_who_is_locked_is_in_and_who_is_excluded_is_out(problem, data):
    market, offers, limits = problem
    everybody = st.sampled_from(range(len(offers)))
    locked = data.draw(st.frozensets(everybody, max_size=2))
    excluded = data.draw(st.frozensets(everybody, max_size=2)) - locked
    asked = Limits(limits.budget, limits.places, limits.koc_ratio, locked, excluded)
    too_dear = sum(offers[one].cost for one in locked) > asked.budget or len(locked) > asked.places
    if too_dear:
        with pytest.raises(LockedTooDear):
            choose(market, offers, asked)
        return
    chosen = set(choose(market, offers, asked).chosen)
    assert locked <= chosen
    assert not excluded & chosen


@given(problems(most=12))
def test_it_believes_in_no_less_than_taking_the_dearest_or_the_cheapest_first(problem):
    market, offers, limits = problem
    mix = choose(market, offers, limits)
    single = max((market.reach([one]) for one in range(len(offers)) if allowed([one], offers, limits)), default=0)
    assert mix.reach >= single - 1e-6


def test_one_large_creator_can_beat_many_small_ones():
    audiences = [Audience(10, 100, {SEGMENTS[0]: 1.0})] * 3 + [Audience(5000, 90_000, {SEGMENTS[1]: 1.0})]
    offers = [Offer(1, True)] * 3 + [Offer(999, False)]
    mix = choose(Market.of(audiences), offers, Limits(budget=1000, places=10))
    assert 3 in mix.chosen
    assert mix.way is not Way.FOR_MONEY


def test_where_money_and_places_are_both_short_neither_the_cheapest_nor_the_dearest_are_taken():
    audiences = [Audience(readers, 30_000, {("zh", str(number)): 1.0}) for number, readers in enumerate(
        [1000, 600, 600, 600, 5, 5, 5]
    )]  # fmt: skip
    offers = [Offer(cost, True) for cost in (990, 330, 330, 330, 1, 1, 1)]
    assert set(choose(Market.of(audiences), offers, Limits(budget=1000, places=3)).chosen) == {1, 2, 3}


def test_who_is_sure_is_not_given_up_for_a_little_more_of_what_may_be_wrong():
    sure = Audience(1000, 90_000, {("zh", "sport"): 1.0})
    unsure = Audience(1050, 3000, {("en", "food"): 1.0}, doubt=1.0)
    market, offers, limits = Market.of([sure, unsure]), [Offer(90, False)] * 2, Limits(budget=100, places=9)
    assert choose(market, offers, limits).chosen == (1,)
    careful = choose(market, offers, limits, simpler=[[0, 1]])
    assert careful.chosen == (0,)
    assert careful.way is Way.SURE
    assert careful.bound >= market.reach([1]) - 1e-6


@given(problems(most=12), st.data())
def test_simpler_ways_are_never_better_by_every_curve(problem, data):
    market, offers, limits = problem
    orders = data.draw(st.lists(st.permutations(range(len(offers))), max_size=2))
    mix = choose(market, offers, limits, orders)
    assert allowed(mix.chosen, offers, limits)
    as_expected = market.reached(mix.chosen, np.ones((1, len(mix.chosen))))[0]
    for order in orders:
        simple = in_turn(offers, limits, order)
        assert (as_expected >= market.reached(simple, np.ones((1, len(simple))))[0] - 1e-6).any()


def test_a_share_for_kocs_stays_with_them():
    audiences = [Audience(100, 5000, {SEGMENTS[0]: 1.0})] * 4 + [Audience(9000, 90_000, {SEGMENTS[1]: 1.0})]
    offers = [Offer(100, True)] * 4 + [Offer(700, False)]
    assert 4 in choose(Market.of(audiences), offers, Limits(1000, 9)).chosen
    assert choose(Market.of(audiences), offers, Limits(1000, 9, koc_ratio=0.5)).chosen == (0, 1, 2, 3)


def test_no_money_and_nobody_is_an_empty_mix():
    market = Market.of([Audience(100, 1000, {SEGMENTS[0]: 1.0})])
    assert choose(market, [Offer(5, True)], Limits(budget=4, places=3)).chosen == ()
    assert choose(Market.of([]), [], Limits(budget=4, places=3), simpler=[[], []]).chosen == ()


def test_taken_in_turn_means_the_first_who_can_be_paid():
    offers = [Offer(60, False), Offer(50, True), Offer(30, True)]
    assert in_turn(offers, Limits(budget=100, places=5), [0, 1, 2]) == [0, 2]
    assert in_turn(offers, Limits(budget=100, places=1), [2, 1, 0]) == [2]
