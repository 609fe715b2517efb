"""Which policy applies, and that what was kept explains what was withheld."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from marketplace.base.money import Money
from marketplace.settings import settings
from marketplace.taxes.withholding import YearSoFar, policy_for, tax_day, withheld_again, withhold


@pytest.fixture
def china_tax(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("CHINA_TAX", '{"2026-01-01": "cn_per_payment", "2026-07-01": "cn_cumulative"}')
    settings.cache_clear()
    yield
    monkeypatch.undo()
    settings.cache_clear()


@pytest.mark.usefixtures("china_tax")
@pytest.mark.parametrize(
    ("on", "policy"),
    [
        (date(2025, 12, 31), "none_withheld"),
        (date(2026, 1, 1), "cn_per_payment"),
        (date(2026, 6, 30), "cn_per_payment"),
        (date(2026, 7, 1), "cn_cumulative"),
    ],
)
def test_a_setting_says_from_which_day_which_policy_applies(on: date, policy: str) -> None:
    assert policy_for("CN", "CNY", on) == policy


@pytest.mark.parametrize(("country", "currency"), [("US", "CNY"), (None, "CNY"), ("CN", "USD")])
def test_everywhere_else_nothing_is_withheld(country: str | None, currency: str) -> None:
    assert policy_for(country, currency, date(2026, 11, 24)) == "none_withheld"


def test_a_chinese_year_begins_at_midnight_in_china() -> None:
    late = datetime(2026, 12, 31, 16, 0, tzinfo=UTC)
    assert (tax_day("CN", late), tax_day("US", late)) == (date(2027, 1, 1), date(2026, 12, 31))


def test_what_was_kept_gives_the_same_again() -> None:
    so_far = YearSoFar(income_minor=80_000_00, withheld_minor=700_00, months=frozenset({1, 2}))
    decided = withhold(Money(25_000_00, "CNY"), "CN", date(2026, 3, 1), so_far)
    kept = json.loads(json.dumps(decided.as_json()))
    assert (kept["policy"], kept["version"], kept["inputs"]["months"]) == ("cn_cumulative", "2025-10-01", 3)
    assert decided.amount.minor == 3_680_00  # (105,000 × 80 % − 15,000) × 10 % − 2,520 = 4,380, less 700
    assert withheld_again(kept) == decided


def test_a_payout_from_before_the_tables_is_still_explained() -> None:
    inputs = {"gross_minor": 100_00, "currency": "USD", "country": "US", "on": "2026-11-24"}
    kept = {"policy": "none_withheld", "version": "2026-01-01", "inputs": inputs, "withheld_minor": 0}
    assert withheld_again(kept).amount == Money(0, "USD")
