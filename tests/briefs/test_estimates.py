from hypothesis import given
from hypothesis import strategies as st

from marketplace.base.money import Money
from marketplace.briefs.estimates import estimate


def usd(minor):
    return Money(minor, "USD")


def said(budget, low, high, slots=1, fee_bp=1000):
    found = estimate(usd(budget), usd(low), usd(high), slots=slots, fee_bp=fee_bp)
    return str(found.sentence), str(found.warning) if found.warning else None


def test_the_fee_comes_out_of_the_budget():
    assert said(110_000, 10_000, 50_000)[0] == "The budget covers 2 to 10 posts, our 10.0 % fee included."
    assert said(109_999, 10_000, 50_000)[0] == "The budget covers 1 to 9 posts, our 10.0 % fee included."
    assert said(100_000, 10_000, 10_000, fee_bp=0)[0] == "The budget covers 10 posts, our 0.0 % fee included."


def test_a_budget_below_one_post_says_what_one_costs():
    sentence, warning = said(10_999, 10_000, 20_000)
    assert "covers no post" in sentence
    assert "110.00 USD" in warning
    assert said(11_000, 10_000, 20_000)[0].startswith("The budget covers one post at the lowest price")


def test_too_many_creators_for_the_budget_is_said():
    assert "5 creators cost at least 550.00 USD" in said(44_000, 10_000, 20_000, slots=5)[1]
    assert "At lower prices the budget is enough" in said(60_000, 10_000, 20_000, slots=5)[1]
    assert said(110_000, 10_000, 20_000, slots=5)[1] is None


@given(
    st.integers(1, 10**9), st.integers(1, 10**7), st.integers(0, 10**7), st.integers(1, 500), st.integers(0, 5000)
)  # fmt: skip
def test_the_budget_pays_for_exactly_as_many_posts_as_are_promised(budget, low, more, slots, fee_bp):
    found = estimate(usd(budget), usd(low), usd(low + more), slots=slots, fee_bp=fee_bp)
    for count, cost in ((found.most, found.cost_min), (found.least, found.cost_max)):
        assert count * cost.minor <= budget < (count + 1) * cost.minor
    assert found.least <= found.most
    assert (found.warning is None) == (found.least >= slots)
