"""A month of somebody's accounts: opening + what came − what went = closing, and the next month opens there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from marketplace.accounts.models import Person
from marketplace.base.actor import SYSTEM
from marketplace.base.ids import BrandId, new_id
from marketplace.base.money import Money
from marketplace.ledger import chart, queries
from marketplace.ledger.actions import book, reverse
from marketplace.ledger.books import own_accounts
from marketplace.ledger.models import Account
from marketplace.ledger.months import month_after, month_lines
from marketplace.ledger.postings.brands import topped_up
from tests.builders.accounts import a_verified_brand, owner_of
from tests.builders.payouts import WorkAs, a_creator, a_topped_up_wallet, an_earning, person_behind, usd
from tests.builders.tables import rows_of
from tests.conftest import TestClock

SignIn = Callable[[Person], FlaskClient]
NOVEMBER = datetime(2026, 11, 1, tzinfo=UTC)
happenings = st.tuples(st.integers(0, 40), st.integers(1, 10**9), st.sampled_from(["USD", "JPY", "KWD"]), st.booleans())


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(happenings, min_size=1, max_size=8))
def test_opening_and_movements_are_the_closing_and_the_next_month_begins_with_it(
    session: Session, work_as: WorkAs, clock: TestClock, wanted: list[tuple[int, int, str, bool]]
) -> None:
    brand, began = BrandId(new_id()), clock.now
    came: dict[tuple[str, str], int] = {}
    for days, minor, currency, taken_back in wanted:
        clock.now += timedelta(days=days)
        key = f"top-up {new_id()}"
        with work_as(SYSTEM) as work:
            booked = book(work, topped_up(brand, Money(minor, currency)), key=key)
            if taken_back:
                reverse(work, booked.id, f"back {key}")
        place = f"{clock.now:%Y-%m}", currency
        came[place] = came.get(place, 0) + minor
    accounts = [queries.account_with_code(session, chart.wallet(brand), one) for one in {row[2] for row in wanted}]
    held: dict[str, int] = {}
    month, last = NOVEMBER, clock.now
    clock.now = began
    while month <= last:
        for line in month_lines(session, [one for one in accounts if one], month):
            currency = line.opening.currency
            assert line.opening.minor == held.get(currency, 0)
            assert line.came.minor == came.get((f"{month:%Y-%m}", currency), 0)
            assert line.opening + line.came - line.went == line.closing
            held[currency] = line.closing.minor
        month = month_after(month)
    for account in accounts:
        assert isinstance(account, Account)
        assert held[account.currency] == queries.held_by(account).minor


def test_the_last_month_of_a_year_is_followed_by_the_first() -> None:
    assert month_after(datetime(2026, 12, 1, tzinfo=UTC)) == datetime(2027, 1, 1, tzinfo=UTC)


def test_a_brand_reads_its_month_and_takes_it_along(
    session: Session, work_as: WorkAs, clock: TestClock, sign_in: SignIn
) -> None:
    acme = a_verified_brand(work_as, "Acme")
    a_topped_up_wallet(work_as, acme, usd(100_00))
    clock.now += timedelta(days=30)  # 24 December
    a_topped_up_wallet(work_as, acme, usd(23_45))
    browser = sign_in(owner_of(acme))
    assert "Statement of the month" not in browser.get("/wallet/entries").text
    shown = browser.get("/wallet/entries?month=2026-12").text
    assert "Statement of the month" in shown
    assert "/wallet/statement.csv?month=2026-12" in shown
    answer = browser.get("/wallet/statement.csv?month=2026-12")
    assert "meadow-wallet-statement-2026-12.csv" in answer.headers["Content-Disposition"]
    (wallet,) = rows_of(answer)
    assert wallet == {
        "month": "2026-12", "account": "wallet:brand", "currency": "USD",
        "opening": "100.00", "came": "23.45", "went": "0.00", "closing": "123.45",
    }  # fmt: skip


def test_a_creators_many_accounts_are_summed_up_by_kind(
    session: Session, work_as: WorkAs, sign_in: SignIn, clock: TestClock
) -> None:
    acme, maya = a_verified_brand(work_as, "Acme"), a_creator(work_as, "Maya")
    an_earning(work_as, acme, maya, usd(100_00))
    an_earning(work_as, acme, maya, usd(50_00))
    brands = month_lines(session, own_accounts(session, owner_of(acme).actor), NOVEMBER)
    orders = [line for line in brands if line.prefix == "held:order"]
    assert len(orders) == 1
    assert orders[0].came == orders[0].went
    answer = sign_in(person_behind(work_as, maya)).get("/earnings/statement.csv?month=2026-11")
    rows = rows_of(answer)
    for row in rows:
        opening, came, went, closing = (Decimal(row[name]) for name in ("opening", "came", "went", "closing"))
        assert opening + came - went == closing
    theirs = own_accounts(session, person_behind(work_as, maya).actor)
    assert sum(Decimal(row["closing"]) for row in rows) == sum(queries.held_by(one).decimal for one in theirs) > 0


@pytest.mark.parametrize("asked", ["", "?month=2026-13", "?month=x", "?month=2026-11&account=nonsense"])
def test_a_statement_is_of_a_month_and_of_own_accounts(work_as: WorkAs, sign_in: SignIn, asked: str) -> None:
    browser = sign_in(owner_of(a_verified_brand(work_as, "Acme")))
    assert browser.get(f"/wallet/statement.csv{asked}").status_code == 404
    assert browser.get("/earnings/statement.csv?month=2026-11").status_code == 404
