"""Self-billing as the actions make it: a creator who is a business, a payout that was sent, its invoice."""

from __future__ import annotations

from marketplace.accounts.models import Brand, Person
from marketplace.base.actor import SYSTEM
from marketplace.base.ids import new_id
from marketplace.base.money import Money
from marketplace.creators.models import Creator
from marketplace.payouts.actions.sending import begin_attempt, plan_sending, record_sent
from marketplace.payouts.models import Payout
from marketplace.self_billing.actions import agree_to_self_billing, bill_payout
from marketplace.self_billing.models import SelfBill, SelfBillingAgreement
from tests.builders.payouts import WorkAs, a_payout_account, a_queued_payout, a_signed_batch, an_earning, person_behind


def an_agreement(
    work_as: WorkAs, creator: Creator, *, country: str = "DE", vat_id: str = "DE136695976"
) -> SelfBillingAgreement:
    """A creator who is a business has agreed to self-billing."""
    with work_as(person_behind(work_as, creator).actor) as work:
        return agree_to_self_billing(
            work,
            legal_name=f"{creator.name} GmbH",
            address="Weg 1\nLeipzig",
            country=country,
            vat_id=vat_id,
            agreed=True,
        )


def a_sent_payout(work_as: WorkAs, creator: Creator, maker: Person, signer: Person, currency: str = "USD") -> Payout:
    """What a creator has earned was sent over Stripe; the account has to be ready."""
    payout = a_queued_payout(work_as, creator, currency)
    a_signed_batch(work_as, maker, signer, [payout])
    account = f"acct_{creator.id}"
    with work_as(SYSTEM) as work:
        plan = plan_sending(work, payout.id)
        assert plan is not None
        begin_attempt(work, plan, account)
    with work_as(SYSTEM) as work:
        return record_sent(work, payout.id, transfer_id=f"tr_{new_id().hex}", account=account, amount=payout.net)


def a_self_bill(work_as: WorkAs, brand: Brand, creator: Creator, maker: Person, signer: Person) -> SelfBill:
    """A creator who has agreed was paid for an order, and has the invoice for it."""
    a_payout_account(work_as, creator)
    an_agreement(work_as, creator)
    an_earning(work_as, brand, creator, Money(1_190_00, "EUR"))
    sent = a_sent_payout(work_as, creator, maker, signer, "EUR")
    with work_as(SYSTEM) as work:
        (made,) = bill_payout(work, sent.id)
        return made
