"""What happened to self-billed documents and the agreements behind them."""

from uuid import UUID

from marketplace.base.facts import Fact, fact
from marketplace.base.ids import BrandId, CreatorId, PayoutId


@fact
class SelfBillingAgreed(Fact):
    """A creator lets us write invoices in their name."""

    creator_id: CreatorId


@fact
class SelfBillingWithdrawn(Fact):
    """A creator writes their own invoices again."""

    creator_id: CreatorId


@fact
class SelfBillIssued(Fact):
    """An invoice, or a credit note, was written in a creator's name, for a brand."""

    self_bill_id: UUID
    payout_id: PayoutId
    creator_id: CreatorId
    brand_id: BrandId
    number: str
    is_credit_note: bool
