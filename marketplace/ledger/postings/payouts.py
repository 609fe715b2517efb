"""Payouts on both rails, from what is available to where they arrive, and back."""

from __future__ import annotations

from uuid import UUID

from marketplace.base.money import Money
from marketplace.ledger import chart
from marketplace.ledger.content import Posting, posting
from marketplace.ledger.kinds import JournalKind as K


def payout_begun(creator_id: UUID, payout_id: UUID, *, gross: Money, tax: Money) -> Posting:
    """Earnings become a payout: the tax on them is kept for the state, the rest is on its way."""
    return posting(
        K.PAYOUT_BEGUN,
        {chart.creator_available(creator_id): gross},
        {chart.tax_withheld(): tax, chart.in_transit(payout_id): gross - tax},
    )


def payout_given_back(creator_id: UUID, payout_id: UUID, *, gross: Money, tax: Money) -> Posting:
    """A payout that did not arrive is available again, with the tax that was kept of it."""
    return posting(
        K.PAYOUT_GIVEN_BACK,
        {chart.tax_withheld(): tax, chart.in_transit(payout_id): gross - tax},
        {chart.creator_available(creator_id): gross},
    )


def payout_sent(payout_id: UUID, net: Money) -> Posting:
    """Stripe made the transfer to the creator's account there."""
    return posting(K.PAYOUT_SENT, {chart.in_transit(payout_id): net}, {chart.psp_stripe(): net})


def payout_sent_to_bank(payout_id: UUID, net: Money) -> Posting:
    """Our bank carried out a line of a signed bank file."""
    return posting(K.PAYOUT_SENT_TO_BANK, {chart.in_transit(payout_id): net}, {chart.bank(): net})


def payout_returned(payout_id: UUID, net: Money) -> Posting:
    """A transfer was reversed: Stripe has the money for us again."""
    return posting(K.PAYOUT_RETURNED, {chart.psp_stripe(): net}, {chart.in_transit(payout_id): net})


def payout_returned_by_bank(payout_id: UUID, net: Money) -> Posting:
    """The creator's bank did not take a payment: it is back in our bank account."""
    return posting(K.PAYOUT_RETURNED_BY_BANK, {chart.bank(): net}, {chart.in_transit(payout_id): net})
