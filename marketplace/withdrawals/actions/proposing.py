"""One person proposes that our money goes to our bank, another signs it."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa

from marketplace.accounts.policy import must_be_finance
from marketplace.base.actor import Side
from marketplace.base.errors import Forbidden
from marketplace.base.money import Money
from marketplace.withdrawals.errors import AnotherPersonSigns, NotOurs
from marketplace.withdrawals.events import WithdrawalDue, WithdrawalProposed
from marketplace.withdrawals.models import Withdrawal
from marketplace.withdrawals.queries import proposed_once, share_in, withdrawal_seen_by
from marketplace.work.unit import Work

_LOCK = 7_236_112_027  # any number that nothing else locks: what is ours is given away by one at a time


def propose_withdrawal(work: Work, *, amount: Money, once: UUID | None = None) -> Withdrawal:
    """Proposes that an amount goes to our bank, and keeps why it is ours. Raises NotOurs with what is.

    `once` names one showing of the form: sent twice it proposes once.
    """
    must_be_finance(work.actor)
    if work.actor.person_id is None:
        raise Forbidden()
    work.session.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))
    if once is not None and (earlier := proposed_once(work.session, work.actor.person_id, once)):
        return earlier
    share = share_in(work.session, amount.currency)
    if amount.minor <= 0 or share.ours < amount:
        raise NotOurs(most=share.ours)
    withdrawal = Withdrawal(
        currency=amount.currency,
        amount_minor=amount.minor,
        share=share.kept,
        once=once,
        proposed_by_id=work.actor.person_id,
        proposed_at=work.now,
    )
    work.session.add(withdrawal)
    withdrawal.begin(at=work.now)
    work.session.flush()
    work.announce(WithdrawalProposed(withdrawal_id=withdrawal.id))
    return withdrawal


def sign_withdrawal(work: Work, withdrawal_id: UUID) -> Withdrawal:
    """A second person lets it go, if it is still ours. Raises AnotherPersonSigns or NotOurs."""
    must_be_finance(work.actor)
    work.session.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))
    withdrawal = withdrawal_seen_by(work.session, work.actor, withdrawal_id, lock=True)
    if withdrawal.proposed_by_id == work.actor.person_id:
        raise AnotherPersonSigns()
    share = share_in(work.session, withdrawal.currency, without=withdrawal.id)
    if share.ours < withdrawal.amount:
        raise NotOurs(most=share.ours)
    withdrawal.move("sign", by=Side.STAFF, at=work.now, person_id=work.actor.person_id)
    withdrawal.signed_by_id, withdrawal.signed_at = work.actor.person_id, work.now
    work.announce(WithdrawalDue(withdrawal_id=withdrawal.id))
    return withdrawal


def call_off_withdrawal(work: Work, withdrawal_id: UUID) -> Withdrawal:
    """Keeps the money at Stripe after all, before it has left. Raises NotOpen once it is on its way."""
    must_be_finance(work.actor)
    withdrawal = withdrawal_seen_by(work.session, work.actor, withdrawal_id, lock=True)
    withdrawal.move("call_off", by=Side.STAFF, at=work.now, person_id=work.actor.person_id)
    return withdrawal
