"""A brand's own list of what is never said: validated, shown, frozen into terms, and found in drafts."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy.orm import Session

from marketplace.accounts.models import Person
from marketplace.briefs.label_rules import label_rules, labels_forbidden
from marketplace.creators.states import Format, Platform
from marketplace.drafts.states import CheckVerdict
from marketplace.orders.models import Order
from marketplace.orders.states import OrderState
from tests.builders import drafts
from tests.builders import orders as make
from tests.builders.briefs import a_typed_brief


def test_a_draft_that_says_it_comes_back_without_using_a_round(session: Session, work_as: Any, sign_in: Any) -> None:
    deal = make.an_accepted_order(work_as, must_never_say=["Oatly"])
    draft = drafts.a_checked_draft(deal, "#ad It beats Oatly by miles. I drink it every day.")
    assert draft.verdict is CheckVerdict.FAIL
    session.expire_all()
    order = session.get_one(Order, deal.order_id)
    assert (order.state, order.rounds_used) == (OrderState.REVISION_DUE, 0)
    assert order.terms["brief"]["must_never_say"] == ["Oatly"]
    shown = sign_in(session.get_one(Person, deal.creator.person_id)).get(f"/orders/{deal.order_id}").text
    assert "“Oatly” is on the list of what this brand never wants said." in shown
    assert "Oatly</mark>" in shown


@pytest.mark.parametrize(
    ("never", "says"),
    [
        ("ad", "cannot be forbidden"),
        ("Froths", "is also asked for"),
        ("oat latte", "is also asked for"),
        ("x" * 201, "Use at most 200 characters a line."),
        ("\n".join(f"word {number}" for number in range(21)), "Use at most 20 lines."),
    ],
)
def test_it_cannot_forbid_the_label_or_what_the_brief_asks_for(
    session: Session, work_as: Any, sign_in: Any, never: str, says: str
) -> None:
    brand = make.a_funded_brand(work_as)
    browser = sign_in(session.get_one(Person, brand.person_id))
    form = a_typed_brief(must_never_say=never, must_say="It froths like milk", keywords="oat latte")
    answer = browser.post("/briefs/new", data=form)
    assert answer.status_code == 422
    assert says in answer.text


def test_words_that_only_contain_a_label_may_be_forbidden() -> None:
    rules = label_rules(["US"], platform=Platform.INSTAGRAM, format=Format.PHOTO, languages=["en"], purchase_link=False)
    assert rules is not None
    assert labels_forbidden(["bad", "adidas", "ad agency"], rules) == ()
    assert labels_forbidden(["#ad"], rules) == ("#ad",)
