"""What a brand has spent, by brief and in all: budget against committed against paid, and what came back."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from marketplace.accounts.models import Brand, Person
from marketplace.accounts.queries import person
from marketplace.base.actor import Actor
from marketplace.base.money import Money
from marketplace.briefs.models import Brief
from marketplace.briefs.queries import money_of
from marketplace.ledger import chart
from marketplace.ledger.queries import balance
from marketplace.orders.actions import calling_off, ending
from marketplace.payouts.models import Earning
from marketplace.payouts.queries import earnings_of
from tests.builders.accounts import a_set_up_staff_member, a_verified_brand, owner_of
from tests.builders.briefs import an_approved_brief
from tests.builders.orders import (
    Deal,
    WorkAs,
    a_funded_brand,
    a_settled_order,
    an_accepted_order_under,
    an_open_brief,
    hand_in,
)
from tests.builders.payouts import a_give_back, a_topped_up_wallet
from tests.builders.tables import rows_of

SignIn = Callable[[Person], FlaskClient]


def words(answer: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.get_data(as_text=True))).replace("&#39;", "'")


@pytest.fixture
def deal(work_as: WorkAs) -> Deal:
    """Maya has had 300 dollars, we 30."""
    return a_settled_order(work_as)


@pytest.fixture
def browser(work_as: WorkAs, sign_in: SignIn, deal: Deal) -> FlaskClient:
    return sign_in(_who(work_as, deal.brand))


def _who(work_as: WorkAs, actor: Actor) -> Person:
    with work_as(actor) as work:
        return person(work.session, actor.person_id)


def table(browser: FlaskClient) -> list[dict[str, Decimal]]:
    named = ("budget", "held", "work", "fees", "free", "returned", "given_back")
    return [{name: Decimal(row[name]) for name in named} for row in rows_of(browser.get("/spending.csv"))]


def test_each_brief_says_what_is_committed_paid_and_free(work_as: WorkAs, deal: Deal, browser: FlaskClient) -> None:
    an_accepted_order_under(work_as, deal)
    (row,) = table(browser)
    assert row == {"budget": 1000, "held": 330, "work": 300, "fees": 30, "free": 340, "returned": 0, "given_back": 0}
    said = words(browser.get("/spending"))
    for line in (
        "Paid for creators' work $300.00",
        "Our fees $30.00",
        "Committed to orders under way $330.00",
        "Still free in briefs $340.00",
        "Set aside for briefs in all $1,000.00",
        "$660.00 / $1,000.00",
        "Paid into the wallet so far: $10,000.00",
    ):
        assert line in said


def test_a_kill_fee_is_paid_for_work_and_the_rest_comes_back(work_as: WorkAs, deal: Deal, browser: FlaskClient) -> None:
    other = an_accepted_order_under(work_as, deal)
    hand_in(other, "#ad Oat froth in my own kitchen.")
    with work_as(deal.brand) as work:
        ending.request_cancellation(work, other.order_id, reason="The launch is off.")
    with work_as(other.creator) as work:
        ending.agree_to_cancel(work, other.order_id)
    (row,) = table(browser)
    assert (row["held"], row["fees"]) == (0, 30)
    assert row["work"] > 300
    assert row["work"] + row["fees"] + row["returned"] == 1000, "every creator is done: the rest is back in the wallet"


def test_what_came_back_is_in_the_wallet_and_no_longer_paid(
    session: Session, work_as: WorkAs, deal: Deal, browser: FlaskClient
) -> None:
    ines, jun = (a_set_up_staff_member(work_as, name) for name in ("Ines", "Jun"))
    earning: Earning = earnings_of(session, deal.creator.creator_id)[0]
    a_give_back(work_as, ines, jun, session.get_one(Brand, deal.brand.brand_id), earning, Money(100_00, "USD"))
    (row,) = table(browser)
    assert row == {"budget": 1000, "held": 0, "work": 200, "fees": 20, "free": 670, "returned": 110, "given_back": 110}
    assert "$110.00 of it had been paid for work and came back afterwards." in words(browser.get("/spending"))


def test_what_a_cancelled_brief_did_not_use_is_back_in_the_wallet(work_as: WorkAs, sign_in: SignIn) -> None:
    brand = a_funded_brand(work_as)
    brief_id = an_open_brief(work_as, brand).id
    with work_as(brand) as work:
        calling_off.cancel_brief(work, brief_id)
    (row,) = table(sign_in(_who(work_as, brand)))
    assert (row["free"], row["returned"]) == (0, 1000)


def test_currencies_are_never_added_up(work_as: WorkAs, deal: Deal, session: Session, browser: FlaskClient) -> None:
    a_topped_up_wallet(work_as, session.get_one(Brand, deal.brand.brand_id), Money(5_000_00, "EUR"))
    an_open_brief(work_as, deal.brand, title="Hafer am Morgen", currency="EUR")
    said = words(browser.get("/spending"))
    assert "Set aside for briefs in all €1,000.00" in said
    assert [row["budget"] for row in table(browser)] == [1000, 1000]
    assert "2,000.00" not in said


def test_the_sum_of_a_brief_is_what_left_the_wallet(session: Session, work_as: WorkAs, deal: Deal) -> None:
    an_accepted_order_under(work_as, deal)
    money = money_of(session, [session.get_one(Brief, deal.brief_id)])[deal.brief_id]
    left = Money(1_000_000, "USD") - balance(session, chart.wallet(deal.brand.brand_id), "USD")
    assert money.set_aside - money.returned == left


def test_before_anything_is_funded_the_page_says_how_to_begin(work_as: WorkAs, sign_in: SignIn) -> None:
    owner = owner_of(a_verified_brand(work_as))
    an_approved_brief(work_as, owner.actor)
    browser = sign_in(owner)
    assert "Nothing is spent yet" in words(browser.get("/spending"))
    assert rows_of(browser.get("/spending.csv")) == []


def test_nobody_else_reads_it(work_as: WorkAs, deal: Deal, sign_in: SignIn) -> None:
    stranger = a_funded_brand(work_as, "Nordlys")
    assert rows_of(sign_in(_who(work_as, stranger)).get("/spending.csv")) == []
    assert sign_in(_who(work_as, deal.creator)).get("/spending").status_code == 404
