"""Reads: why payouts have missed the day they were promised for. Nobody types it; the rows say it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased, selectinload

from marketplace.payouts.countries import Rail
from marketplace.payouts.models import BankFileRow, EarningHold, Hold, Payout, PayoutAccount, PayoutLine
from marketplace.payouts.queries.earnings import accounts_of
from marketplace.payouts.states import PayoutState
from marketplace.payouts.states.lateness import LateCause
from marketplace.work.tries import Outcome

_PIECE = 500


@dataclass(frozen=True)
class _Around:
    """What stands around a payout: everything that ever held it, its creator's account, what came back before it."""

    holds: Sequence[Hold | EarningHold]
    account: PayoutAccount | None
    came_back: bool
    now: datetime


def causes_of_lateness(session: Session, payouts: Iterable[Payout], now: datetime) -> dict[UUID, LateCause]:
    """Payout -> what kept it, or keeps it, from leaving in time; payouts that are not late are left out."""
    ids = [payout.id for payout in payouts if payout.is_late(now)]
    late = session.scalars(
        sa.select(Payout).where(Payout.id.in_(ids)).options(selectinload(Payout.attempts), selectinload(Payout.batch))
    ).all()
    holds, accounts = _holds_on(session, late), accounts_of(session, {payout.creator_id for payout in late})
    came_back = _of_earnings_that_came_back(session, ids)
    return {
        payout.id: _cause(
            payout, _Around(holds[payout.id], accounts.get(payout.creator_id), payout.id in came_back, now)
        )
        for payout in late
    }


def each_with_its_cause(
    session: Session, payouts: Iterable[Payout], now: datetime
) -> Iterator[tuple[Payout, LateCause | None]]:
    """Each payout with what kept it, or keeps it; None where it is not late. Read piece by piece."""
    rest = iter(payouts)
    while piece := list(islice(rest, _PIECE)):
        causes = causes_of_lateness(session, piece, now)
        yield from ((payout, causes.get(payout.id)) for payout in piece)


def _cause(payout: Payout, around: _Around) -> LateCause:
    if any(_overlaps(hold, payout, around.now) for hold in around.holds):
        return LateCause.HELD
    return _of_a_sent_one(payout, around) if payout.sent_at else _of_a_waiting_one(payout, around)


_WHERE_IT_WAITS: Mapping[PayoutState, LateCause] = {
    PayoutState.BATCHED: LateCause.SIGNATURE,
    PayoutState.WAITING_FUNDS: LateCause.FUNDS,
}


def _of_a_waiting_one(payout: Payout, around: _Around) -> LateCause:
    if cause := _WHERE_IT_WAITS.get(payout.state):
        return cause
    if payout.state is PayoutState.BLOCKED:
        return _of_attempts(payout) or LateCause.ACCOUNT
    if payout.state is not PayoutState.QUEUED:
        return LateCause.BANK_FILE if payout.rail is Rail.BANK_FILE else _of_attempts(payout) or LateCause.UNDER_WAY
    if around.account is None or not around.account.is_ready:
        return LateCause.ACCOUNT
    if around.account.cools_off(around.now):
        return LateCause.COOL_OFF
    return _of_its_beginning(payout, around) or LateCause.NO_BATCH


def _of_a_sent_one(payout: Payout, around: _Around) -> LateCause:
    if cause := _of_attempts(payout) or _of_its_beginning(payout, around):
        return cause
    batch = payout.batch
    if batch is None or batch.made_at > payout.promised_by:
        return LateCause.NO_BATCH
    if batch.signed_at is None or batch.signed_at > payout.promised_by:
        return LateCause.SIGNATURE
    return LateCause.BANK_FILE if payout.rail is Rail.BANK_FILE else LateCause.UNDER_WAY


_WHAT_AN_ATTEMPT_TELLS: Mapping[Outcome | None, LateCause] = {
    Outcome.NO_FUNDS: LateCause.FUNDS,
    Outcome.ACCOUNT_NOT_READY: LateCause.ACCOUNT,
    Outcome.REFUSED: LateCause.PROVIDER,
    Outcome.STORED_FAILURE: LateCause.PROVIDER,
    Outcome.TOO_OLD: LateCause.PROVIDER,
    None: LateCause.PROVIDER,
}


def _of_attempts(payout: Payout) -> LateCause | None:
    """What the last attempt that failed says; one that had to be made twice means that nobody answered."""
    for attempt in reversed(payout.attempts):
        if cause := _WHAT_AN_ATTEMPT_TELLS.get(attempt.outcome):
            return cause
        if attempt.calls > 1:
            return LateCause.PROVIDER
    return None


def _of_its_beginning(payout: Payout, around: _Around) -> LateCause | None:
    if payout.queued_at <= payout.promised_by:
        return None
    return LateCause.SENT_BACK if around.came_back else LateCause.MADE_LATE


def _overlaps(hold: Hold | EarningHold, payout: Payout, now: datetime) -> bool:
    """Whether a hold stood when the promised day was over, and before the payout left."""
    return hold.placed_at <= (payout.sent_at or now) and (hold.lifted_at or now) >= payout.promised_by


def _holds_on(session: Session, payouts: Sequence[Payout]) -> dict[UUID, list[Hold | EarningHold]]:
    found = session.scalars(
        sa.select(Hold).where(
            Hold.creator_id.in_({payout.creator_id for payout in payouts}),
            sa.or_(Hold.payout_id.is_(None), Hold.payout_id.in_([payout.id for payout in payouts])),
        )
    ).all()
    standing: dict[UUID, list[Hold | EarningHold]] = defaultdict(list)
    for payout in payouts:
        standing[payout.id] = [
            hold for hold in found if hold.creator_id == payout.creator_id and hold.payout_id in (None, payout.id)
        ]
    of_earnings = session.execute(
        sa.select(PayoutLine.payout_id, EarningHold)
        .join(EarningHold, EarningHold.earning_id == PayoutLine.earning_id)
        .where(PayoutLine.payout_id.in_([payout.id for payout in payouts]))
    )
    for payout_id, hold in of_earnings:
        standing[payout_id].append(hold)
    return standing


def _of_earnings_that_came_back(session: Session, ids: Sequence[UUID]) -> set[UUID]:
    """Payouts with an earning that was in another before, which had gone to Stripe or to a bank and came back."""
    mine, earlier = aliased(PayoutLine), aliased(PayoutLine)
    return set(
        session.scalars(
            sa.select(mine.payout_id)
            .join(earlier, sa.and_(earlier.earning_id == mine.earning_id, earlier.payout_id != mine.payout_id))
            .join(Payout, Payout.id == earlier.payout_id)
            .where(
                mine.payout_id.in_(ids),
                sa.not_(earlier.live),
                sa.or_(Payout.sent_at.is_not(None), Payout.bank_rows.any(BankFileRow.result.is_not(None))),
            )
        )
    )
