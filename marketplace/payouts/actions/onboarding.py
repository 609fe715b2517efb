"""A creator's account at Stripe: claimed here, made at Stripe, ready when Stripe says so."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa

from marketplace.base.actor import Side
from marketplace.base.errors import NotFound
from marketplace.base.ids import CreatorId
from marketplace.creators.models import Creator
from marketplace.payouts.countries import Rail, rail_for
from marketplace.payouts.errors import CountryNotPayable
from marketplace.payouts.events import PayoutAccountReady
from marketplace.payouts.models import Payout, PayoutAccount
from marketplace.payouts.queries import is_held, payout_account_of
from marketplace.payouts.states import PayoutState
from marketplace.work.unit import Work


def begin_onboarding(work: Work) -> PayoutAccount:
    """A creator sets out to be paid; again gives the same account. Raises CountryNotPayable."""
    creator = work.session.get(Creator, work.actor.creator_id, with_for_update=True) if work.actor.creator_id else None
    if creator is None or work.actor.side is not Side.CREATOR:
        raise NotFound()
    if found := payout_account_of(work.session, creator.id):
        _must_be_at_stripe(found)
        return found
    if creator.country is None or rail_for(creator.country) is not Rail.STRIPE:
        raise CountryNotPayable()
    account = PayoutAccount(creator_id=creator.id, country=creator.country, claimed_at=work.now)
    work.session.add(account)
    work.session.flush()
    return account


def record_recipient(work: Work, creator_id: UUID, *, external_id: str, transfers_status: str) -> PayoutAccount:
    """Keeps the account that Stripe has made, and how it stands. One that is new to being ready frees its payouts."""
    account = payout_account_of(work.session, creator_id, lock=True)
    if account is None:
        raise NotFound()
    _must_be_at_stripe(account)
    was_ready = account.is_ready
    if account.external_id is None:
        account.external_id = external_id
    account.transfers_status, account.checked_at = transfers_status, work.now
    if account.is_ready and not was_ready:
        queue_blocked_again(work, account)
        work.announce(PayoutAccountReady(creator_id=CreatorId(account.creator_id)))
    return account


def _must_be_at_stripe(account: PayoutAccount) -> None:
    if account.rail is not Rail.STRIPE:
        raise NotFound()


def queue_blocked_again(work: Work, account: PayoutAccount) -> None:
    """What was blocked for want of the account goes through two people again."""
    blocked = work.session.scalars(
        sa.select(Payout)
        .where(Payout.creator_id == account.creator_id, Payout.state == PayoutState.BLOCKED, sa.not_(is_held()))
        .order_by(Payout.id)
        .with_for_update(of=Payout)
    )
    for payout in blocked:
        payout.move("queue_again", by=Side.SYSTEM, at=work.now)
        payout.batch_id, payout.problem, payout.reminded_days = None, "", 0
