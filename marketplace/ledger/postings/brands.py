"""A brand's money: into the wallet, set aside for briefs and orders, and back to the card."""

from __future__ import annotations

from uuid import UUID

from marketplace.base.money import Money
from marketplace.ledger import chart
from marketplace.ledger.content import Posting, posting
from marketplace.ledger.kinds import JournalKind as K


def topped_up(brand_id: UUID, paid: Money) -> Posting:
    """A brand's payment arrived at Stripe."""
    return posting(K.TOP_UP, {chart.psp_stripe(): paid}, {chart.wallet(brand_id): paid})


def refund_begun(brand_id: UUID, refund_id: UUID, amount: Money) -> Posting:
    """A part of a wallet is to go back to the card it came from."""
    return posting(K.REFUND_BEGUN, {chart.wallet(brand_id): amount}, {chart.refund_in_transit(refund_id): amount})


def refund_sent(refund_id: UUID, amount: Money) -> Posting:
    """Stripe took a refund out of our balance there."""
    return posting(K.REFUND_SENT, {chart.refund_in_transit(refund_id): amount}, {chart.psp_stripe(): amount})


def refund_failed(refund_id: UUID, amount: Money) -> Posting:
    """The card's bank did not take a refund that was sent: Stripe gave it back to us."""
    return posting(K.REFUND_FAILED, {chart.psp_stripe(): amount}, {chart.refund_in_transit(refund_id): amount})


def refund_returned(brand_id: UUID, refund_id: UUID, amount: Money) -> Posting:
    """A refund that was not sent, or that came back, is in the wallet again."""
    return posting(K.REFUND_RETURNED, {chart.refund_in_transit(refund_id): amount}, {chart.wallet(brand_id): amount})


def brief_funded(brand_id: UUID, brief_id: UUID, amount: Money) -> Posting:
    """A budget is set aside for a brief."""
    return posting(K.BRIEF_FUNDED, {chart.wallet(brand_id): amount}, {chart.held_brief(brief_id): amount})


def brief_released(brand_id: UUID, brief_id: UUID, amount: Money) -> Posting:
    """What a brief no longer needs goes back to the wallet."""
    return posting(K.BRIEF_RELEASED, {chart.held_brief(brief_id): amount}, {chart.wallet(brand_id): amount})


def order_held(brief_id: UUID, order_id: UUID, amount: Money) -> Posting:
    """Price and brand fee of an offer are held out of its brief's budget."""
    return posting(K.ORDER_HELD, {chart.held_brief(brief_id): amount}, {chart.held_order(order_id): amount})


def order_returned(brief_id: UUID, order_id: UUID, amount: Money) -> Posting:
    """An offer was declined, ran out, or was cancelled before any work: the brief has its money back."""
    return posting(K.ORDER_RETURNED, {chart.held_order(order_id): amount}, {chart.held_brief(brief_id): amount})
