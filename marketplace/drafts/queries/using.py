"""Reading logs of use."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.drafts.models import UseNote
from marketplace.drafts.use import UseEntry, UseLog, sends_product
from marketplace.orders.models import Order
from marketplace.work.moves import Move, moves_of

SAID_AT_THE_END = "begin_writing"
"""The step by which a creator says that and how the product was used: the log's entry of those who write no other."""


def use_log_of(session: Session, order: Order) -> UseLog:
    """How the creator of an order used its product, by day and in the order in which it was written down."""
    noted = [
        UseEntry(note.used_on, note.text, note.written_at, note.picture_id) for note in use_notes_of(session, order.id)
    ]
    said = [
        UseEntry(move.at.date(), move.why, move.at)
        for move in moves_of(session, order)
        if move.verb == SAID_AT_THE_END and move.why
    ]
    entries = sorted((*noted, *said), key=lambda entry: (entry.used_on, entry.written_at))
    return UseLog(sends_product(order.terms), tuple(entries), tuple(order.terms["audience_countries"]))


def use_notes_of(session: Session, order_id: UUID) -> Sequence[UseNote]:
    """The entries of a log, in the order in which they were written."""
    return session.scalars(
        sa.select(UseNote).where(UseNote.order_id == order_id).order_by(UseNote.written_at, UseNote.id)
    ).all()


def orders_without_use(session: Session, order_ids: Collection[UUID]) -> set[UUID]:
    """Those of these orders that send a product of whose use their creators have written nothing."""
    noted = sa.exists().where(UseNote.order_id == Order.id)
    said = sa.exists().where(Move.subject_id == Order.id, Move.verb == SAID_AT_THE_END, Move.why != "")
    sent = sa.func.coalesce(Order.terms["product_terms"].astext, "none") != "none"
    return set(session.scalars(sa.select(Order.id).where(Order.id.in_(order_ids), sent, ~noted, ~said)))
