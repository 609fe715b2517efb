"""The pages of the comparison, as finance staff use them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy.orm import Session

from marketplace.ledger import chart
from marketplace.ledger.queries import balance
from marketplace.reconciliation.models import Item
from marketplace.reconciliation.states import ItemState
from tests.builders.accounts import a_set_up_staff_member, fresh_code
from tests.builders.payouts import WorkAs, usd
from tests.builders.reconciliation import an_open_item
from tests.builders.tables import rows_of
from tests.gateways.payments.standin import StandIn
from tests.payouts.cast import Cast

SignIn = Callable[[Any], Any]


@pytest.fixture
def ines(sign_in: SignIn, cast: Cast, standin: StandIn) -> Any:
    return sign_in(cast.ines)


def text_of(browser: Any, path: str) -> str:
    answer = browser.get(path)
    assert answer.status_code == 200
    return str(answer.get_data(as_text=True))


def test_before_the_first_night_the_page_says_so(ines: Any) -> None:
    said = text_of(ines, "/staff/reconciliation")
    assert "Nothing has been compared yet" in said
    assert "Everything matches" in said


def test_what_did_not_match_is_listed_with_both_sides(ines: Any, work_as: WorkAs) -> None:
    item_id = an_open_item(work_as)
    listed = text_of(ines, "/staff/reconciliation")
    assert "Missing in our book" in listed
    assert "txn_unknown" in listed
    assert "$12.34" in listed
    shown = text_of(ines, f"/staff/reconciliation/items/{item_id}")
    assert "The book has no journal for it." in shown
    assert "suspense" in shown


def test_one_proposes_another_signs_and_only_then_it_is_booked(
    ines: Any, sign_in: SignIn, cast: Cast, work_as: WorkAs, session: Session
) -> None:
    item_id = an_open_item(work_as)
    assert ines.post(f"/staff/reconciliation/items/{item_id}/corrections").status_code == 303
    correction = session.get_one(Item, item_id).corrections[0]
    assert balance(session, chart.suspense(), "USD") == usd(0)
    refused = ines.post(f"/staff/reconciliation/corrections/{correction.id}/signature")
    assert refused.status_code == 403
    assert "somebody else with the finance duty signs it" in refused.get_data(as_text=True)
    kim = a_set_up_staff_member(work_as, "Kim")
    second = sign_in(kim)
    path = f"/staff/reconciliation/corrections/{correction.id}/signature"
    assert second.post(path, data={"code": "000000"}).status_code == 422
    assert balance(session, chart.suspense(), "USD") == usd(0)
    assert second.post(path, data={"code": fresh_code(kim)}).status_code == 303
    session.expire_all()
    assert session.get_one(Item, item_id).state is ItemState.CORRECTED
    assert balance(session, chart.suspense(), "USD") == usd(12_34)
    wrong = second.post(
        f"/staff/reconciliation/items/{item_id}/adjustments", data={"account": "wallet:nobody", "currency": "USD"}
    )
    assert wrong.status_code == 422
    assert "The ledger has no such account" in wrong.get_data(as_text=True)


def test_an_item_is_set_aside_only_with_a_reason(ines: Any, work_as: WorkAs, session: Session) -> None:
    item_id = an_open_item(work_as)
    path = f"/staff/reconciliation/items/{item_id}/dismissal"
    assert ines.post(path, data={"because": "   "}).status_code == 422
    assert ines.post(path, data={"because": "A rounding of Stripe's, see their letter."}).status_code == 303
    session.expire_all()
    assert session.get_one(Item, item_id).state is ItemState.DISMISSED
    assert "A rounding of Stripe" in text_of(ines, f"/staff/reconciliation/items/{item_id}")


def test_the_list_can_be_taken_along_and_holds_no_formula(ines: Any, work_as: WorkAs) -> None:
    an_open_item(work_as, "=cmd()")
    (row,) = rows_of(ines.get("/staff/reconciliation/items.csv?state=all"))
    assert row["class"] == "missing_here"
    assert row["at_stripe"].startswith("'=cmd()")


@pytest.mark.parametrize("asked", ["state=nonsense", "kind=nonsense", "page=-3", "page=x"])
def test_nonsense_in_the_address_shows_the_list(ines: Any, asked: str) -> None:
    text_of(ines, f"/staff/reconciliation?{asked}")


def test_somebody_asks_for_a_comparison(ines: Any, session: Session) -> None:
    assert ines.post("/staff/reconciliation/runs").status_code == 303
    assert "Under way" in text_of(ines, "/staff/reconciliation")
