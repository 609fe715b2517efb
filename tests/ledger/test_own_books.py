"""Brand and creator read their own accounts entry by entry, and nobody else's."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from marketplace.accounts.models import Brand, Person
from marketplace.base.actor import SYSTEM, VISITOR
from marketplace.base.errors import NotFound
from marketplace.base.ids import new_id
from marketplace.creators.models import Creator
from marketplace.ledger import chart, queries
from marketplace.ledger.actions import book, seal
from marketplace.ledger.books import Chosen, months_of, own_accounts, own_entries
from marketplace.ledger.postings.brands import refund_begun, topped_up
from marketplace.ledger.postings.debts import debt_raised, debt_repaid
from marketplace.ledger.views.own_books import WORDS
from tests.builders.accounts import a_staff_member, a_verified_brand, owner_of
from tests.builders.payouts import (
    WorkAs,
    a_creator,
    a_held_order,
    a_payout_account,
    a_queued_payout,
    a_topped_up_wallet,
    an_earning,
    person_behind,
    usd,
)
from tests.builders.tables import rows_of
from tests.conftest import TestClock

SignIn = Callable[[Person], FlaskClient]


@pytest.fixture
def acme(work_as: WorkAs) -> Brand:
    return a_verified_brand(work_as, "Acme")


@pytest.fixture
def maya(work_as: WorkAs, acme: Brand) -> Creator:
    """Acme has paid Maya, whose payout is on its way; another order is held."""
    creator = a_creator(work_as, "Maya")
    an_earning(work_as, acme, creator, usd(100_00))
    a_payout_account(work_as, creator)
    a_queued_payout(work_as, creator)
    a_held_order(work_as, acme, usd(50_00))
    with work_as(SYSTEM) as work:
        seal(work)
    return creator


def prefixes(session: Session, actor: object) -> set[str]:
    return {chart.family_of(account.code).prefix for account in own_accounts(session, actor)}  # type: ignore[arg-type]


def test_each_side_has_its_own_accounts(session: Session, work_as: WorkAs, acme: Brand, maya: Creator) -> None:
    nordlys = a_verified_brand(work_as, "Nordlys")
    a_held_order(work_as, nordlys, usd(70_00))
    brands = own_accounts(session, owner_of(acme).actor)
    assert prefixes(session, owner_of(acme).actor) == {"wallet:brand", "held:brief", "held:order"}
    assert prefixes(session, person_behind(work_as, maya).actor) == {
        "creator:pending", "creator:available", "creator:in_transit",
    }  # fmt: skip
    assert not {one.id for one in brands} & {one.id for one in own_accounts(session, owner_of(nordlys).actor)}
    assert len([one for one in brands if one.code.startswith("held:order:")]) == 2


@pytest.mark.parametrize("who", ["visitor", "staff"])
def test_others_have_no_accounts(session: Session, work_as: WorkAs, maya: Creator, who: str) -> None:
    actor = VISITOR if who == "visitor" else a_staff_member(work_as, "Ines").actor
    with pytest.raises(NotFound):
        own_accounts(session, actor)


def test_each_entry_says_what_was_there_after_it(session: Session, acme: Brand, maya: Creator) -> None:
    accounts = own_accounts(session, owner_of(acme).actor)
    entries = own_entries(session, accounts, Chosen(), 1, size=1000).rows
    for account in accounts:
        of_it = [entry for entry in entries if entry.account.id == account.id][::-1]
        held = 0
        for entry in of_it:
            held += entry.change.minor
            assert entry.after.minor == held
        assert held == queries.held_by(account).minor


def test_a_brand_reads_entry_by_entry_and_is_led_to_what_each_is_about(
    session: Session, acme: Brand, maya: Creator, sign_in: SignIn
) -> None:
    browser = sign_in(owner_of(acme))
    shown = browser.get("/wallet/entries").text
    held = [one for one in own_accounts(session, owner_of(acme).actor) if one.code.startswith("held:order:")]
    for account in held:
        assert f"/orders/{chart.owner_of(account.code)}" in shown
    assert "Work settled" in shown
    wallet = next(one for one in own_accounts(session, owner_of(acme).actor) if one.code.startswith("wallet:"))
    assert "Work settled" not in browser.get(f"/wallet/entries?account={wallet.id}").text
    assert "/wallet/entries" in browser.get("/wallet").text


def test_a_creator_reads_entry_by_entry(work_as: WorkAs, maya: Creator, sign_in: SignIn) -> None:
    browser = sign_in(person_behind(work_as, maya))
    shown = browser.get("/earnings/entries").text
    assert "Payout begun" in shown
    assert "/earnings/statements/" in shown
    assert "/earnings/entries" in browser.get("/earnings").text


def test_the_account_of_somebody_else_is_not_there(
    session: Session, work_as: WorkAs, acme: Brand, maya: Creator, sign_in: SignIn
) -> None:
    nordlys = a_verified_brand(work_as, "Nordlys")
    a_topped_up_wallet(work_as, nordlys, usd(5_00))
    theirs = own_accounts(session, owner_of(nordlys).actor)[0].id
    browser = sign_in(owner_of(acme))
    for wrong in (theirs, "nonsense", "'; DROP TABLE ledger_entries; --"):
        for address in ("/wallet/entries", "/wallet/entries.csv"):
            assert browser.get(address, query_string={"account": wrong}).status_code == 404
    assert browser.get("/earnings/entries").status_code == 404


def test_a_month_shows_what_was_booked_in_it(
    session: Session, work_as: WorkAs, acme: Brand, maya: Creator, sign_in: SignIn, clock: TestClock
) -> None:
    clock.now += timedelta(days=30)  # 24 December
    a_topped_up_wallet(work_as, acme, usd(123_45))
    browser = sign_in(owner_of(acme))
    december, november = (browser.get(f"/wallet/entries?month={month}").text for month in ("2026-12", "2026-11"))
    assert "+$123.45" in december
    assert "+$123.45" not in november
    assert "Work settled" in november
    assert "No entries here" in browser.get("/wallet/entries?month=2025-01").text
    for nonsense in ("2026-13", "x", "99999-01", "2026-1"):
        assert "+$123.45" in browser.get(f"/wallet/entries?month={nonsense}").text


def test_a_refund_on_its_way_is_the_brands_too(session: Session, work_as: WorkAs, acme: Brand, maya: Creator) -> None:
    with work_as(SYSTEM) as work:
        book(work, topped_up(acme.id, usd(9_00)), key="more")
        book(work, refund_begun(acme.id, new_id(), usd(9_00)), key="refund")
    assert "refund:in_transit" in prefixes(session, owner_of(acme).actor)


def test_months_are_those_of_own_entries(session: Session, work_as: WorkAs, acme: Brand, clock: TestClock) -> None:
    a_topped_up_wallet(work_as, acme, usd(5_00))
    clock.advance(days=30)
    a_topped_up_wallet(work_as, a_verified_brand(work_as, "Nordlys"), usd(5_00))
    own = own_accounts(session, owner_of(acme).actor)
    assert list(months_of(session, own)) == [datetime(2026, 11, 1, tzinfo=UTC)]


def test_a_debt_grows_by_what_is_owed(session: Session, work_as: WorkAs, acme: Brand) -> None:
    owed = chart.owed_by_brand(acme.id)
    with work_as(SYSTEM) as work:
        book(work, debt_raised(owed, chart.psp_stripe(), usd(9_00)), key="debt")
        book(work, debt_repaid(owed, chart.psp_stripe(), usd(2_00)), key="a part of it")
    entries = own_entries(session, own_accounts(session, owner_of(acme).actor), Chosen(), 1).rows
    assert [(one.change, one.after) for one in entries] == [(usd(-2_00), usd(7_00)), (usd(9_00), usd(9_00))]


def test_the_file_has_every_entry_and_no_formula(
    session: Session, work_as: WorkAs, acme: Brand, maya: Creator, sign_in: SignIn
) -> None:
    answer = sign_in(owner_of(acme)).get("/wallet/entries.csv")
    assert answer.mimetype == "text/csv"
    assert "attachment" in answer.headers["Content-Disposition"]
    rows = rows_of(answer)
    accounts = own_accounts(session, owner_of(acme).actor)
    assert len(rows) == own_entries(session, accounts, Chosen(), 1).total
    wallet = [row for row in rows if row["account"] == chart.wallet(acme.id)]
    assert (
        sum(Decimal(row["change"]) for row in wallet) == queries.balance(session, chart.wallet(acme.id), "USD").decimal
    )
    assert {row["link"] for row in rows} <= {str(number) for number in range(1, 100)}
    texts = [value for row in rows for name, value in row.items() if name not in ("change", "balance_after")]
    assert not [text for text in texts if text.startswith(("=", "+", "-", "@"))]


def test_whoever_has_nothing_yet_is_told_so(work_as: WorkAs, acme: Brand, sign_in: SignIn) -> None:
    assert "Nothing was booked yet" in sign_in(owner_of(acme)).get("/wallet/entries").text


def test_every_account_that_people_see_has_words() -> None:
    owned = {family.prefix for family in chart.FAMILIES if family.owned}
    assert set(WORDS) == owned


def test_pages_follow_each_other_without_a_gap(session: Session, work_as: WorkAs, acme: Brand, maya: Creator) -> None:
    own = own_accounts(session, owner_of(acme).actor)
    everything = own_entries(session, own, Chosen(), 1)
    paged = [own_entries(session, own, Chosen(), page, size=2) for page in range(1, len(everything.rows) // 2 + 2)]
    assert [one for page in paged for one in page.rows] == list(everything.rows)
    assert {page.total for page in paged} == {everything.total} == {len(everything.rows)}


def test_december_ends_with_its_year(session: Session, work_as: WorkAs, acme: Brand, clock: TestClock) -> None:
    clock.now = datetime(2027, 12, 31, 23, 0, tzinfo=UTC)
    a_topped_up_wallet(work_as, acme, usd(70_00))
    clock.advance(hours=1)  # the first instant of January
    a_topped_up_wallet(work_as, acme, usd(80_00))
    wallet = [one for one in own_accounts(session, owner_of(acme).actor) if one.code.startswith("wallet:")]
    december, january = (datetime(year, month, 1, tzinfo=UTC) for year, month in ((2027, 12), (2028, 1)))
    for month, amount in ((december, usd(70_00)), (january, usd(80_00))):
        found = own_entries(session, wallet, Chosen(month=month), 1)
        assert [one.change for one in found.rows] == [amount]
