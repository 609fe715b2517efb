"""A brand asks for changes, each tied to a point of the brief."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from marketplace.base.errors import Conflict
from marketplace.base.ids import BrandId, CreatorId, DraftId, OrderId
from marketplace.drafts.errors import NothingToChange
from marketplace.drafts.events import ChangesRequested
from marketplace.drafts.models import Change, Draft
from marketplace.drafts.queries import latest_draft
from marketplace.orders.actions import reviewing
from marketplace.work.unit import Work


@dataclass(frozen=True)
class Wish:
    """What should change: the point of the brief, the words of the draft it is about, and the wish."""

    clause: str
    quote: str
    text: str


def ask_for_changes(work: Work, order_id: UUID, wishes: Sequence[Wish]) -> Draft:
    """The brand asks for a new version; it uses a round. Raises NothingToChange without a wish."""
    told = [wish for wish in wishes if wish.text.strip()]
    if not told or any(not wish.clause.strip() for wish in told):
        raise NothingToChange()
    order = reviewing.ask_for_changes(work, order_id, why=" · ".join(wish.text.strip() for wish in told))
    draft = latest_draft(work.session, order.id)
    if draft is None:
        raise Conflict()
    for wish in told:
        work.session.add(
            Change(
                draft_id=draft.id,
                clause=wish.clause.strip(),
                quote=wish.quote if wish.quote in f"{draft.title}\n{draft.body}" else "",
                text=wish.text.strip(),
                asked_at=work.now,
            )
        )
    work.announce(
        ChangesRequested(
            draft_id=DraftId(draft.id),
            order_id=OrderId(order.id),
            brand_id=BrandId(order.brand_id),
            creator_id=CreatorId(order.creator_id),
        )
    )
    return draft
