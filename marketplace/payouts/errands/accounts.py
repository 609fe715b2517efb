"""A creator's account at Stripe: made, linked to, looked at again."""

from __future__ import annotations

from uuid import UUID

from marketplace.accounts.queries import person_of_creator
from marketplace.base.actor import SYSTEM
from marketplace.creators.models import Creator
from marketplace.gateways.current import payments
from marketplace.payouts.actions.onboarding import record_recipient
from marketplace.payouts.errors import PayoutsNotSetUp
from marketplace.payouts.queries import payout_account_of, payout_account_with
from marketplace.work.unit import unit_of_work


def onboarding_address(creator_id: UUID, *, return_url: str, refresh_url: str) -> str:
    """A fresh address where a creator says who they are; their account is made on the way. Good once, for minutes."""
    account = _external_id(creator_id) or _make_recipient(creator_id)
    return payments().onboarding_link(account, return_url=return_url, refresh_url=refresh_url)


def check_account_of(creator_id: UUID) -> bool:
    """Asks Stripe whether a creator can be paid now."""
    account = _external_id(creator_id)
    if account is None:
        return False
    found = payments().read_recipient(account)
    with unit_of_work(SYSTEM) as work:
        kept = record_recipient(work, creator_id, external_id=found.id, transfers_status=found.transfers_status)
        return kept.is_ready


def check_account(external_id: str) -> None:
    """Asks Stripe about one of its accounts; one that is none of ours is left alone."""
    with unit_of_work(SYSTEM) as work:
        account = payout_account_with(work.session, external_id)
        creator_id = account.creator_id if account else None
    if creator_id is not None:
        check_account_of(creator_id)


def _external_id(creator_id: UUID) -> str | None:
    with unit_of_work(SYSTEM) as work:
        account = payout_account_of(work.session, creator_id)
        return account.external_id if account else None


def _make_recipient(creator_id: UUID) -> str:
    with unit_of_work(SYSTEM) as work:
        account = payout_account_of(work.session, creator_id)
        creator = work.session.get(Creator, creator_id)
        person = person_of_creator(work.session, creator_id)
        if account is None or creator is None or person is None:
            raise PayoutsNotSetUp()
        account_id, country, email, name = account.id, account.country, person.email, creator.name
    made = payments().create_recipient(
        reference=str(account_id), email=email, name=name, country=country, key=f"recipient_{account_id}"
    )
    with unit_of_work(SYSTEM) as work:
        kept = record_recipient(work, creator_id, external_id=made.id, transfers_status=made.transfers_status)
        return kept.external_id or made.id
