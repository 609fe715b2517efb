"""A creator reads what would raise their fit, and what takes an obstacle away."""

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from marketplace.base.money import Money
from marketplace.matching.filters import FILTERS
from marketplace.matching.raising import BEHIND, OPENS, UNKNOWN, advice_for, what_opens
from marketplace.matching.scoring import Part, reactions_for_price, scores
from tests.builders.matching import a_wish
from tests.matching.test_scoring import FIELDS, plain

PRICE = Money(20_000, "USD")


def test_every_part_has_advice_and_every_obstacle_one_can_change_has_a_way_out():
    assert set(BEHIND) == set(UNKNOWN) == set(Part)
    assert {row.name for row in FILTERS} - set(OPENS) == {"followers", "region"}
    for row in FILTERS:
        said = what_opens(row, a_wish())
        assert (said is None) == (row.name in {"followers", "region"})
        assert said is None or "%(" not in str(said)


@given(FIELDS)
def test_advice_is_given_for_what_takes_points_and_what_is_not_known_alone(field):
    for row in scores(field):
        told = {advice.part: advice.points for advice in advice_for(row.contributions, PRICE)}
        for part in row.contributions:
            assert (part.part in told) == (part.points < 0 or not part.known)
            if part.part in told:
                assert told[part.part] == pytest.approx(max(0.0, -part.points))


@given(st.lists(st.tuples(st.floats(1, 1e5), st.integers(100, 10**7)), min_size=2, max_size=9), st.integers(0, 8))
def test_the_price_that_is_named_stands_in_the_middle_of_the_candidates(creators, place):
    place %= len(creators)
    reactions, prices = [row[0] for row in creators], [row[1] for row in creators]
    before = reactions_for_price(reactions, [20] * len(creators), prices)
    (price,) = [row for row in scores(plain(price=before))[place].contributions if row.part is Part.PRICE]
    advised = next((row for row in advice_for([price], Money(prices[place], "USD"))), None)
    if advised is None:
        assert before[place] >= np.median(before) - 1e-9 or price.points >= 0
        return
    prices[place] = advised.sentence.values["price"].minor
    assume(prices[place] > 1)  # nobody works for less than a cent
    after = reactions_for_price(reactions, [20] * len(creators), prices)[place]
    rounding = math.log((prices[place] + 1) / prices[place])
    assert np.median(before) - 1e-9 <= after <= np.median(before) + rounding + 1e-9


def test_what_gives_most_comes_first_and_what_is_not_known_last():
    rows = scores(plain(price=[3, 2, 1], freshness=[3, 2, 1], niche=[math.nan] * 3))[2].contributions
    told = [row.part for row in advice_for(rows, PRICE)]
    assert told[:2] == [Part.PRICE, Part.FRESHNESS]
    assert Part.NICHE in told[2:]
