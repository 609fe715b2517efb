"""Keeping a single earning out of payouts with a reason, and letting it go on."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa

from marketplace.accounts.policy import must_be_finance
from marketplace.base.actor import Side
from marketplace.base.errors import NotFound
from marketplace.base.ids import CreatorId, EarningId
from marketplace.creators.models import Creator
from marketplace.payouts.actions.batching import give_back
from marketplace.payouts.actions.holding_back import MOST_IN_A_NOTE
from marketplace.payouts.actions.queueing import queue_payout
from marketplace.payouts.errors import HeldAlready, InAPayout, NoteMissing, SentAlready
from marketplace.payouts.events import EarningHeld, EarningHoldLifted
from marketplace.payouts.models import EarningHold, Payout, PayoutLine
from marketplace.payouts.queries import (
    earning_hold_seen_by,
    earning_seen_by,
    open_hold_on_earning,
    open_holds_on,
)
from marketplace.payouts.states import HoldReason, PayoutState
from marketplace.work.unit import Work

MADE_ANEW = "made anew without an earning that is on hold"
"""Why a payout was taken back that a person had put one of its earnings on hold in."""


def hold_earning(work: Work, earning_id: UUID, *, reason: HoldReason, note: str) -> EarningHold:
    """Keeps one earning out of the coming payouts. A payout that waits for people is made anew without it.

    Raises InAPayout once its payout is under way, SentAlready, NoteMissing, HeldAlready.
    """
    must_be_finance(work.actor)
    earning = earning_seen_by(work.session, work.actor, earning_id)
    # Whoever makes a payout for them reads this row for a share: see `queue_payout`.
    work.session.get(Creator, earning.creator_id, with_for_update={"key_share": True})
    if not 0 < len(note.strip()) <= MOST_IN_A_NOTE:
        raise NoteMissing(most=MOST_IN_A_NOTE)
    if open_hold_on_earning(work.session, earning_id) is not None:
        raise HeldAlready()
    payout = _live_payout_of(work, earning_id)
    hold = EarningHold(
        earning_id=earning_id,
        reason=reason,
        note=note.strip(),
        placed_at=work.now,
        placed_by_id=work.actor.person_id,
    )
    work.session.add(hold)
    work.session.flush()
    if _take_apart(work, payout):
        queue_payout(work, earning.creator_id, earning.currency)
    work.announce(
        EarningHeld(
            earning_id=EarningId(earning_id),
            creator_id=CreatorId(earning.creator_id),
            title=earning.title,
            reason=reason.value,
        )
    )
    return hold


def lift_earning_hold(work: Work, hold_id: UUID) -> EarningHold:
    """Lets an earning go into payouts again. Raises NotFound for a lifted hold."""
    must_be_finance(work.actor)
    hold = earning_hold_seen_by(work.session, work.actor, hold_id, lock=True)
    if not hold.is_open:
        raise NotFound()
    hold.lifted_at, hold.lifted_by_id = work.now, work.actor.person_id
    earning = hold.earning
    work.announce(
        EarningHoldLifted(
            earning_id=EarningId(earning.id), creator_id=CreatorId(earning.creator_id), title=earning.title
        )
    )
    return hold


def _live_payout_of(work: Work, earning_id: UUID) -> Payout | None:
    """The payout that an earning is in, locked; none when it is in none, or that came back while we waited for it."""
    found = work.session.scalar(
        sa.select(Payout)
        .join(PayoutLine, PayoutLine.payout_id == Payout.id)
        .where(PayoutLine.earning_id == earning_id, PayoutLine.live)
        .with_for_update(of=Payout)
        .execution_options(populate_existing=True)
    )
    return None if found is None or found.state is PayoutState.RETURNED else found


def _take_apart(work: Work, payout: Payout | None) -> bool:
    """Takes back a payout that only waits for people and was never tried; whether there was one."""
    if payout is None:
        return False
    if payout.state is PayoutState.SENT:
        raise SentAlready()
    waits = payout.state in (PayoutState.QUEUED, PayoutState.BATCHED)
    if not waits or payout.attempts or open_holds_on(work.session, [payout]):
        raise InAPayout(code=payout.code)
    if payout.state is PayoutState.BATCHED:
        payout.move("unbatch", by=Side.STAFF, at=work.now, person_id=work.actor.person_id)
        payout.batch_id = None
    payout.move("give_up", by=Side.STAFF, at=work.now, person_id=work.actor.person_id, why=MADE_ANEW)
    give_back(work, payout)
    work.session.flush()
    return True
