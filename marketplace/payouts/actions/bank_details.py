"""The bank account of a creator whom Stripe does not pay: named by them, changed with a cool-off."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from marketplace.base.actor import Side
from marketplace.base.errors import NotFound
from marketplace.base.ids import CreatorId
from marketplace.creators.models import Creator
from marketplace.payouts.actions.onboarding import queue_blocked_again
from marketplace.payouts.bank_details import Details, checked
from marketplace.payouts.countries import Rail, rail_for
from marketplace.payouts.errors import CountryNotPayable
from marketplace.payouts.events import BankDetailsChanged, PayoutAccountReady
from marketplace.payouts.models import BankDetails, PayoutAccount
from marketplace.payouts.queries import payout_account_of
from marketplace.settings import BankSettings, settings
from marketplace.work.unit import Work


def name_bank_account(work: Work, typed: Details) -> PayoutAccount:
    """A creator says where their bank account is. The first may be used at once, another after a cool-off.

    Raises what `bank_details.checked` raises, and CountryNotPayable where no bank file goes.
    """
    creator = work.session.get(Creator, work.actor.creator_id, with_for_update=True) if work.actor.creator_id else None
    if creator is None or work.actor.side is not Side.CREATOR:
        raise NotFound()
    account = payout_account_of(work.session, creator.id, lock=True) or _claimed(work, creator)
    if account.rail is not Rail.BANK_FILE:
        raise CountryNotPayable()
    wanted = checked(replace(typed, country=account.country))
    before = account.bank_details
    if before is not None and before.details == wanted:
        return account
    account.bank_details = _kept(work, creator, wanted, is_first=before is None)
    account.checked_at = work.now
    work.session.flush()
    if before is None:
        queue_blocked_again(work, account)
        work.announce(PayoutAccountReady(creator_id=CreatorId(creator.id)))
    else:
        usable_on = account.bank_details.usable_from.date().isoformat()
        work.announce(BankDetailsChanged(creator_id=CreatorId(creator.id), usable_on=usable_on))
    return account


def _claimed(work: Work, creator: Creator) -> PayoutAccount:
    if rail_for(creator.country) is not Rail.BANK_FILE or creator.country is None:
        raise CountryNotPayable()
    account = PayoutAccount(
        creator_id=creator.id, country=creator.country, rail=Rail.BANK_FILE, claimed_at=work.now, bank_details=None
    )
    work.session.add(account)
    return account


def _kept(work: Work, creator: Creator, wanted: Details, *, is_first: bool) -> BankDetails:
    cool_off = timedelta(0) if is_first else timedelta(hours=settings(BankSettings).bank_details_cool_off_hours)
    kept = BankDetails(
        creator_id=creator.id,
        country=wanted.country,
        holder=wanted.holder,
        iban=wanted.iban,
        account_number=wanted.account_number,
        bank_code=wanted.bank_code,
        bic=wanted.bic,
        named_at=work.now,
        usable_from=work.now + cool_off,
    )
    work.session.add(kept)
    return kept
