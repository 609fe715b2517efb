"""Drafts with claims that wait for a proof."""

from __future__ import annotations

from marketplace.base.actor import SYSTEM, Actor
from marketplace.drafts.actions.drafting import decide_draft, record_check
from marketplace.drafts.actions.proving import Evidence, bring_proof
from marketplace.drafts.checking import check_words
from marketplace.drafts.models import ClaimProof, Draft
from marketplace.drafts.proofs import claims_to_prove
from marketplace.drafts.queries import draft_seen_by, latest_draft
from tests.builders import orders as make

CLAIM_BODY = "#ad Clinically proven to keep you awake: my oat latte every morning for two weeks."
"""Labelled as the law wants, with a claim that may be made if it is true."""

UNSURE_BODY = "Another quiet morning with my oat latte at home, froth like in the café. #ad"
"""A label at the very end, about which only a person can decide."""

TYPED = {ClaimProof: ("quote", "note", "name")}
"""Where the words stand that no catalogue can know."""

A_PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n"


def a_checked_draft(deal: make.Deal, body: str = CLAIM_BODY) -> Draft:
    """A version that was handed in and checked; whatever the check is unsure about waits for staff."""
    draft_id = make.hand_in(deal, body).id
    with deal.work_as(SYSTEM) as work:
        draft = draft_seen_by(work.session, SYSTEM, draft_id)
        report = check_words(draft.order.terms, **draft.words)
        return record_check(work, draft_id, report)


def a_proof(deal: make.Deal, by: Actor | None = None, content: bytes = A_PDF, name: str = "study.pdf") -> ClaimProof:
    """A file for the claim of the last version."""
    with deal.work_as(by or deal.creator) as work:
        draft = latest_draft(work.session, deal.order_id)
        assert draft is not None
        rule = next(iter(claims_to_prove(draft.report)))
        return bring_proof(work, deal.order_id, rule=rule, evidence=Evidence(name, content, "Page 3, the table."))


def a_proved_draft_in_review(work_as: make.WorkAs) -> tuple[make.Deal, ClaimProof]:
    """An order whose draft makes a claim that staff let pass on its proof; it waits for the brand."""
    deal = make.an_accepted_order(work_as)
    draft_id = a_checked_draft(deal).id
    proof = a_proof(deal)
    with work_as(make.TRUST) as work:
        decide_draft(work, draft_id, passes=True, reason="The study on page 3 bears the claim out.")
    return deal, proof
