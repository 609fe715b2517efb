"""Stopping payouts with a reason, and letting them go on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

import sqlalchemy as sa

from marketplace.accounts.policy import must_be_finance
from marketplace.base.actor import Side
from marketplace.base.errors import NotFound
from marketplace.base.ids import CreatorId
from marketplace.creators.models import Creator
from marketplace.payouts.actions.sending import finish_batch
from marketplace.payouts.errors import (
    CameBack,
    CreatorHeld,
    HeldAlready,
    NoteMissing,
    NotHeld,
    SentAlready,
    TooLateToHold,
)
from marketplace.payouts.events import HoldLifted, PayoutsHeld
from marketplace.payouts.models import BankFileRow, Hold, Payout
from marketplace.payouts.queries import hold_on_creator, hold_seen_by, open_holds_on, payout_seen_by
from marketplace.payouts.states import HoldReason, PayoutState
from marketplace.work.unit import Work

MOST_IN_A_NOTE = 1000

ON_HOLD = "on hold"
"""The problem of a payout that was stopped after its batch was signed."""

_OVER: Mapping[PayoutState, type[TooLateToHold]] = {PayoutState.SENT: SentAlready, PayoutState.RETURNED: CameBack}


def hold_payout(work: Work, payout_id: UUID, *, reason: HoldReason, note: str) -> Hold:
    """Stops one payout: it leaves its batch, or is blocked when the batch is signed.

    Raises TooLateToHold once it is being sent, SentAlready and CameBack afterwards, NoteMissing, HeldAlready.
    """
    must_be_finance(work.actor)
    payout = payout_seen_by(work.session, work.actor, payout_id, lock=True)
    if no := _OVER.get(payout.state):
        raise no()
    if not _stop(work, payout):
        raise TooLateToHold()
    return _held(work, payout.creator_id, payout.id, reason, note)


def hold_creator(work: Work, creator_id: UUID, *, reason: HoldReason, note: str) -> tuple[Hold, Sequence[Payout]]:
    """Stops every payout of a creator, the coming ones too. Gives the hold and what is being sent all the same.

    Raises NoteMissing, HeldAlready.
    """
    must_be_finance(work.actor)
    # Whoever makes a payout for them reads this row for a share: see `queue_payout`.
    if work.session.get(Creator, creator_id, with_for_update={"key_share": True}) is None:
        raise NotFound()
    under_way = work.session.scalars(
        sa.select(Payout)
        .where(Payout.creator_id == creator_id, Payout.state.not_in([PayoutState.SENT, PayoutState.RETURNED]))
        .order_by(Payout.id)
        .with_for_update(of=Payout)
        .execution_options(populate_existing=True)
    ).all()
    too_late = [payout for payout in under_way if not _stop(work, payout)]
    return _held(work, creator_id, None, reason, note), too_late


def lift_hold_on(work: Work, payout_id: UUID) -> Hold:
    """Lifts what stops one payout and no other. Raises NotHeld, and CreatorHeld when all of its creator's are held."""
    must_be_finance(work.actor)
    payout = payout_seen_by(work.session, work.actor, payout_id)
    own = sa.select(Hold.id).where(Hold.payout_id == payout.id, Hold.lifted_at.is_(None))
    hold_id = work.session.scalar(own)
    if hold_id is None:
        raise CreatorHeld() if hold_on_creator(work.session, payout.creator_id) else NotHeld()
    return lift_hold(work, hold_id)


def lift_hold(work: Work, hold_id: UUID) -> Hold:
    """Lets payouts go on; those stopped after a signature wait for a batch again. Raises NotFound for a lifted one."""
    must_be_finance(work.actor)
    hold = hold_seen_by(work.session, work.actor, hold_id, lock=True)
    if not hold.is_open:
        raise NotFound()
    hold.lifted_at, hold.lifted_by_id = work.now, work.actor.person_id
    work.session.flush()
    blocked = work.session.scalars(
        sa.select(Payout)
        .where(
            Payout.creator_id == hold.creator_id,
            Payout.state == PayoutState.BLOCKED,
            Payout.problem == ON_HOLD,
            sa.true() if hold.payout_id is None else Payout.id == hold.payout_id,
        )
        .order_by(Payout.id)
        .with_for_update(of=Payout)
        .execution_options(populate_existing=True)
    ).all()
    still = open_holds_on(work.session, blocked)
    for payout in blocked:
        if payout.id not in still:
            payout.move("queue_again", by=Side.SYSTEM, at=work.now, person_id=work.actor.person_id)
            payout.batch_id, payout.problem = None, ""
    work.announce(HoldLifted(hold_id=hold.id, creator_id=CreatorId(hold.creator_id)))
    return hold


def _held(work: Work, creator_id: UUID, payout_id: UUID | None, reason: HoldReason, note: str) -> Hold:
    if not 0 < len(note.strip()) <= MOST_IN_A_NOTE:
        raise NoteMissing(most=MOST_IN_A_NOTE)
    same = sa.and_(Hold.creator_id == creator_id, Hold.payout_id.is_not_distinct_from(payout_id))
    if work.session.scalar(sa.select(sa.exists().where(same, Hold.lifted_at.is_(None)))):
        raise HeldAlready()
    hold = Hold(
        creator_id=creator_id,
        payout_id=payout_id,
        reason=reason,
        note=note.strip(),
        placed_at=work.now,
        placed_by_id=work.actor.person_id,
    )
    work.session.add(hold)
    work.session.flush()
    work.announce(PayoutsHeld(hold_id=hold.id, creator_id=CreatorId(creator_id), reason=reason.value))
    return hold


def _stop(work: Work, payout: Payout) -> bool:
    """Takes a payout out of what goes on by itself; False when it may be leaving at this moment."""
    if payout.state is PayoutState.BATCHED:
        payout.move("unbatch", by=Side.STAFF, at=work.now, person_id=work.actor.person_id)
        payout.batch_id = None
    elif payout.state in (PayoutState.SIGNED, PayoutState.WAITING_FUNDS):
        if _is_in_somebodys_hands(work, payout):
            return False
        payout.move("block", by=Side.SYSTEM, at=work.now, person_id=work.actor.person_id, why=ON_HOLD)
        payout.problem = ON_HOLD
        finish_batch(work, payout)
    return payout.state is not PayoutState.SENDING


def _is_in_somebodys_hands(work: Work, payout: Payout) -> bool:
    unknown = any(attempt.outcome is None for attempt in payout.attempts)
    in_a_file = work.session.scalar(sa.select(sa.exists().where(BankFileRow.payout_id == payout.id, BankFileRow.live)))
    return payout.is_leased or unknown or bool(in_a_file)
