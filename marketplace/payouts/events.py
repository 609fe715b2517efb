"""What happened to money on its way."""

from uuid import UUID

from marketplace.base.facts import Fact, fact
from marketplace.base.ids import BankFileId, BatchId, BrandId, CreatorId, EarningId, OrderId, PayoutId


@fact
class EarningSettled(Fact):
    """A creator has earned something."""

    earning_id: EarningId
    creator_id: CreatorId
    source_kind: str
    source_id: UUID


@fact
class PayoutAccountReady(Fact):
    """A creator can be paid from now on."""

    creator_id: CreatorId


@fact
class PayoutQueued(Fact):
    """Earnings of a creator were put together into one payout."""

    payout_id: PayoutId
    creator_id: CreatorId


@fact
class BatchMade(Fact):
    """Somebody put payouts into a batch, for another person to sign."""

    batch_id: BatchId


@fact
class BatchSigned(Fact):
    """A second person has signed a batch."""

    batch_id: BatchId


@fact
class PayoutDue(Fact):
    """A signed payout is to be sent now."""

    payout_id: PayoutId


@fact
class PayoutSent(Fact):
    """A payout is in the creator's Stripe balance."""

    payout_id: PayoutId
    creator_id: CreatorId
    net_minor: int
    currency: str


@fact
class PayoutBlocked(Fact):
    """A payout cannot be sent until somebody does something."""

    payout_id: PayoutId
    creator_id: CreatorId


@fact
class PayoutReturned(Fact):
    """A payout came back or was given up; its earnings are available again."""

    payout_id: PayoutId
    creator_id: CreatorId


@fact
class BankLegFailed(Fact):
    """A creator's bank did not take what Stripe sent there; the money is in their Stripe balance again."""

    creator_id: CreatorId
    bank_leg_id: str


@fact
class WebhookReceived(Fact):
    """Stripe has told us of something; what is true now is fetched, not believed."""

    event_id: str


@fact
class BankDetailsChanged(Fact):
    """A creator has named another bank account; nothing is sent there before a cool-off is over."""

    creator_id: CreatorId
    usable_on: str


@fact
class BankFileMade(Fact):
    """Payouts of a signed batch were written into a file for the bank, for a second person to sign."""

    bank_file_id: BankFileId


@fact
class BankFileHandedOver(Fact):
    """A second person has signed a bank file and handed it to the bank."""

    bank_file_id: BankFileId


@fact
class BankFileCarriedOut(Fact):
    """A bank has done what a file said; what it refused is written down."""

    bank_file_id: BankFileId


@fact
class PayoutSentBack(Fact):
    """A bank did not take a payout; the creator has to look at their bank details."""

    payout_id: PayoutId
    creator_id: CreatorId
    reason: str


@fact
class PayoutsHeld(Fact):
    """Somebody has stopped a payout, or all payouts of a creator."""

    hold_id: UUID
    creator_id: CreatorId
    reason: str


@fact
class HoldLifted(Fact):
    """Payouts go on."""

    hold_id: UUID
    creator_id: CreatorId


@fact
class EarningHeld(Fact):
    """Somebody keeps one earning out of payouts."""

    earning_id: EarningId
    creator_id: CreatorId
    title: str
    reason: str


@fact
class EarningHoldLifted(Fact):
    """An earning goes into payouts again."""

    earning_id: EarningId
    creator_id: CreatorId
    title: str


@fact
class PayoutUnclaimed(Fact):
    """A payout has waited for its creator's account for so many days."""

    payout_id: PayoutId
    creator_id: CreatorId
    days: int


@fact
class MoneyGivenBack(Fact):
    """(A part of) the price of a settled order is with the brand again; the creator may owe it."""

    give_back_id: UUID
    order_id: OrderId
    brand_id: BrandId
    creator_id: CreatorId
    title: str
    reason: str
    price_minor: int
    brand_fee_minor: int
    taken_minor: int
    owed_minor: int
    currency: str


@fact
class CreatorDebtNetted(Fact):
    """What a creator owes was paid out of what they have earned, whole or in part."""

    creator_id: CreatorId
    amount_minor: int
    left_minor: int
    currency: str


@fact
class CreatorDebtWrittenOff(Fact):
    """We bear what a creator owed."""

    creator_id: CreatorId
    amount_minor: int
    currency: str
