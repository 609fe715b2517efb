"""Reading briefs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from marketplace.base.actor import Actor
from marketplace.base.errors import NotFound
from marketplace.base.ids import BrandId
from marketplace.base.money import Money
from marketplace.briefs.models import Brief
from marketplace.briefs.policy import may_see
from marketplace.briefs.states import BriefState
from marketplace.ledger import chart
from marketplace.ledger.kinds import JournalKind
from marketplace.ledger.models import Account, Balance, Entry, Journal

_ORDERS_TOOK = (JournalKind.ORDER_HELD, JournalKind.ORDER_RETURNED, JournalKind.ORDER_CANCELLED)


@dataclass(frozen=True)
class BriefMoney:
    """Where the budget of a brief is, by the ledger.

    `free` can still be offered, `held` is set aside for orders under way, `spent` was paid for work and fees.
    """

    budget: Money
    free: Money
    held: Money
    spent: Money

    @property
    def used(self) -> Money:
        """What creators' work takes of the budget, paid already or held for it."""
        return self.held + self.spent


def brief_seen_by(session: Session, actor: Actor, brief_id: UUID, *, lock: bool = False) -> Brief:
    """The brief as the actor sees it. Raises NotFound for an outsider."""
    brief = session.get(Brief, brief_id, with_for_update={"of": Brief} if lock else None, populate_existing=lock)
    if brief is None or not may_see(actor, brief):
        raise NotFound()
    return brief


def briefs_of(session: Session, brand_id: BrandId) -> Sequence[Brief]:
    """A brand's briefs, newest first."""
    return session.scalars(sa.select(Brief).where(Brief.brand_id == brand_id).order_by(Brief.created_at.desc())).all()


def open_briefs(session: Session, *, limit: int = 200) -> Sequence[Brief]:
    """The briefs that take applications, the one that closes first on top."""
    return session.scalars(
        sa.select(Brief).where(Brief.state == BriefState.OPEN).order_by(Brief.apply_by, Brief.id).limit(limit)
    ).all()


def briefs_awaiting_review(session: Session) -> Sequence[Brief]:
    """What staff have to review, the longest waiting first."""
    return session.scalars(
        sa.select(Brief).where(Brief.state == BriefState.IN_REVIEW).order_by(Brief.state_since)
    ).all()


def briefs_due(session: Session, now: datetime, *, limit: int = 200) -> Sequence[UUID]:
    """Ids of the briefs whose clock has run out."""
    return session.scalars(sa.select(Brief.id).where(Brief.due_at <= now).order_by(Brief.due_at).limit(limit)).all()


def money_of(session: Session, briefs: Sequence[Brief]) -> dict[UUID, BriefMoney]:
    """Where the budgets of several briefs are, by id of the brief."""
    codes = {chart.held_brief(brief.id): brief.id for brief in briefs}
    of_brief = sa.select(
        Account.code,
        sa.func.sum(-Entry.amount_minor).label("free"),
        sa.func.coalesce(sa.func.sum(Entry.amount_minor).filter(Journal.kind.in_(_ORDERS_TOOK)), 0).label("used"),
    )
    of_brief = of_brief.join(Entry, Entry.account_id == Account.id).join(Journal, Journal.id == Entry.journal_id)
    rows = session.execute(of_brief.where(Account.code.in_(codes)).group_by(Account.code)).all()
    free = {codes[row.code]: int(row.free) for row in rows}
    used = {codes[row.code]: int(row.used) for row in rows}
    held = _held_for_orders(session, codes)
    return {
        brief.id: BriefMoney(
            brief.budget,
            Money(free.get(brief.id, 0), brief.currency),
            Money(held.get(brief.id, 0), brief.currency),
            Money(used.get(brief.id, 0) - held.get(brief.id, 0), brief.currency),
        )
        for brief in briefs
    }


def _held_for_orders(session: Session, codes: dict[str, UUID]) -> dict[UUID, int]:
    """What is still held for the orders of each brief: the other side of every journal that took from its budget."""
    other, other_account = aliased(Entry), aliased(Account)
    rows = session.execute(
        sa.select(Account.code, sa.func.sum(-Balance.amount_minor))
        .join(Entry, Entry.account_id == Account.id)
        .join(Journal, Journal.id == Entry.journal_id)
        .join(other, other.journal_id == Journal.id)
        .join(other_account, other_account.id == other.account_id)
        .join(Balance, Balance.account_id == other_account.id)
        .where(Account.code.in_(codes), Journal.kind == JournalKind.ORDER_HELD, other.id != Entry.id)
        .group_by(Account.code)
    )
    return {codes[code]: int(amount) for code, amount in rows}
