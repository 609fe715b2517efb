"""Staff decide what the check could not, on one screen, one after the other; it never uses a round of the brand."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from marketplace.base.actor import Duty
from marketplace.disclosure.packs import packs_for
from marketplace.drafts import queries
from marketplace.drafts.actions import drafting
from marketplace.drafts.models import Draft
from marketplace.drafts.queue import Asked, Doubt
from marketplace.drafts.states import CheckVerdict
from marketplace.orders.models import Order
from marketplace.orders.states import OrderState
from tests.builders import drafts
from tests.builders import orders as make
from tests.builders.accounts import a_set_up_staff_member

REASON = "Short and fully visible: clear enough for a reader."


@pytest.fixture
def deal(work_as: Any) -> make.Deal:
    return make.an_accepted_order(work_as, slots=5, must_never_say=["guaranteed"])


@pytest.fixture
def ines(work_as: Any, sign_in: Any) -> FlaskClient:
    browser: FlaskClient = sign_in(a_set_up_staff_member(work_as, "Ines", duties=[Duty.TRUST]))
    return browser


def decide(browser: FlaskClient, draft: Draft, outcome: str = "pass", reason: str = REASON, **asked: str) -> Any:
    return browser.post(
        f"/staff/drafts/{draft.id}/decision", query_string=asked, data={"outcome": outcome, "reason": reason}
    )


def test_one_screen_has_all_that_a_decision_needs(session: Session, deal: make.Deal, ines: FlaskClient) -> None:
    draft = drafts.a_checked_draft(deal, drafts.UNSURE_BODY)
    shown = ines.get(f"/staff/drafts/{draft.id}").text
    pack = packs_for(["US"])[0]
    for said in (
        "#ad</mark>",  # the words it is about
        "may not read it",  # why
        "Show how our oat drink froths",  # the brief
        "guaranteed",  # what it forbids
        f"US {pack.version}",  # by which rules
        "Draft handed in",  # what happened before
        "uses none of the brand's rounds",
    ):
        assert said in shown, said


def test_after_a_decision_the_next_one_follows_until_none_waits(
    session: Session, work_as: Any, deal: make.Deal, ines: FlaskClient, clock: Any
) -> None:
    first = drafts.a_checked_draft(deal, drafts.UNSURE_BODY)
    clock.advance(minutes=1)
    second = drafts.a_checked_draft(make.an_accepted_order_under(work_as, deal), drafts.UNSURE_BODY)
    begun = ines.get("/staff/drafts").text
    assert begun.index(str(first.id)) < begun.index(str(second.id))
    answer = decide(ines, first)
    assert answer.location.endswith(f"/staff/drafts/{second.id}")
    done = decide(ines, second, "fail")
    assert done.location.endswith("/staff/drafts")
    assert "Every draft was clear enough" in ines.get("/staff/drafts").text
    returned = ines.get("/staff/drafts?verdict=fail").text
    assert str(second.id) in returned
    assert str(first.id) not in returned


def test_reason_time_person_and_rules_stay_with_the_draft(
    session: Session, deal: make.Deal, ines: FlaskClient, clock: Any
) -> None:
    draft = drafts.a_checked_draft(deal, drafts.UNSURE_BODY)
    clock.advance(minutes=5)
    decide(ines, draft)
    session.refresh(draft)
    assert draft.decision_note == REASON
    assert draft.decided_by is not None
    assert draft.decided_at is not None
    assert draft.checked_at is not None
    assert draft.decided_at > draft.checked_at
    assert (draft.report or {})["packs"] == {"US": packs_for(["US"])[0].version}
    assert REASON in ines.get(f"/staff/drafts/{draft.id}").text


def test_neither_the_check_nor_staff_use_a_round_of_the_brand(session: Session, work_as: Any, deal: make.Deal) -> None:
    for _ in range(4):
        drafts.a_checked_draft(deal, make.BAD_BODY)
        session.expire_all()
        assert session.get_one(Order, deal.order_id).state is OrderState.REVISION_DUE
    draft = drafts.a_checked_draft(deal, drafts.UNSURE_BODY)
    with work_as(make.TRUST) as work:
        drafting.decide_draft(work, draft.id, passes=False, reason="The label has to open the text.")
    session.expire_all()
    order = session.get_one(Order, deal.order_id)
    assert (order.state, order.rounds_used, order.rounds_left) == (OrderState.REVISION_DUE, 0, 3)


def test_the_queue_is_filtered_by_country_and_doubt_and_counted(
    session: Session, work_as: Any, deal: make.Deal, ines: FlaskClient
) -> None:
    label = drafts.a_checked_draft(deal, drafts.UNSURE_BODY)
    claimed = make.an_accepted_order_under(work_as, deal)
    claim = drafts.a_checked_draft(claimed)
    drafts.a_proof(claimed)

    def found(**asked: Any) -> set[Any]:
        return {draft.id for draft in queries.drafts_asked_for(session, Asked(**asked)).rows}

    assert found() == {label.id, claim.id}
    assert found(doubt=Doubt.LABEL) == {label.id}
    assert found(doubt=Doubt.CLAIM) == found(doubt=Doubt.PROOF) == {claim.id}
    assert found(country="US") == {label.id, claim.id}
    assert found(country="CN") == set()
    assert queries.count_by_country(session, Asked()) == {"US": 2}
    assert queries.count_by_verdict(session, Asked())[CheckVerdict.REVIEW] == 2
    only = ines.get("/staff/drafts?doubt=proof").text
    assert str(claim.id) in only
    assert str(label.id) not in only


@pytest.mark.parametrize("outcome", ["", "maybe", "PASS", "fail; pass"])
def test_a_decision_is_yes_or_no_and_has_a_reason(
    session: Session, deal: make.Deal, ines: FlaskClient, outcome: str
) -> None:
    draft = drafts.a_checked_draft(deal, drafts.UNSURE_BODY)
    assert decide(ines, draft, outcome).status_code == 422
    assert decide(ines, draft, reason="ok").status_code == 422
    assert decide(ines, draft, reason="x" * 2001).status_code == 422
    session.refresh(draft)
    assert draft.verdict is CheckVerdict.REVIEW


def test_who_comes_second_is_told_and_goes_on(session: Session, deal: make.Deal, ines: FlaskClient) -> None:
    draft = drafts.a_checked_draft(deal, drafts.UNSURE_BODY)
    decide(ines, draft)
    late = decide(ines, draft, "fail")
    assert late.status_code == 303
    assert "decided already" in ines.get(late.location).text
    session.refresh(draft)
    assert draft.verdict is CheckVerdict.PASS


@pytest.mark.parametrize(
    "query",
    [
        "?verdict=maybe",
        "?country=XX",
        "?country=%00",
        "?doubt=1",
        "?page=0",
        "?page=99999",
        "?verdict=pass&country=US&doubt=claim",
    ],
)
def test_an_address_that_makes_no_sense_shows_the_queue(
    session: Session, deal: make.Deal, ines: FlaskClient, query: str
) -> None:
    assert ines.get(f"/staff/drafts{query}").status_code == 200


def test_a_draft_that_is_not_checked_yet_can_be_looked_at(deal: make.Deal, ines: FlaskClient) -> None:
    draft = make.hand_in(deal, make.GOOD_BODY)
    shown = ines.get(f"/staff/drafts/{draft.id}")
    assert shown.status_code == 200
    assert "Not checked yet" in shown.text
    assert decide(ines, draft).status_code == 303
