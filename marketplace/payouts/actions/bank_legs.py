"""What Stripe says of money on its way to creators' banks is kept."""

from __future__ import annotations

from sqlalchemy.dialects.postgresql import insert

from marketplace.base.ids import CreatorId
from marketplace.payouts.events import BankLegFailed
from marketplace.payouts.models import BankLeg
from marketplace.payouts.queries import payout_account_with
from marketplace.payouts.states import BankLegStatus
from marketplace.payouts.told import BankLegTold
from marketplace.work.unit import Work


def record_bank_leg(work: Work, told: BankLegTold) -> BankLeg | None:
    """Keeps how money on its way to a bank stood when Stripe was asked; None when the account is none of ours.

    An answer that was asked for earlier than what is known changes nothing. The creator is told of a refusal once.
    """
    account = payout_account_with(work.session, told.account)
    if account is None:
        return None
    said = {
        "currency": told.amount.currency,
        "amount_minor": told.amount.minor,
        "status": told.status,
        "begun_at": told.begun_at,
        "arrives_at": told.arrives_at,
        "failure_code": told.failure_code,
        "asked_at": told.asked_at,
    }
    is_new = work.session.scalar(
        insert(BankLeg)
        .values(id=told.id, creator_id=account.creator_id, **said)
        .on_conflict_do_nothing(index_elements=["id"])
        .returning(BankLeg.id)
    )
    leg = work.session.get_one(BankLeg, told.id, with_for_update=True, populate_existing=True)
    if leg.creator_id != account.creator_id:
        return None
    before = None if is_new else leg.status
    if not is_new and told.asked_at > leg.asked_at:
        for name, value in said.items():
            setattr(leg, name, value)
    if leg.status is BankLegStatus.FAILED and before is not BankLegStatus.FAILED:
        work.announce(BankLegFailed(creator_id=CreatorId(leg.creator_id), bank_leg_id=leg.id))
    return leg
