"""Payouts that nobody can be sent: their creator is reminded, and at last the money waits as earnings again."""

from __future__ import annotations

from uuid import UUID

from marketplace.base.actor import Side
from marketplace.base.ids import CreatorId, PayoutId
from marketplace.payouts.actions.batching import give_back
from marketplace.payouts.actions.holding_back import ON_HOLD
from marketplace.payouts.events import PayoutUnclaimed
from marketplace.payouts.queries import payout_seen_by
from marketplace.payouts.states import PayoutState
from marketplace.settings import PayoutSettings, settings
from marketplace.work.unit import Work

REMINDED_AFTER_DAYS = (7, 30, 90, 150)
UNCLAIMED = "unclaimed"


def remind_or_return(work: Work, payout_id: UUID) -> None:
    """Does what is due for a payout that is blocked for want of an account. Bears repetition and lateness.

    One that is on hold is none of the creator's doing, and one that may have left has to be looked up first.
    """
    payout = payout_seen_by(work.session, work.actor, payout_id, lock=True)
    if payout.state is not PayoutState.BLOCKED or payout.problem == ON_HOLD:
        return
    if any(attempt.outcome is None for attempt in payout.attempts):
        return
    waited = (work.now - payout.state_since).days
    if waited >= settings(PayoutSettings).unclaimed_after_days:
        payout.move("give_up", by=Side.SYSTEM, at=work.now, why=UNCLAIMED)
        give_back(work, payout)
        return
    due = max((days for days in REMINDED_AFTER_DAYS if days <= waited), default=0)
    if due > payout.reminded_days:
        payout.reminded_days = due
        work.announce(PayoutUnclaimed(payout_id=PayoutId(payout.id), creator_id=CreatorId(payout.creator_id), days=due))
