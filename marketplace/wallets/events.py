"""What happened to a brand's money."""

from marketplace.base.facts import Fact, fact
from marketplace.base.ids import BrandId, ChargebackId, RefundId, TopUpId


@fact
class WalletToppedUp(Fact):
    """A brand's payment arrived in its wallet."""

    top_up_id: TopUpId
    brand_id: BrandId
    amount_minor: int
    currency: str


@fact
class TopUpFailed(Fact):
    """A bank debit came back: nothing was paid."""

    top_up_id: TopUpId
    brand_id: BrandId


@fact
class RefundDue(Fact):
    """A refund is to be sent."""

    refund_id: RefundId


@fact
class RefundSent(Fact):
    """A refund has left for the card or bank it came from."""

    refund_id: RefundId
    brand_id: BrandId


@fact
class RefundReturned(Fact):
    """A refund did not arrive; its amount is in the wallet again."""

    refund_id: RefundId
    brand_id: BrandId


@fact
class ChargebackOpened(Fact):
    """The bank of whoever paid a top-up wants the money back."""

    chargeback_id: ChargebackId
    brand_id: BrandId


@fact
class ChargebackAnswered(Fact):
    """Somebody has written to the bank; the answer is to be handed in."""

    chargeback_id: ChargebackId


@fact
class ChargebackDecided(Fact):
    """The bank has decided."""

    chargeback_id: ChargebackId
    brand_id: BrandId
    won: bool


@fact
class DebtNetted(Fact):
    """A part of what a brand owed was taken from money that came into its wallet."""

    brand_id: BrandId
    amount_minor: int
    currency: str


@fact
class AutoTopUpDue(Fact):
    """A wallet has run low, and its rule says to top it up."""

    top_up_id: TopUpId


@fact
class AutoTopUpPaused(Fact):
    """A bank refused what a rule wanted to collect; nothing more is collected before somebody has looked."""

    top_up_id: TopUpId
    brand_id: BrandId
