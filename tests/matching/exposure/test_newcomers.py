import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.matching.exposure.newcomers import (
    USUAL_RATE,
    Belief,
    Record,
    belief_in,
    choose_newcomers,
    propensities,
    tier_rate,
)

records = st.integers(0, 200).flatmap(lambda shown: st.builds(Record, st.just(shown), st.integers(0, shown)))


def test_nothing_known_is_the_usual_rate():
    assert tier_rate(Record()) == pytest.approx(USUAL_RATE)
    assert belief_in(Record(), Record()).mean == pytest.approx(USUAL_RATE)


@given(records, records)
def test_to_be_wanted_once_more_raises_the_belief_and_to_be_passed_over_lowers_it(own, tier):
    before = belief_in(own, tier).mean
    assert belief_in(own + Record(1, 1), tier).mean > before
    assert belief_in(own + Record(1, 0), tier).mean < before


@given(records)
def test_a_creator_nobody_was_shown_is_believed_in_as_their_tier_is(tier):
    assert belief_in(Record(), tier).mean == pytest.approx(tier_rate(tier))


def people(count):
    return [f"creator {number}" for number in range(count)]


def test_the_same_key_draws_the_same_people_and_another_day_others():
    beliefs = [Belief(1, 9)] * 40
    names = people(40)
    first = choose_newcomers(names, beliefs, 2, key="brief 2026-11-24")
    assert choose_newcomers(names, beliefs, 2, key="brief 2026-11-24") == first
    days = {tuple(row.place for row in choose_newcomers(names, beliefs, 2, key=f"brief {day}")) for day in range(10)}
    assert len(days) > 5


def test_somebody_who_leaves_does_not_change_the_draw_of_the_others():
    names, beliefs = people(30), [Belief(1, 9)] * 30
    chosen = choose_newcomers(names, beliefs, 2, key="day")
    gone = next(place for place in range(30) if place not in {row.place for row in chosen})
    left = [name for place, name in enumerate(names) if place != gone]
    again = choose_newcomers(left, beliefs[1:], 2, key="day")
    assert [left[row.place] for row in again] == [names[row.place] for row in chosen]


@given(st.lists(st.floats(0.1, 50), min_size=1, max_size=20), st.integers(1, 5))
def test_chances_are_chances_and_add_up_to_the_places(alphas, count):
    beliefs = [Belief(alpha, 10) for alpha in alphas]
    chances = propensities(beliefs, min(count, len(beliefs)), key="k")
    assert (chances > 0).all()
    assert (chances <= 1).all()
    assert chances.sum() == pytest.approx(min(count, len(beliefs)))


def test_the_logged_chance_is_how_often_somebody_is_drawn():
    beliefs = [Belief(6, 4), Belief(2, 8), Belief(1, 9), Belief(1, 19)]
    names = people(4)
    days = 3000
    drawn = np.zeros(4)
    for day in range(days):
        for row in choose_newcomers(names, beliefs, 1, key=str(day)):
            drawn[row.place] += 1
    logged = np.mean([propensities(beliefs, 1, key=str(day)) for day in range(20)], axis=0)
    assert drawn / days == pytest.approx(logged, abs=0.03)


def test_nobody_to_choose_from_is_no_choice():
    assert choose_newcomers([], [], 2, key="k") == []
    assert [row.propensity for row in choose_newcomers(["a"], [Belief(1, 1)], 2, key="k")] == [1.0]
