"""A creator writes down, day by day, how they use the product that they will recommend."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from marketplace.base.actor import Side
from marketplace.base.errors import Forbidden
from marketplace.base.ids import OrderId
from marketplace.drafts.errors import NoUseToNote, TooManyUseNotes, UsedOnAnotherDay, UseNotSaid
from marketplace.drafts.events import UseNoted
from marketplace.drafts.models import UseNote
from marketplace.drafts.queries import own_pictures, use_notes_of
from marketplace.drafts.use import sends_product
from marketplace.orders.policy import side_of
from marketplace.orders.queries import order_seen_by
from marketplace.orders.states import OrderState
from marketplace.work.unit import Work

NOTED_IN = frozenset(
    {
        OrderState.IN_USE, OrderState.OUTLINE_DUE, OrderState.OUTLINE_REVIEW, OrderState.DRAFT_DUE,
        OrderState.COMPLIANCE_CHECK, OrderState.BRAND_REVIEW, OrderState.REVISION_DUE, OrderState.APPROVED,
    }
)  # fmt: skip
"""While the product is with the creator and the post is not public."""

SHORTEST_NOTE = 10
LONGEST_NOTE = 2000
MOST_NOTES = 60

_AHEAD = timedelta(days=1)
"""Where it is tomorrow already, it is today there."""


def note_use(work: Work, order_id: UUID, *, used_on: date, text: str, picture_id: UUID | None = None) -> UseNote:
    """Adds an entry to the log of use of an order; entries are never changed. The same one is kept once.

    Raises NoUseToNote, UseNotSaid, UsedOnAnotherDay or TooManyUseNotes; a picture that is not the creator's own is left
    out.
    """
    order = order_seen_by(work.session, work.actor, order_id, lock=True)
    if side_of(work.actor, order) is not Side.CREATOR or work.actor.person_id is None:
        raise Forbidden()
    if order.state not in NOTED_IN or not sends_product(order.terms):
        raise NoUseToNote()
    said = text.strip()[:LONGEST_NOTE]
    if len(said) < SHORTEST_NOTE:
        raise UseNotSaid(least=SHORTEST_NOTE)
    since = (order.accepted_at or order.offered_at).date() - _AHEAD
    if not since <= used_on <= work.now.date() + _AHEAD:
        raise UsedOnAnotherDay()
    notes = use_notes_of(work.session, order.id)
    for note in notes:
        if (note.used_on, note.text) == (used_on, said):
            return note
    if len(notes) >= MOST_NOTES:
        raise TooManyUseNotes(most=MOST_NOTES)
    pictures = own_pictures(work.session, work.actor, [picture_id] if picture_id else [])
    note = UseNote(
        order_id=order.id,
        used_on=used_on,
        text=said,
        picture_id=pictures[0].id if pictures else None,
        written_by_id=work.actor.person_id,
        written_at=work.now,
    )
    work.session.add(note)
    work.session.flush()
    work.announce(UseNoted(order_id=OrderId(order.id)))
    return note
