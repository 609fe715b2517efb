"""Reads: open items and their corrections."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, selectinload

from marketplace.base.actor import Actor, Duty, Side
from marketplace.base.errors import NotFound
from marketplace.base.paging import Page
from marketplace.reconciliation.models import Correction, Item
from marketplace.reconciliation.states import BreakKind, CorrectionState, ItemState
from marketplace.work.locking import locked


@dataclass(frozen=True)
class Chosen:
    """Which items are asked for: those in a state, of a class, or all."""

    state: ItemState | None = ItemState.OPEN
    kind: BreakKind | None = None

    @property
    def where(self) -> sa.ColumnElement[bool]:
        """The same, as a condition."""
        state = sa.true() if self.state is None else Item.state == self.state
        return sa.and_(state, sa.true() if self.kind is None else Item.kind == self.kind)


def item_seen_by(session: Session, actor: Actor, item_id: UUID, *, lock: bool = False) -> Item:
    """An open item as finance staff and the system see it. Raises NotFound for everybody else."""
    found = session.scalar(locked(sa.select(Item).where(Item.id == item_id), Item, lock))
    if found is None or not (actor.side is Side.SYSTEM or actor.on_duty(Duty.FINANCE)):
        raise NotFound()
    return found


def correction_seen_by(session: Session, actor: Actor, correction_id: UUID) -> Correction:
    """A correction as finance staff see it. Raises NotFound for everybody else."""
    found = session.get(Correction, correction_id)
    if found is None or not actor.on_duty(Duty.FINANCE):
        raise NotFound()
    return found


def open_items(session: Session) -> Sequence[Item]:
    """Everything that waits to be explained, locked in a fixed order."""
    return session.scalars(
        sa.select(Item)
        .where(Item.state == ItemState.OPEN)
        .order_by(Item.id)
        .with_for_update(of=Item)
        .execution_options(populate_existing=True)
    ).all()


def latest_closed(session: Session, subjects: Iterable[str]) -> Mapping[str, Item]:
    """For each subject the item that was closed last."""
    rows = session.scalars(
        sa.select(Item)
        .where(Item.subject.in_(list(subjects)), Item.state != ItemState.OPEN)
        .order_by(Item.state_since, Item.id)
    )
    return {item.subject: item for item in rows}


def items_in(session: Session, chosen: Chosen, page: int, *, size: int = 50) -> Page[Item]:
    """The items that are asked for, the oldest first while they are open, else the latest first."""
    total = session.scalar(sa.select(sa.func.count()).select_from(Item).where(chosen.where)) or 0
    order = Item.since_at if chosen.state is ItemState.OPEN else Item.state_since.desc()
    rows = session.scalars(
        sa.select(Item)
        .where(chosen.where)
        .options(selectinload(Item.corrections))
        .order_by(order, Item.id)
        .offset((page - 1) * size)
        .limit(size)
    ).all()
    return Page(rows, page, size, total)


def open_count(session: Session) -> int:
    """How many items wait to be explained."""
    return session.scalar(sa.select(sa.func.count()).select_from(Item).where(Item.state == ItemState.OPEN)) or 0


def counts_of_items(session: Session) -> tuple[dict[ItemState, int], dict[BreakKind, int]]:
    """How many items there are by state, and how many open ones by class."""
    rows = session.execute(sa.select(Item.state, Item.kind, sa.func.count()).group_by(Item.state, Item.kind)).all()
    states, kinds = dict.fromkeys(ItemState, 0), dict.fromkeys(BreakKind, 0)
    for state, kind, count in rows:
        states[state] += count
        kinds[kind] += count if state is ItemState.OPEN else 0
    return states, kinds


def items_to_settle(session: Session) -> Sequence[Correction]:
    """Corrections that wait for a second person, longest waiting first."""
    return session.scalars(
        sa.select(Correction).where(Correction.state == CorrectionState.PROPOSED).order_by(Correction.proposed_at)
    ).all()
