from contextlib import suppress
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.base.money import BASIS_POINTS, CurrencyMismatch, Money, exponent_of

CURRENCIES = st.sampled_from(["USD", "CNY", "EUR", "JPY", "KWD"])
MINOR = st.integers(-(10**12), 10**12)
AMOUNTS = st.builds(Money, MINOR, CURRENCIES)
WEIGHTS = st.lists(st.integers(0, 10_000), min_size=1, max_size=12).filter(any)


@given(AMOUNTS, WEIGHTS)
def test_parts_always_add_up_to_the_whole(amount, weights):
    parts = amount.split(weights)
    assert sum(part.minor for part in parts) == amount.minor
    assert {part.currency for part in parts} == {amount.currency}


@given(AMOUNTS, WEIGHTS)
def test_no_part_is_further_from_its_share_than_one_minor_unit(amount, weights):
    for part, weight in zip(amount.split(weights), weights, strict=True):
        assert abs(Decimal(part.minor) - Decimal(amount.minor) * weight / sum(weights)) < 1


@given(st.integers(0, 10**12), WEIGHTS)
def test_nobody_without_a_weight_gets_a_part(minor, weights):
    parts = Money(minor, "USD").split(weights)
    assert all(part.minor == 0 for part, weight in zip(parts, weights, strict=True) if weight == 0)


@pytest.mark.parametrize("weights", [[], [0, 0], [1, -1, 3]])
def test_weights_that_divide_nothing_are_refused(weights):
    with pytest.raises(ValueError):  # noqa: PT011
        Money(100, "USD").split(weights)


def test_what_is_left_over_goes_where_most_was_cut_off():
    assert [part.minor for part in Money(5, "USD").split([1, 4, 3])] == [1, 2, 2]  # of 0.625, 2.5 and 1.875


def test_whoever_alone_has_a_weight_gets_everything():
    assert Money(7, "USD").split([0, 1]) == [Money(0, "USD"), Money(7, "USD")]


@given(AMOUNTS, st.integers(0, BASIS_POINTS))
def test_a_share_is_rounded_once_half_up(amount, rate):
    exact = Decimal(amount.minor) * rate / BASIS_POINTS
    assert amount.share(rate).minor == int(exact.quantize(Decimal(1), rounding=ROUND_HALF_UP))


@given(st.integers(0, 10**12), st.integers(0, BASIS_POINTS))
def test_a_share_never_exceeds_the_whole(minor, rate):
    assert 0 <= Money(minor, "USD").share(rate).minor <= minor


@pytest.mark.parametrize(
    ("minor", "rate", "share"), [(30_000, 1000, 3000), (10**9, 1000, 10**8), (1, 5000, 1), (3, 1000, 0), (5, 1000, 1)]
)
def test_shares_as_a_person_reckons_them(minor, rate, share):
    assert Money(minor, "USD").share(rate).minor == share


@given(AMOUNTS)
def test_what_is_written_down_is_read_again_as_the_same_amount(amount):
    assert Money.parse(str(amount.decimal), amount.currency) == amount
    assert Money.parse(str(amount).rpartition(" ")[0], amount.currency) == amount  # with separators


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [
        ("1200", "USD", 120_000),
        ("1,200.50", "USD", 120_050),
        (" 1 200.5 ", "CNY", 120_050),
        ("1200", "JPY", 1200),
        ("1.234", "KWD", 1234),
        ("0", "USD", 0),
        (".5", "USD", 50),
        ("１２００", "CNY", 120_000),
    ],
)
def test_amounts_are_read_as_people_type_them(text, currency, minor):
    assert Money.parse(text, currency) == Money(minor, currency)


@pytest.mark.parametrize(
    ("text", "currency"),
    [
        ("", "USD"), ("a lot", "USD"), ("12.345", "USD"), ("1.5", "JPY"), ("NaN", "USD"), ("Infinity", "USD"),
        ("--3", "USD"), ("$12", "USD"), ("12.34.56", "USD"), (".", "USD"), ("1e3", "USD"), ("9" * 19, "USD"),
        ("1e999990", "USD"),  # a number that takes a minute to write down
        ("1e9999999", "USD"), ("0." + "0" * 5000 + "1", "USD"),
    ],
)  # fmt: skip
def test_what_is_no_amount_is_refused(text, currency):
    with pytest.raises(ValueError):  # noqa: PT011
        Money.parse(text, currency)


@given(st.text(max_size=30))
def test_whatever_is_typed_is_an_amount_or_refused_in_order(text):
    with suppress(ValueError):
        assert isinstance(Money.parse(text, "USD").minor, int)


@given(AMOUNTS, AMOUNTS)
def test_currencies_never_mix(one, other):
    if one.currency == other.currency:
        assert (one + other) - other == one
    else:
        for together in (one.__add__, one.__sub__, one.__lt__, one.__le__):
            with pytest.raises(CurrencyMismatch):
                together(other)


@pytest.mark.parametrize(("currency", "digits"), [("USD", 2), ("CNY", 2), ("JPY", 0), ("KWD", 3)])
def test_a_currency_has_its_digits(currency, digits):
    assert exponent_of(currency) == digits


def test_nothing_is_false_and_a_debt_is_not():
    assert not Money.zero("USD")
    assert Money(-1, "USD")
    assert -Money(5, "USD") == Money(-5, "USD")
    assert Money(5, "USD").times(3) == Money(15, "USD")


@given(st.integers(-3, 3), st.integers(-3, 3))
def test_amounts_are_compared_as_their_numbers_are(one, other):
    a, b = Money(one, "USD"), Money(other, "USD")
    assert (a < b, a <= b, a > b, a >= b, a == b) == (
        one < other,
        one <= other,
        one > other,
        one >= other,
        one == other,
    )


@pytest.mark.parametrize("currency", ["KWD", "BHD", "JOD", "OMR", "TND"])
def test_dinars_and_rials_have_thousandths(currency):
    assert exponent_of(currency) == 3


@pytest.mark.parametrize("currency", ["JPY", "KRW", "VND", "CLP", "ISK"])
def test_some_currencies_have_no_smaller_coin(currency):
    assert str(Money(1200, currency)) == f"1,200 {currency}"
