"""Reads: what of the balance at Stripe is ours, and withdrawals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.base.actor import Actor
from marketplace.base.errors import NotFound
from marketplace.base.money import Money
from marketplace.base.paging import Page
from marketplace.ledger import chart
from marketplace.ledger.queries import amounts_of, owed_to_others
from marketplace.withdrawals.models import Withdrawal
from marketplace.withdrawals.policy import may_see_withdrawals
from marketplace.withdrawals.shares import Owed, Share
from marketplace.withdrawals.states import SPOKEN_FOR, WithdrawalState
from marketplace.work.locking import locked


def shares(session: Session, *, without: UUID | None = None) -> Mapping[str, Share]:
    """What of the balance at Stripe is ours, by currency; one withdrawal may be left out of what is spoken for."""
    owed: defaultdict[str, list[Owed]] = defaultdict(list)
    for family, amount in owed_to_others(session):
        if amount.minor > 0:
            owed[amount.currency].append(Owed(family, amount))
    spoken_for: dict[str, int] = dict(
        session.execute(
            sa.select(Withdrawal.currency, sa.cast(sa.func.sum(Withdrawal.amount_minor), sa.BigInteger))
            .where(Withdrawal.state.in_(SPOKEN_FOR), Withdrawal.id != without if without else sa.true())
            .group_by(Withdrawal.currency)
        ).all()
    )
    return {
        currency: Share(held, tuple(owed[currency]), Money(spoken_for.get(currency, 0), currency))
        for currency, held in sorted(amounts_of(session, chart.psp_stripe()).items())
    }


def share_in(session: Session, currency: str, *, without: UUID | None = None) -> Share:
    """The same in one currency."""
    nothing = Money.zero(currency)
    return shares(session, without=without).get(currency, Share(nothing, (), nothing))


def withdrawal_seen_by(session: Session, actor: Actor, withdrawal_id: UUID, *, lock: bool = False) -> Withdrawal:
    """A withdrawal as finance staff and the system see it. Raises NotFound for everybody else."""
    found = session.scalar(locked(sa.select(Withdrawal).where(Withdrawal.id == withdrawal_id), Withdrawal, lock))
    if found is None or not may_see_withdrawals(actor):
        raise NotFound()
    return found


def withdrawal_of_stripe(session: Session, payout_id: str) -> Withdrawal | None:
    """The withdrawal that Stripe knows by this id."""
    return session.scalar(sa.select(Withdrawal).where(Withdrawal.payout_id == payout_id))


def proposed_once(session: Session, person_id: UUID | None, once: UUID) -> Withdrawal | None:
    """The withdrawal that was proposed with one showing of the form."""
    return session.scalar(sa.select(Withdrawal).where(Withdrawal.proposed_by_id == person_id, Withdrawal.once == once))


def withdrawals(session: Session, page: int, *, size: int = 30) -> Page[Withdrawal]:
    """All withdrawals, newest first."""
    total = session.scalar(sa.select(sa.func.count()).select_from(Withdrawal)) or 0
    newest = sa.select(Withdrawal).order_by(Withdrawal.proposed_at.desc(), Withdrawal.id.desc())
    return Page(session.scalars(newest.offset((page - 1) * size).limit(size)).all(), page, size, total)


def withdrawals_in(session: Session, state: WithdrawalState) -> Sequence[UUID]:
    """The ids of all withdrawals in a state."""
    return session.scalars(sa.select(Withdrawal.id).where(Withdrawal.state == state)).all()


def count_to_sign(session: Session) -> int:
    """How many withdrawals wait for a second person."""
    waiting = sa.select(sa.func.count()).select_from(Withdrawal).where(Withdrawal.state == WithdrawalState.PROPOSED)
    return session.scalar(waiting) or 0
