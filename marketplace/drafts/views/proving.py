"""Proofs of claims: brought by the brand or the creator, read by staff."""

from __future__ import annotations

from uuid import UUID

from flask import flash, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from marketplace.base.actor import BrandRole, Duty, Side
from marketplace.base.documents import ENDINGS
from marketplace.base.errors import Invalid
from marketplace.database import db
from marketplace.drafts.actions import proving
from marketplace.drafts.errors import NoClaimToProve
from marketplace.drafts.forms import ProofForm
from marketplace.drafts.proofs import claims_to_prove
from marketplace.drafts.queries import latest_draft, proof_seen_by
from marketplace.drafts.views import drafts
from marketplace.drafts.views.order_page import again, back
from marketplace.orders.queries import order_seen_by
from marketplace.web.actor import current_actor
from marketplace.web.doors import door
from marketplace.web.downloads import download
from marketplace.web.errors import status_of
from marketplace.work.unit import unit_of_work


@drafts.post("/orders/<uuid:order_id>/proofs")
@door(Side.BRAND, Side.CREATOR, roles=(BrandRole.MANAGER, BrandRole.REVIEWER))
def bring_proof(order_id: UUID) -> ResponseReturnValue:
    """One side brings a file that is to prove a claim of the last version."""
    order = order_seen_by(db.session(), current_actor(), order_id)
    draft = latest_draft(db.session(), order.id)
    form = ProofForm(claims=claims_to_prove(draft.report if draft else None))
    sent = request.files.get("proof")
    if not form.rule.choices:
        raise NoClaimToProve()
    if not form.validate_on_submit() or sent is None:
        return again(order_id, form)
    evidence = proving.Evidence(sent.filename or "proof", sent.read(), form.note.data or "")
    try:
        with unit_of_work(current_actor()) as work:
            proving.bring_proof(work, order_id, rule=str(form.rule.data), evidence=evidence)
    except Invalid as refusal:
        form.refuse(refusal, "proof")
        return again(order_id, form, status_of(refusal))
    flash(gettext("Thank you. Our staff read it when they decide the draft."), "success")
    return back(order_id)


@drafts.get("/orders/proofs/<uuid:claim_proof_id>")
@door(Side.BRAND, Side.CREATOR, Side.STAFF, duty=Duty.TRUST)
def proof(claim_proof_id: UUID) -> ResponseReturnValue:
    """A proof, as a file to keep and never as a page."""
    found = proof_seen_by(db.session(), current_actor(), claim_proof_id)
    return download(found.content, f"proof-{found.id}.{ENDINGS[found.media_type]}", found.media_type)
