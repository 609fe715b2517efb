"""Invoices come from the book: one a month, numbered without gaps, never changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.base.actor import SYSTEM
from marketplace.base.errors import Forbidden, NotFound
from marketplace.base.money import Money
from marketplace.gateways.current import other_settings
from marketplace.invoices.actions import bills_of, issue, save_billing_details
from marketplace.invoices.errors import TaxIdWrong
from marketplace.invoices.jobs import issue_invoices
from marketplace.invoices.models import Invoice
from marketplace.invoices.queries import invoice_seen_by
from marketplace.invoices.states import Party
from marketplace.invoices.vat import Treatment
from marketplace.ledger import chart
from marketplace.ledger.actions import reverse
from marketplace.ledger.queries import balance, journal_with_key
from marketplace.work.jobs import Ticked
from tests.builders.accounts import a_member, a_set_up_staff_member, a_verified_brand, owner_of
from tests.builders.payouts import (
    WorkAs,
    a_give_back,
    a_payout_account,
    a_queued_payout,
    an_earning,
    person_behind,
    usd,
)
from tests.builders.tables import rows_of
from tests.conftest import NOON, TestClock
from tests.payouts.cast import Cast
from tests.payouts.test_pages import SignIn, words

Check = Callable[[], None]
DECEMBER = NOON + timedelta(days=10)


def nightly(clock: TestClock) -> None:
    """The night comes, twice."""
    for _ in range(2):
        issue_invoices(Ticked(due_at=clock.now))


def issued(session: Session) -> list[Invoice]:
    session.expire_all()
    return list(session.scalars(sa.select(Invoice).order_by(Invoice.party, Invoice.number)))


@pytest.fixture
def registered() -> Iterator[None]:
    """The operator is registered for VAT in Germany."""
    with other_settings(OPERATOR_COUNTRY="DE", OPERATOR_VAT_ID="DE136695976", OPERATOR_NAME="Meadow GmbH"):
        yield


def german(work_as: WorkAs, cast: Cast) -> None:
    with work_as(owner_of(cast.acme).actor) as work:
        save_billing_details(
            work, legal_name="Acme GmbH", address="Weg 1\nBerlin", country="DE", tax_id="", email=""
        )  # fmt: skip


def test_each_party_has_one_for_the_month_that_is_over(
    session: Session, work_as: WorkAs, cast: Cast, clock: TestClock, everything_adds_up: Check
) -> None:
    first = an_earning(work_as, cast.acme, cast.maya, usd(100_00), title="Oat latte")
    an_earning(work_as, cast.acme, cast.maya, usd(50_00), title="Barista set")
    nightly(clock)
    assert issued(session) == []  # the month is not over
    clock.now = DECEMBER
    an_earning(work_as, cast.acme, cast.maya, usd(70_00))  # belongs to the next one
    nightly(clock)
    brand, creator = issued(session)
    assert (brand.party, brand.party_id, brand.number) == (Party.BRAND, cast.acme.id, "MW-INV-2026-000001")
    assert (brand.gross, brand.vat, brand.treatment) == (usd(15_00), usd(0), Treatment.NOT_REGISTERED)
    assert [(line["title"], amount) for line, amount in brand.amounts] == [
        ("Oat latte", usd(10_00)), ("Barista set", usd(5_00)),
    ]  # fmt: skip
    assert brand.lines[0]["order"] == str(first.source_id)
    assert (creator.party, creator.party_id, creator.gross) == (Party.CREATOR, cast.maya.id, usd(7_50))
    clock.now = DECEMBER + timedelta(days=31)
    nightly(clock)
    assert [(one.year, one.month, one.number[-11:]) for one in issued(session) if one.party is Party.BRAND] == [
        (2026, 11, "2026-000001"), (2026, 12, "2027-000001"),
    ]  # fmt: skip
    everything_adds_up()


def test_what_brands_pay_is_told_apart(session: Session, work_as: WorkAs, cast: Cast, clock: TestClock) -> None:
    other = a_verified_brand(work_as, "Other")
    an_earning(work_as, cast.acme, cast.maya, usd(100_00))
    an_earning(work_as, other, cast.maya, usd(40_00))
    an_earning(work_as, other, cast.bo, Money(1_000_00, "EUR"))
    clock.now = DECEMBER
    nightly(clock)
    found = {(one.party_id, one.currency): one.gross for one in issued(session)}
    assert found == {
        (cast.acme.id, "USD"): usd(10_00),
        (other.id, "USD"): usd(4_00),
        (other.id, "EUR"): Money(100_00, "EUR"),
        (cast.maya.id, "USD"): usd(7_00),
        (cast.bo.id, "EUR"): Money(50_00, "EUR"),
    }
    numbers = sorted(one.number for one in issued(session))
    assert numbers == [f"MW-INV-2026-{n:06d}" for n in range(1, 6)]


def test_the_vat_in_a_fee_belongs_to_the_state(
    session: Session, work_as: WorkAs, cast: Cast, clock: TestClock, registered: None, everything_adds_up: Check
) -> None:
    german(work_as, cast)
    an_earning(work_as, cast.acme, cast.maya, Money(1_190_00, "EUR"))
    clock.now = DECEMBER
    nightly(clock)
    brand, creator = issued(session)
    assert (brand.gross.minor, brand.vat.minor, brand.net.minor) == (119_00, 19_00, 100_00)
    assert (brand.issuer["name"], brand.buyer["name"], brand.rate_bp) == ("Meadow GmbH", "Acme GmbH", 1900)
    assert creator.treatment is Treatment.OUTSIDE_SCOPE  # Maya lives in the United States
    assert balance(session, chart.tax_vat(), "EUR") == Money(19_00, "EUR")
    assert balance(session, chart.fee_brand(), "EUR") == Money(100_00, "EUR")
    nightly(clock)  # what was booked for VAT is no fee
    assert len(issued(session)) == 2
    everything_adds_up()


def test_a_fee_given_back_later_makes_a_credit_note_of_its_own_series(
    session: Session, work_as: WorkAs, cast: Cast, clock: TestClock, registered: None, sign_in: SignIn
) -> None:
    german(work_as, cast)
    earned = an_earning(work_as, cast.acme, cast.maya, usd(119_00))
    an_earning(work_as, cast.acme, cast.maya, usd(500_00))
    clock.now = DECEMBER
    nightly(clock)
    with work_as(SYSTEM) as work:
        # What settles and matures at once is taken back in the opposite order, as the book wants it.
        for key in (f"earning:{earned.id}:matured", f"order:{earned.source_id}:settled"):
            if wrong := journal_with_key(work.session, key):
                reverse(work, wrong.id, f"{key}:back")
    clock.now = DECEMBER + timedelta(days=31)
    nightly(clock)
    notes = [one for one in issued(session) if one.is_credit_note]
    assert {one.number for one in notes} == {"MW-CRN-2027-000001", "MW-CRN-2027-000002"}
    brand = next(one for one in notes if one.party is Party.BRAND)
    assert (brand.gross, brand.vat) == (usd(-11_90), usd(-1_90))
    rows = rows_of(sign_in(owner_of(cast.acme)).get(f"/invoices/{brand.id}.csv"))
    assert [row["amount"] for row in rows] == ["-11.90"]  # a number, though it begins like a formula
    assert balance(session, chart.tax_vat(), "USD") == usd(9_88) - usd(1_90)


@pytest.mark.parametrize("is_paid", [False, True])
def test_a_price_that_goes_back_is_credited_to_both(
    session: Session, work_as: WorkAs, cast: Cast, clock: TestClock, registered: None, is_paid: bool
) -> None:
    german(work_as, cast)
    earned = an_earning(work_as, cast.acme, cast.maya, usd(119_00))
    clock.now = DECEMBER
    nightly(clock)
    if is_paid:
        a_payout_account(work_as, cast.maya)
        a_queued_payout(work_as, cast.maya)
    a_give_back(work_as, cast.ines, cast.jun, cast.acme, earned, usd(119_00))
    clock.now = DECEMBER + timedelta(days=31)
    nightly(clock)
    brand, creator = (one for one in issued(session) if one.is_credit_note)
    assert (brand.party_id, brand.gross, brand.vat) == (cast.acme.id, usd(-11_90), usd(-1_90))
    assert brand.lines[0]["order"] == str(earned.source_id)
    assert (creator.party_id, creator.gross) == (cast.maya.id, usd(-5_95))
    assert balance(session, chart.fee_brand(), "USD") == balance(session, chart.tax_vat(), "USD") == usd(0)


def test_what_is_issued_stays_as_it_was(session: Session, work_as: WorkAs, cast: Cast, clock: TestClock) -> None:
    an_earning(work_as, cast.acme, cast.maya, usd(100_00))
    clock.now = DECEMBER
    nightly(clock)
    named = issued(session)[0].buyer["name"]
    german(work_as, cast)
    assert issued(session)[0].buyer["name"] == named != "Acme GmbH"


def test_a_number_is_not_lost_when_the_work_is(session: Session, work_as: WorkAs, cast: Cast, clock: TestClock) -> None:
    an_earning(work_as, cast.acme, cast.maya, usd(100_00))
    clock.now = DECEMBER

    def dies() -> None:
        with work_as(SYSTEM) as work:
            issue(work, bills_of(work, 2026, 11)[0])
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        dies()
    nightly(clock)
    assert sorted(one.number[-6:] for one in issued(session)) == ["000001", "000002"]


def test_others_do_not_learn_that_it_is_there(session: Session, work_as: WorkAs, cast: Cast, clock: TestClock) -> None:
    an_earning(work_as, cast.acme, cast.maya, usd(100_00))
    clock.now = DECEMBER
    nightly(clock)
    brand, creator = issued(session)
    stranger, bo = owner_of(a_verified_brand(work_as, "Other")), person_behind(work_as, cast.bo)
    for person, one in ((stranger, brand), (bo, creator), (owner_of(cast.acme), creator)):
        with pytest.raises(NotFound):
            invoice_seen_by(session, person.actor, one.id)


def test_billing_details_are_checked(session: Session, work_as: WorkAs, cast: Cast, sign_in: SignIn) -> None:
    with pytest.raises(Forbidden), work_as(a_member(work_as, cast.acme).actor) as work:
        save_billing_details(work, legal_name="x", address="x", country="DE", tax_id="", email="")
    with pytest.raises(TaxIdWrong), work_as(owner_of(cast.acme).actor) as work:
        save_billing_details(work, legal_name="x", address="x", country="DE", tax_id="DE1", email="")
    browser = sign_in(owner_of(cast.acme))
    assert "Acme" in words(browser.get("/brand/billing"))
    right = {"legal_name": "Acme GmbH", "address": "Weg 1", "country": "DE", "tax_id": "DE136695976", "email": ""}
    for wrong in ({"legal_name": " "}, {"address": ""}, {"country": "XX"}, {"tax_id": "DE1"}, {"email": "nobody"}):
        assert browser.post("/brand/billing", data={**right, **wrong}).status_code == 422
    assert browser.post("/brand/billing", data=right).status_code == 303
    assert "DE136695976" in words(browser.get("/brand/billing"))


def test_everybody_finds_their_own(
    session: Session, work_as: WorkAs, cast: Cast, clock: TestClock, sign_in: SignIn
) -> None:
    an_earning(work_as, cast.acme, cast.maya, usd(100_00), title="=SUM(A1)")
    browser = sign_in(owner_of(cast.acme))
    assert "No invoices yet" in words(browser.get("/invoices"))
    clock.now = DECEMBER
    nightly(clock)
    brand, creator = issued(session)
    browser = sign_in(owner_of(cast.acme))
    assert brand.number in words(browser.get("/invoices"))
    assert "=SUM(A1)" in words(browser.get(f"/invoices/{brand.id}"))
    rows = rows_of(browser.get(f"/invoices/{brand.id}.csv"))
    assert [(row["work"], row["amount"]) for row in rows] == [("'=SUM(A1)", "10.00")]
    assert browser.get(f"/invoices/{creator.id}").status_code == 404
    browser = sign_in(person_behind(work_as, cast.maya))
    assert creator.number in words(browser.get("/invoices"))
    browser = sign_in(a_set_up_staff_member(work_as, "Juno"))
    shown = words(browser.get("/staff/invoices?year=2026"))
    assert brand.number in shown
    assert creator.number in shown
    assert "No invoices yet" in words(browser.get("/staff/invoices?year=1999"))
    rows = rows_of(browser.get("/staff/invoices.csv"))
    assert [row["gross"] for row in rows] == ["10.00", "5.00"]
