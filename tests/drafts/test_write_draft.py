"""The check reads along while a creator writes, puts right what it can, and loses nothing that was typed."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from marketplace.accounts.models import Person
from marketplace.base.ids import DraftId, OrderId
from marketplace.drafts.events import DraftSubmitted
from marketplace.drafts.jobs import check_draft
from marketplace.drafts.queries import latest_draft
from marketplace.drafts.states import CheckVerdict
from tests.builders import orders as make

LIVE = {"HX-Request": "true"}


@pytest.fixture
def deal(work_as: Any) -> make.Deal:
    return make.an_accepted_order(work_as)


@pytest.fixture
def maya(session: Session, sign_in: Any, deal: make.Deal) -> FlaskClient:
    browser: FlaskClient = sign_in(session.get_one(Person, deal.creator.person_id))
    return browser


def typed(deal: make.Deal, body: str, **more: str) -> dict[str, Any]:
    return {"path": f"/orders/{deal.order_id}/drafts/check", "data": {"look": "1", "body": body, **more}}


def test_while_typing_the_findings_come_with_rule_source_quote_and_fix(maya: FlaskClient, deal: make.Deal) -> None:
    answer = maya.post(**typed(deal, "Not an ad, just my oat latte. It cures the flu."), headers=LIVE)
    assert answer.status_code == 200
    assert "<html" not in answer.text, "only the changed part"
    assert "<textarea" not in answer.text, "what is being typed is never swapped"
    assert 'class="tone-danger">Not an ad</mark>' in answer.text
    for said in ("US-", "CFR", "Put it right", "Must be fixed"):
        assert said in answer.text, said


def test_a_labelled_text_has_nothing_to_fix(maya: FlaskClient, deal: make.Deal) -> None:
    answer = maya.post(**typed(deal, make.GOOD_BODY), headers=LIVE)
    assert "nothing to fix" in answer.text
    assert "Put it right" not in answer.text


def test_nothing_typed_yet_is_said_kindly(maya: FlaskClient, deal: make.Deal) -> None:
    answer = maya.post(**typed(deal, "  "), headers=LIVE)
    assert answer.status_code == 200
    assert "reads along while you type" in answer.text


@pytest.mark.parametrize("body", ["x" * 20_001, "x" * 250_000])
def test_more_than_a_post_can_hold_is_said_and_not_checked(maya: FlaskClient, deal: make.Deal, body: str) -> None:
    answer = maya.post(**typed(deal, body), headers=LIVE)
    assert answer.status_code == 200
    assert "Use at most 20000 characters" in answer.text


@pytest.mark.parametrize(
    "body", ["a\x00b", "\u202e\u200b\ufeff", "🧑‍🧑‍🧒‍🧒 #", "<script>alert(1)</script>", "％(quote)s %(label)s"]
)
def test_odd_characters_break_nothing(maya: FlaskClient, deal: make.Deal, body: str) -> None:
    answer = maya.post(**typed(deal, body, hashtags="# ,，#🥛 ##"), headers=LIVE)
    assert answer.status_code == 200
    assert "<script>" not in answer.text


def test_one_press_puts_the_whole_caption_right_and_can_be_taken_back(maya: FlaskClient, deal: make.Deal) -> None:
    words = {"title": "Mornings", "hashtags": "#oatlatte", "look": "fix"}
    fixed = maya.post(**typed(deal, make.BAD_BODY, **words), headers=LIVE).text
    assert f"#ad {make.BAD_BODY}" in fixed
    assert "nothing to fix" in fixed
    assert f'name="before_body" value="{make.BAD_BODY}"' in fixed
    before = {"before_title": "Mornings", "before_body": make.BAD_BODY, "before_hashtags": "#oatlatte", "look": "undo"}
    undone = maya.post(**typed(deal, f"#ad {make.BAD_BODY}", **before), headers=LIVE).text
    assert f"#ad {make.BAD_BODY}" not in undone.split('id="look"')[0]
    assert make.BAD_BODY in undone


def test_without_javascript_the_same_buttons_answer_with_the_whole_page(maya: FlaskClient, deal: make.Deal) -> None:
    address = f"/orders/{deal.order_id}/drafts"
    looked = maya.post(address, data={"look": "1", "body": make.BAD_BODY})
    assert looked.status_code == 200
    assert make.BAD_BODY in looked.text
    assert "Must be fixed" in looked.text
    fixed = maya.post(address, data={"look": "fix", "body": make.BAD_BODY})
    assert fixed.status_code == 200
    assert f"#ad {make.BAD_BODY}" in fixed.text
    assert "<html" in fixed.text


def test_looking_hands_nothing_in(session: Session, maya: FlaskClient, deal: make.Deal) -> None:
    for look in ("1", "fix", "undo", "nonsense"):
        maya.post(**typed(deal, make.BAD_BODY, look=look), headers=LIVE)
    assert latest_draft(session, deal.order_id) is None


def test_a_text_that_came_too_late_stays_readable(maya: FlaskClient, deal: make.Deal) -> None:
    make.hand_in(deal, make.GOOD_BODY)
    answer = maya.post(f"/orders/{deal.order_id}/drafts", data={"body": "#ad Words I do not want to lose."})
    assert answer.status_code == 409
    assert "Words I do not want to lose." in answer.text
    assert "was not handed in" in answer.text


@pytest.mark.parametrize("version", ["0", "99", "-1", "9" * 5000, "²", "x"])
def test_a_version_that_is_not_there_shows_the_last_one(maya: FlaskClient, deal: make.Deal, version: str) -> None:
    make.hand_in(deal, make.GOOD_BODY)
    answer = maya.get(f"/orders/{deal.order_id}", query_string={"version": version})
    assert answer.status_code == 200
    assert make.GOOD_BODY in answer.text


def test_advice_stands_beside_the_findings_and_refuses_nothing(
    session: Session, maya: FlaskClient, deal: make.Deal
) -> None:
    pitch = "#ad Only $9.99. Use code OAT20. Shop now! My 7-year-old loves it."
    shown = maya.post(**typed(deal, pitch), headers=LIVE).text
    assert "This sells a lot" in shown
    assert "Use code OAT20." in shown
    assert "oat latte" in shown
    assert "not covered" in shown
    assert "A child recommends the product" in shown
    draft = make.hand_in(deal, pitch)
    check_draft(DraftSubmitted(draft_id=DraftId(draft.id), order_id=OrderId(deal.order_id)))
    session.refresh(draft)
    assert draft.verdict is CheckVerdict.PASS
