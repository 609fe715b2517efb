"""Reading drafts and posts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.base.actor import Actor, Side
from marketplace.base.errors import NotFound
from marketplace.base.paging import Page
from marketplace.drafts.models import ClaimProof, Draft, Picture, Post, Shown, UseNote
from marketplace.drafts.queue import Asked, Doubt
from marketplace.drafts.states import CheckVerdict
from marketplace.orders.models import Order
from marketplace.orders.policy import side_of
from marketplace.orders.states import OrderState


def versions_of(session: Session, order_id: UUID) -> Sequence[Draft]:
    """Every version of an order's draft, oldest first."""
    return session.scalars(sa.select(Draft).where(Draft.order_id == order_id).order_by(Draft.version)).all()


def latest_draft(session: Session, order_id: UUID) -> Draft | None:
    """The newest version of an order's draft."""
    return session.scalars(
        sa.select(Draft).where(Draft.order_id == order_id).order_by(Draft.version.desc()).limit(1)
    ).one_or_none()


def draft_seen_by(session: Session, actor: Actor, draft_id: UUID, *, lock: bool = False) -> Draft:
    """The draft as the actor sees it. Raises NotFound for an outsider."""
    draft = session.get(Draft, draft_id, with_for_update={"of": Draft} if lock else None, populate_existing=lock)
    if draft is None:
        raise NotFound()
    side_of(actor, draft.order)
    return draft


def post_of(session: Session, order_id: UUID) -> Post | None:
    """The public post of an order."""
    return session.scalars(sa.select(Post).where(Post.order_id == order_id)).one_or_none()


def drafts_awaiting_person(session: Session) -> Sequence[Draft]:
    """What the check could not decide, the longest waiting first."""
    return session.scalars(_asked(Asked()).order_by(Draft.submitted_at, Draft.id)).all()


def drafts_asked_for(session: Session, asked: Asked, *, number: int = 1, size: int = 25) -> Page[Draft]:
    """What waits, the longest first; or what people decided, the latest first."""
    found = _asked(asked)
    total = session.scalar(sa.select(sa.func.count()).select_from(found.subquery())) or 0
    waits = asked.verdict is CheckVerdict.REVIEW
    order = (Draft.submitted_at, Draft.id) if waits else (Draft.decided_at.desc(), Draft.id)
    rows = session.scalars(found.order_by(*order).offset((number - 1) * size).limit(size)).all()
    return Page(rows, number, size, total)


def next_to_decide(session: Session, asked: Asked, after: Draft) -> Draft | None:
    """The draft that waits longest behind this one, or the first of all; nothing when no other waits."""
    waiting = _asked(replace(asked, verdict=CheckVerdict.REVIEW)).where(Draft.id != after.id)
    waiting = waiting.order_by(Draft.submitted_at, Draft.id).limit(1)
    place = sa.tuple_(Draft.submitted_at, Draft.id) > sa.tuple_(after.submitted_at, after.id)
    return session.scalars(waiting.where(place)).first() or session.scalars(waiting).first()


def count_by_verdict(session: Session, asked: Asked) -> dict[CheckVerdict, int]:
    """How many drafts wait, and how many people have let pass or returned, within the rest of the filter."""
    return {
        verdict: session.scalar(
            sa.select(sa.func.count()).select_from(_asked(replace(asked, verdict=verdict)).subquery())
        )
        or 0
        for verdict in CheckVerdict
    }


def count_by_country(session: Session, asked: Asked) -> dict[str, int]:
    """Country of the audience -> how many drafts there are for it, whatever country the filter names."""
    each = sa.func.jsonb_array_elements_text(Order.terms["audience_countries"]).label("code")
    listed = _asked(replace(asked, country=None)).with_only_columns(each).subquery()
    rows = session.execute(sa.select(listed.c.code, sa.func.count()).group_by(listed.c.code))
    return {str(code): int(count) for code, count in sorted(rows)}


def _asked(asked: Asked) -> sa.Select[Draft]:
    found = sa.select(Draft).join(Order, Order.id == Draft.order_id).where(Draft.verdict == asked.verdict)
    if asked.verdict is CheckVerdict.REVIEW:
        found = found.where(Order.state == OrderState.COMPLIANCE_CHECK)
    else:
        found = found.where(Draft.decided_by.is_not(None))
    if asked.country:
        found = found.where(Order.terms["audience_countries"].contains([asked.country]))
    if asked.doubt is Doubt.PROOF:
        found = found.where(sa.exists().where(ClaimProof.order_id == Draft.order_id))
    elif asked.doubt is Doubt.PICTURE:
        unsure = sa.exists().where(Shown.draft_id == Draft.id, Shown.picture_id == Picture.id, Picture.is_doubtful)
        found = found.where(unsure)
    elif asked.doubt is not None:
        name = {Doubt.LABEL: "verdict", Doubt.CLAIM: "claims_verdict"}[asked.doubt]
        found = found.where(Draft.report[name].astext == CheckVerdict.REVIEW.value)
    return found


def proofs_of(session: Session, order_id: UUID) -> Sequence[ClaimProof]:
    """The proofs brought for the claims of an order's drafts, oldest first."""
    return session.scalars(
        sa.select(ClaimProof).where(ClaimProof.order_id == order_id).order_by(ClaimProof.uploaded_at, ClaimProof.id)
    ).all()


def proof_seen_by(session: Session, actor: Actor, claim_proof_id: UUID) -> ClaimProof:
    """A proof as both sides of the order and staff see it. Raises NotFound for an outsider."""
    proof = session.get(ClaimProof, claim_proof_id)
    if proof is None:
        raise NotFound()
    side_of(actor, proof.order)
    return proof


def own_pictures(session: Session, actor: Actor, picture_ids: Sequence[UUID]) -> list[Picture]:
    """Those of these pictures that the actor uploaded, in the order asked, each once."""
    own = sa.select(Picture).where(Picture.id.in_(picture_ids), Picture.uploaded_by_id == actor.person_id)
    found = {picture.id: picture for picture in session.scalars(own)}
    return [found[each] for each in dict.fromkeys(picture_ids) if each in found]


def picture_seen_by(session: Session, actor: Actor, picture_id: UUID) -> Picture:
    """A picture as whoever uploaded it sees it, and both sides and staff once a version or a log of use shows it.

    Raises NotFound.
    """
    picture = session.get(Picture, picture_id)
    if picture is None:
        raise NotFound()
    if picture.uploaded_by_id == actor.person_id or actor.side is Side.STAFF:
        return picture
    in_draft = sa.select(Order.brand_id).join(Draft).join(Shown).where(Shown.picture_id == picture.id)
    in_log = (
        sa.select(Order.brand_id).join(UseNote, UseNote.order_id == Order.id).where(UseNote.picture_id == picture.id)
    )
    if actor.side is not Side.BRAND or actor.brand_id not in session.scalars(in_draft.union(in_log)).all():
        raise NotFound()
    return picture
