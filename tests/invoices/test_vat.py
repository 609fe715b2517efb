"""VAT on our own fees: who is charged what, and to the minor unit."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.base.money import Money
from marketplace.invoices.errors import TaxIdWrong
from marketplace.invoices.tax_ids import checked_tax_id, is_vat_id
from marketplace.invoices.vat import RateUnknown, Treatment, Vat, decide, rate_of

T = Treatment
AT = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("issuer", "registered", "buyer", "has_id", "treatment", "rate"),
    [
        ("US", False, "DE", True, T.NOT_REGISTERED, 0),
        ("DE", False, "DE", False, T.NOT_REGISTERED, 0),
        ("DE", True, "DE", False, T.DOMESTIC, 1900),
        ("DE", True, "DE", True, T.DOMESTIC, 1900),
        ("DE", True, "FR", True, T.REVERSE_CHARGE, 0),
        ("DE", True, "FR", False, T.DOMESTIC, 1900),
        ("DE", True, "US", False, T.OUTSIDE_SCOPE, 0),
        ("DE", True, "GB", True, T.OUTSIDE_SCOPE, 0),
        ("GB", True, "GB", False, T.DOMESTIC, 2000),
        ("GB", True, "DE", True, T.OUTSIDE_SCOPE, 0),
        ("CN", True, "CN", True, T.DOMESTIC, 600),
        ("SG", True, "SG", False, T.DOMESTIC, 900),
    ],
)
def test_who_is_charged_what(issuer: str, registered: bool, buyer: str, has_id: bool, treatment: T, rate: int) -> None:
    found = decide(issuer_country=issuer, is_registered=registered, buyer_country=buyer, has_vat_id=has_id, at=AT)
    assert (found.treatment, found.rate_bp) == (treatment, rate)


@pytest.mark.parametrize(
    ("country", "day", "rate"),
    [
        ("DE", date(2020, 6, 30), 1900),
        ("DE", date(2020, 7, 1), 1600),
        ("DE", date(2020, 12, 31), 1600),
        ("DE", date(2021, 1, 1), 1900),
        ("SG", date(2022, 12, 31), 700),
        ("SG", date(2024, 1, 1), 900),
    ],
)
def test_a_rate_holds_from_its_day(country: str, day: date, rate: int) -> None:
    assert rate_of(country, day) == rate


@pytest.mark.parametrize(("country", "day"), [("DE", date(2000, 1, 1)), ("ZZ", AT), ("", AT)])
def test_a_rate_nobody_has_written_down_is_not_guessed(country: str, day: date) -> None:
    with pytest.raises(RateUnknown):
        rate_of(country, day)


@pytest.mark.parametrize(
    ("gross", "rate", "vat"), [(119_00, 1900, 19_00), (1, 1900, 0), (4, 1900, 1), (-119, 1900, -19)]
)
def test_what_an_amount_contains(gross: int, rate: int, vat: int) -> None:
    assert Vat(T.DOMESTIC, rate, "DE", "DE", False).within(Money(gross, "EUR")) == Money(vat, "EUR")


@given(gross=st.integers(-(10**12), 10**12), rate=st.integers(0, 3000))
def test_net_and_vat_are_the_gross_and_a_credit_takes_back_what_was_charged(gross: int, rate: int) -> None:
    vat = Vat(T.DOMESTIC, rate, "DE", "DE", False)
    inside, back = vat.within(Money(gross, "EUR")), vat.within(Money(-gross, "EUR"))
    assert back == -inside
    net = gross - inside.minor
    assert abs(net * rate - inside.minor * 10_000) <= 10_000 + rate  # half a unit, either way


@pytest.mark.parametrize(
    ("country", "said", "kept"),
    [
        ("DE", "", ""),
        ("DE", " ", ""),
        ("DE", "DE 136 695 976", "DE136695976"),
        ("DE", "136695976", "DE136695976"),
        ("CN", "91110000600037341L", "91110000600037341L"),
        ("US", "12-3456789", "12-3456789"),
    ],
)
def test_a_tax_number_is_kept_plain(country: str, said: str, kept: str) -> None:
    assert checked_tax_id(country, said) == kept


@pytest.mark.parametrize(
    ("country", "said"), [("DE", "DE136695977"), ("DE", "x"), ("CN", "91110000600037341A"), ("FR", "1")]
)
def test_a_number_that_cannot_be_is_refused(country: str, said: str) -> None:
    with pytest.raises(TaxIdWrong):
        checked_tax_id(country, said)


def test_only_a_number_of_the_eu_makes_a_business_of_the_eu() -> None:
    assert is_vat_id("DE", "DE136695976")
    assert not is_vat_id("DE", "")
    assert not is_vat_id("US", "12-3456789")
