"""A creator or a brand brings a file that is to prove a claim; staff read it when they decide the draft."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from marketplace.base.actor import Side
from marketplace.base.documents import media_type_of
from marketplace.base.errors import Forbidden
from marketplace.base.ids import DraftId, OrderId
from marketplace.drafts.errors import NoClaimToProve, ProofUnreadable, TooManyProofs
from marketplace.drafts.events import ProofBrought
from marketplace.drafts.models import ClaimProof
from marketplace.drafts.proofs import claims_to_prove
from marketplace.drafts.queries import latest_draft, proofs_of
from marketplace.drafts.states import ProofSide
from marketplace.orders.policy import require_reviewer, side_of
from marketplace.orders.queries import order_seen_by
from marketplace.orders.states import OrderState
from marketplace.work.unit import Work

PROVABLE_IN = frozenset({OrderState.COMPLIANCE_CHECK, OrderState.REVISION_DUE})
"""While the check or staff look at a draft, and after they have returned it."""

MOST_PROOFS = 20


@dataclass(frozen=True)
class Evidence:
    """A file as somebody sent it, and what it shows in their words."""

    name: str
    content: bytes
    note: str = ""


def bring_proof(work: Work, order_id: UUID, *, rule: str, evidence: Evidence) -> ClaimProof:
    """Keeps a proof of a claim in the last version; the same file for the same claim is kept once.

    Raises NoClaimToProve, ProofUnreadable or TooManyProofs.
    """
    order = order_seen_by(work.session, work.actor, order_id, lock=True)
    side = side_of(work.actor, order)
    require_reviewer(work.actor)
    if side not in (Side.BRAND, Side.CREATOR) or work.actor.person_id is None:
        raise Forbidden()
    draft = latest_draft(work.session, order.id)
    claims = claims_to_prove(draft.report if draft else None)
    if draft is None or order.state not in PROVABLE_IN or rule not in claims:
        raise NoClaimToProve()
    media_type = media_type_of(evidence.content)
    if media_type is None:
        raise ProofUnreadable()
    content_hash = sha256(evidence.content).hexdigest()
    brought = proofs_of(work.session, order.id)
    for proof in brought:
        if (proof.rule, proof.content_hash) == (rule, content_hash):
            return proof
    if len(brought) >= MOST_PROOFS:
        raise TooManyProofs(most=MOST_PROOFS)
    proof = ClaimProof(
        order_id=order.id,
        draft_id=draft.id,
        side=ProofSide(side.value),
        rule=rule,
        quote=claims[rule],
        note=evidence.note.strip()[:1000],
        name=evidence.name.replace("\x00", "").strip()[:200] or "proof",
        media_type=media_type,
        content=evidence.content,
        content_hash=content_hash,
        uploaded_by_id=work.actor.person_id,
        uploaded_at=work.now,
    )
    work.session.add(proof)
    work.session.flush()
    work.announce(ProofBrought(draft_id=DraftId(draft.id), order_id=OrderId(order.id), rule=rule))
    return proof
