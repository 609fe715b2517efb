"""Reads: what went back to brands after it was earned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.base.actor import Actor, Duty, Side
from marketplace.base.errors import NotFound
from marketplace.base.money import Money
from marketplace.base.paging import Page
from marketplace.ledger import chart
from marketplace.ledger.queries import journal_with_key
from marketplace.payouts.giving_back import fee_of_part
from marketplace.payouts.models import Earning, GiveBack
from marketplace.payouts.states import SignedState
from marketplace.work.locking import locked

_WAITING = (SignedState.PROPOSED, SignedState.DONE)


@dataclass(frozen=True)
class Shares:
    """What of our two fees goes back, what is taken out of the earning, and what the creator owes."""

    brand_fee: Money
    creator_fee: Money
    taken: Money
    owed: Money


def give_back_seen_by(session: Session, actor: Actor, give_back_id: UUID, *, lock: bool = False) -> GiveBack:
    """A give-back as finance staff and the system see it. Raises NotFound for everybody else."""
    found = session.scalar(locked(sa.select(GiveBack).where(GiveBack.id == give_back_id), GiveBack, lock))
    if found is None or not (actor.side is Side.SYSTEM or actor.on_duty(Duty.FINANCE)):
        raise NotFound()
    return found


def price_given_back(session: Session, earning: Earning, *, with_proposals: bool = False) -> Money:
    """What of the price of an earning is with the brand again, or would be once everything is signed."""
    states = _WAITING if with_proposals else (SignedState.DONE,)
    total = session.scalar(
        sa.select(sa.func.sum(GiveBack.price_minor)).where(
            GiveBack.earning_id == earning.id, GiveBack.state.in_(states)
        )
    )
    return Money(int(total or 0), earning.currency)


def shares_of(session: Session, give_back: GiveBack) -> Shares:
    """Whose the parts of a give-back are: as they were taken, or as they would be now."""
    if give_back.state is SignedState.DONE:
        return Shares(give_back.brand_fee, give_back.creator_fee, give_back.taken, give_back.owed)
    earning, part = give_back.earning, give_back.price
    before = price_given_back(session, earning)
    creator_fee = fee_of_part(earning.fee, earning.gross, before=before, part=part)
    from_creator, nothing = part - creator_fee, Money.zero(part.currency)
    # What is in a payout, though it may not have left, cannot be taken out of it any more.
    taken = nothing if earning.live_payout else min(from_creator, earning.left)
    return Shares(
        brand_fee=fee_of_part(brand_fee_of(session, earning), earning.gross, before=before, part=part),
        creator_fee=creator_fee,
        taken=taken,
        owed=from_creator - taken,
    )


def brand_fee_of(session: Session, earning: Earning) -> Money:
    """What the brand has paid us on top of the price of a settled order, as the book says."""
    booked = journal_with_key(session, f"{earning.source_kind}:{earning.source_id}:settled")
    if booked is None:
        raise LookupError(f"earning {earning.id} was never settled")
    fees = [entry.amount_minor for entry in booked.entries if entry.account.code == chart.fee_brand()]
    return Money(-sum(fees), earning.currency)


def give_backs_of_order(session: Session, order_id: UUID) -> Sequence[GiveBack]:
    """What went back of the price of an order, or may, oldest first."""
    return session.scalars(
        sa.select(GiveBack)
        .join(Earning, Earning.id == GiveBack.earning_id)
        .where(Earning.source_kind == "order", Earning.source_id == order_id)
        .order_by(GiveBack.made_at, GiveBack.id)
    ).all()


def give_backs(session: Session, page: int, *, state: SignedState, size: int = 25) -> Page[GiveBack]:
    """Those in a state, newest first."""
    total = session.scalar(sa.select(sa.func.count()).select_from(GiveBack).where(GiveBack.state == state)) or 0
    rows = session.scalars(
        sa.select(GiveBack)
        .where(GiveBack.state == state)
        .order_by(GiveBack.made_at.desc())
        .offset((page - 1) * size)
        .limit(size)
    ).all()
    return Page(rows, page, size, total)
