import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.matching.exposure.attention import attention_at, gini, share_of_attention


def test_the_first_place_counts_one_and_the_third_half():
    assert attention_at(1) == pytest.approx(1)
    assert attention_at(3) == pytest.approx(0.5)


@pytest.mark.parametrize("place", [0, -1])
def test_there_is_no_place_before_the_first(place):
    with pytest.raises(ValueError, match="from 1"):
        attention_at(place)


def test_shares_of_a_list_add_up():
    assert share_of_attention([1, 4], 5) + share_of_attention([2, 3, 5], 5) == pytest.approx(1)
    assert share_of_attention([], 0) == 0


@pytest.mark.parametrize(
    ("amounts", "expected"),
    [([], 0), ([0, 0], 0), ([3, 3, 3], 0), ([0, 0, 0, 8], 0.75), ([1, 3], 0.25)],
)
def test_gini_of_known_spreads(amounts, expected):
    assert gini(amounts) == pytest.approx(expected)


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=40), st.floats(0.01, 100))
def test_gini_knows_no_unit_and_stays_below_one(amounts, unit):
    found = gini(amounts)
    assert -1e-9 <= found < 1
    assert gini([amount * unit for amount in amounts]) == pytest.approx(found, abs=1e-6)
