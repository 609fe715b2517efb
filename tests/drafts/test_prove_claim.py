"""A claim that may be made if it is true goes to staff with the proof that a side brings."""

from __future__ import annotations

import io
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from marketplace.accounts.models import Person
from marketplace.base.actor import BrandRole
from marketplace.base.errors import Forbidden, NotFound
from marketplace.drafts.actions import drafting
from marketplace.drafts.actions.proving import MOST_PROOFS
from marketplace.drafts.errors import NoClaimToProve, ProofUnreadable, TooManyProofs
from marketplace.drafts.queries import latest_draft, proofs_of
from marketplace.drafts.states import CheckVerdict
from marketplace.orders.models import Order
from marketplace.orders.states import OrderState
from tests.builders import drafts
from tests.builders import orders as make


@pytest.fixture
def deal(work_as: Any) -> make.Deal:
    deal = make.an_accepted_order(work_as)
    drafts.a_checked_draft(deal)
    return deal


def state_of(session: Session, order_id: UUID) -> OrderState:
    session.expire_all()
    return session.get_one(Order, order_id).state


@pytest.mark.parametrize("side", ["brand", "creator"])
def test_either_side_brings_a_proof_and_staff_decide_on_it(
    session: Session, work_as: Any, sign_in: Any, deal: make.Deal, side: str
) -> None:
    bringing = deal.brand if side == "brand" else deal.creator
    page = f"/orders/{deal.order_id}"
    browser = sign_in(session.get_one(Person, bringing.person_id))
    shown = browser.get(page).text
    assert "Bring a proof" in shown
    assert "Clinically proven" in shown
    sent = browser.post(
        f"{page}/proofs",
        data={"rule": "US-CLAIM-PROOF", "note": "Page 3", "proof": (io.BytesIO(drafts.A_PDF), "study.pdf")},
        content_type="multipart/form-data",
    )
    assert sent.status_code == 303
    draft = latest_draft(session, deal.order_id)
    assert draft is not None
    ines = _staff(work_as)
    judged = sign_in(ines).get(f"/staff/drafts/{draft.id}").text
    for said in ("study.pdf", "Page 3", f"Brought by the {side}"):
        assert said in judged, said
    proof = proofs_of(session, deal.order_id)[0]
    answer = sign_in(ines).get(f"/orders/proofs/{proof.id}")
    assert answer.data == drafts.A_PDF
    assert answer.headers["Content-Disposition"].startswith("attachment")
    decided = sign_in(ines).post(
        f"/staff/drafts/{draft.id}/decision", data={"outcome": "pass", "reason": "The study bears the claim out."}
    )
    assert decided.status_code == 303
    assert state_of(session, deal.order_id) is OrderState.BRAND_REVIEW


def test_a_proof_stays_with_the_order_for_the_next_version(session: Session, work_as: Any, deal: make.Deal) -> None:
    draft = latest_draft(session, deal.order_id)
    assert draft is not None
    with work_as(make.TRUST) as work:
        drafting.decide_draft(work, draft.id, passes=False, reason="Nobody has shown a study.")
    drafts.a_proof(deal)
    following = drafts.a_checked_draft(deal)
    assert following.verdict is CheckVerdict.REVIEW
    assert [proof.draft_id for proof in proofs_of(session, deal.order_id)] == [draft.id]


@pytest.mark.parametrize(
    "content", [b"", b"<html>", b"MZ\x90\x00", b"just words", b"%PDF-" + b"x" * (5 * 1024 * 1024)], ids=range(5)
)
def test_what_is_no_document_is_not_taken(session: Session, deal: make.Deal, content: bytes) -> None:
    with pytest.raises(ProofUnreadable):
        drafts.a_proof(deal, content=content)
    assert not proofs_of(session, deal.order_id)


def test_the_same_file_twice_is_one_proof_and_there_is_an_end(session: Session, deal: make.Deal) -> None:
    assert drafts.a_proof(deal).id == drafts.a_proof(deal, by=deal.brand).id
    for number in range(MOST_PROOFS - 1):
        drafts.a_proof(deal, content=drafts.A_PDF + str(number).encode())
    with pytest.raises(TooManyProofs):
        drafts.a_proof(deal, content=drafts.A_PDF + b"one more")


def test_odd_names_are_kept_as_words_only(session: Session, deal: make.Deal) -> None:
    proof = drafts.a_proof(deal, name="../../\x00etc/<b>" + "x" * 500)
    assert len(proof.name) <= 200
    assert "\x00" not in proof.name


def test_only_a_claim_that_waits_can_be_proved(work_as: Any, session: Session, deal: make.Deal, sign_in: Any) -> None:
    browser = sign_in(session.get_one(Person, deal.creator.person_id))
    other = {"rule": "US-NO-SUCH-RULE", "proof": (io.BytesIO(drafts.A_PDF), "study.pdf")}
    assert browser.post(f"/orders/{deal.order_id}/proofs", data=other).status_code == 422
    assert browser.post(f"/orders/{deal.order_id}/proofs", data={}).status_code == 422
    assert not proofs_of(session, deal.order_id)
    clean = make.an_accepted_order_under(work_as, deal)
    drafts.a_checked_draft(clean, make.GOOD_BODY)
    bo = sign_in(session.get_one(Person, clean.creator.person_id))
    fine = {"rule": "US-CLAIM-PROOF", "proof": (io.BytesIO(drafts.A_PDF), "study.pdf")}
    assert bo.post(f"/orders/{clean.order_id}/proofs", data=fine).status_code == 422
    draft = latest_draft(session, deal.order_id)
    assert draft is not None
    with work_as(make.TRUST) as work:
        drafting.decide_draft(work, draft.id, passes=True, reason="The claim is well known to be true.")
    with pytest.raises(NoClaimToProve):
        drafts.a_proof(deal)


def test_strangers_bring_and_read_nothing(work_as: Any, session: Session, deal: make.Deal, sign_in: Any) -> None:
    proof = drafts.a_proof(deal)
    bo = make.a_creator_to_book(work_as, "Bo")
    with pytest.raises(NotFound):
        drafts.a_proof(deal, by=bo)
    with pytest.raises(Forbidden):
        drafts.a_proof(deal, by=make.member_of(deal.brand, BrandRole.FINANCE))
    with pytest.raises(Forbidden):
        drafts.a_proof(deal, by=make.TRUST)
    stranger = sign_in(session.get_one(Person, bo.person_id))
    assert stranger.get(f"/orders/proofs/{proof.id}").status_code == 404


def _staff(work_as: Any) -> Person:
    from marketplace.base.actor import Duty
    from tests.builders.accounts import a_set_up_staff_member

    return a_set_up_staff_member(work_as, "Ines", duties=[Duty.TRUST])
