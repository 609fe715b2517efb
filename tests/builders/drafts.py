"""Drafts with claims that wait for a proof."""

from __future__ import annotations

import io
from typing import Any

from PIL import Image, ImageDraw, ImageFont

from marketplace.base.actor import SYSTEM, Actor
from marketplace.drafts.actions.drafting import Seen, decide_draft, record_check, submit_draft
from marketplace.drafts.actions.picturing import keep_pictures, record_reading
from marketplace.drafts.actions.proving import Evidence, bring_proof
from marketplace.drafts.checking import check_words
from marketplace.drafts.frames import prepared
from marketplace.drafts.models import ClaimProof, Draft, Picture
from marketplace.drafts.proofs import claims_to_prove
from marketplace.drafts.queries import draft_seen_by, latest_draft
from tests.builders import orders as make

CLAIM_BODY = "#ad Clinically proven to keep you awake: my oat latte every morning for two weeks."
"""Labelled as the law wants, with a claim that may be made if it is true."""

UNSURE_BODY = "Another quiet morning with my oat latte at home, froth like in the café. #ad"
"""A label at the very end, about which only a person can decide."""

TYPED = {ClaimProof: ("quote", "note", "name"), Picture: ("words",)}
"""Where the words stand that no catalogue can know."""

A_PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n"


def a_picture(words: str = "", *, size: tuple[int, int] = (900, 1200), kind: str = "PNG", **how: Any) -> bytes:
    """A picture as a phone would send it, with words on it."""
    picture = Image.new("RGB", size, "#fdfaf5")
    ImageDraw.Draw(picture).text((60, 200), words, font=ImageFont.load_default(64), fill="#222222")
    out = io.BytesIO()
    picture.save(out, kind, **how)
    return out.getvalue()


def hand_in_with_pictures(deal: make.Deal, *contents: bytes, body: str = make.GOOD_BODY, **seen: Any) -> Draft:
    """The creator hands in a version with pictures; its jobs have not run."""
    with deal.work_as(deal.creator) as work:
        kept = keep_pictures(work, [prepared(content) for content in contents])
        return submit_draft(
            work, deal.order_id, title="", body=body, hashtags=["oatlatte"], native_label=False,
            seen=Seen([picture.id for picture in kept], **seen),
        )  # fmt: skip


def a_checked_draft(deal: make.Deal, body: str = CLAIM_BODY) -> Draft:
    """A version with a picture, handed in and checked; whatever the check is unsure about waits for staff."""
    draft = hand_in_with_pictures(deal, a_picture("Oat latte"), body=body)
    draft_id, picture_id = draft.id, draft.pictures[0].id
    with deal.work_as(SYSTEM) as work:
        record_reading(work, picture_id, ["Oat latte"], is_doubtful=False, reader="a reader")
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
