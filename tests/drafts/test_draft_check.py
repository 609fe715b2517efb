"""A draft is checked before the brand sees it: without a label it comes back with rule and fix."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy.orm import Session

from marketplace.accounts.models import Person
from marketplace.base.errors import Forbidden
from marketplace.disclosure.check import Report
from marketplace.drafts.actions import asking, drafting
from marketplace.drafts.errors import DecidedAlready, DraftEmpty, NothingToChange
from marketplace.drafts.queries import latest_draft, versions_of
from marketplace.drafts.states import CheckVerdict
from marketplace.orders.models import Order
from marketplace.orders.states import OrderState
from tests.builders import orders as make


def state_of(session: Session, deal: make.Deal) -> OrderState:
    session.expire_all()
    return session.get_one(Order, deal.order_id).state


def test_a_draft_without_a_label_comes_back_with_rule_source_and_a_fix_that_passes(
    session: Session, work_as: Any, run_jobs: Callable[[], int]
) -> None:
    deal = make.an_accepted_order(work_as)
    make.hand_in(deal, make.BAD_BODY)
    run_jobs()
    assert state_of(session, deal) is OrderState.REVISION_DUE
    draft = latest_draft(session, deal.order_id)
    assert draft is not None
    assert draft.verdict is CheckVerdict.FAIL
    report = Report.from_json(draft.report or {})
    assert any(finding.rule and finding.source for finding in report.findings)
    assert report.fixed is not None
    with work_as(deal.creator) as work:
        drafting.submit_draft(
            work,
            deal.order_id,
            title=report.fixed.title,
            body=report.fixed.body,
            hashtags=report.fixed.hashtags,
            native_label=report.fixed.native_label,
        )
    run_jobs()
    assert state_of(session, deal) is OrderState.BRAND_REVIEW
    assert [draft.version for draft in versions_of(session, deal.order_id)] == [1, 2]


def test_a_labelled_draft_reaches_the_brand(session: Session, work_as: Any, run_jobs: Callable[[], int]) -> None:
    deal = make.an_accepted_order(work_as)
    make.hand_in(deal, make.GOOD_BODY)
    run_jobs()
    assert state_of(session, deal) is OrderState.BRAND_REVIEW


def test_a_chinese_audience_wants_the_chinese_word(session: Session, work_as: Any, run_jobs: Callable[[], int]) -> None:
    deal = make.an_accepted_order(work_as, audience_countries=["CN"], languages=["zh"])
    make.hand_in(deal, "最近每天早上都喝这款燕麦奶，奶泡绵密，和咖啡很搭。")
    run_jobs()
    assert state_of(session, deal) is OrderState.REVISION_DUE
    make.hand_in(deal, "广告｜最近每天早上都喝这款燕麦奶，奶泡绵密，和咖啡很搭。")
    run_jobs()
    assert state_of(session, deal) is OrderState.BRAND_REVIEW


def test_the_check_judges_a_draft_once(session: Session, work_as: Any, run_jobs: Callable[[], int]) -> None:
    from marketplace.base.ids import DraftId, OrderId
    from marketplace.drafts.events import DraftSubmitted
    from marketplace.drafts.jobs import check_draft

    deal = make.an_accepted_order(work_as)
    draft_id = make.hand_in(deal, make.GOOD_BODY).id
    run_jobs()
    check_draft(DraftSubmitted(draft_id=DraftId(draft_id), order_id=OrderId(deal.order_id)))
    assert state_of(session, deal) is OrderState.BRAND_REVIEW


def test_an_empty_draft_is_not_taken(work_as: Any) -> None:
    deal = make.an_accepted_order(work_as)
    with pytest.raises(DraftEmpty):
        make.hand_in(deal, "  ")


def test_what_the_check_cannot_decide_a_person_does_once_and_with_words(
    session: Session, work_as: Any, run_jobs: Callable[[], int]
) -> None:
    deal = make.an_accepted_order(work_as)
    make.hand_in(deal, "Another quiet morning with my oat latte at home, froth like in the café. #ad")
    run_jobs()
    draft = latest_draft(session, deal.order_id)
    assert draft is not None
    if draft.verdict is not CheckVerdict.REVIEW:
        pytest.fail(f"the check was sure: {draft.verdict}")
    with pytest.raises(Forbidden), work_as(deal.brand) as work:
        drafting.decide_draft(work, draft.id, passes=True, reason="It is clear enough for me.")
    with work_as(make.TRUST) as work:
        drafting.decide_draft(work, draft.id, passes=True, reason="Short and fully visible: clear enough.")
    assert state_of(session, deal) is OrderState.BRAND_REVIEW
    with pytest.raises(DecidedAlready), work_as(make.TRUST) as work:
        drafting.decide_draft(work, draft.id, passes=False, reason="A second opinion that comes too late.")


def test_a_wish_names_the_point_of_the_brief_it_belongs_to(session: Session, work_as: Any) -> None:
    deal = make.a_draft_in_review(work_as)
    with pytest.raises(NothingToChange), work_as(deal.brand) as work:
        asking.ask_for_changes(work, deal.order_id, [asking.Wish("", "", "Please show the carton.")])
    with work_as(deal.brand) as work:
        asking.ask_for_changes(
            work, deal.order_id, [asking.Wish("Show how it froths", "every morning", "Please show the carton.")]
        )
    draft = latest_draft(session, deal.order_id)
    assert draft is not None
    assert [change.quote for change in draft.changes] == ["every morning"]
    assert session.get_one(Order, deal.order_id).rounds_used == 1


def test_the_page_of_an_order_looks_again_by_itself_while_a_job_checks_the_draft(
    session: Session, work_as: Any, run_jobs: Callable[[], int], sign_in: Any, clock: Any
) -> None:
    deal = make.an_accepted_order(work_as)
    browser = sign_in(session.get_one(Person, deal.creator.person_id))
    page = f"/orders/{deal.order_id}"
    assert "every 3s" not in browser.get(page).text
    make.hand_in(deal, make.BAD_BODY)
    assert "every 3s" in browser.get(page).text
    clock.advance(minutes=3)
    assert "every 3s" not in browser.get(page).text, "somebody has to look: that takes hours"
    run_jobs()
    assert "every 3s" not in browser.get(page).text
