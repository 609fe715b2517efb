"""What happened to a brand's money."""

from marketplace.base.facts import Fact, fact
from marketplace.base.ids import BrandId, TopUpId


@fact
class WalletToppedUp(Fact):
    """A brand's payment arrived in its wallet."""

    top_up_id: TopUpId
    brand_id: BrandId
    amount_minor: int
    currency: str
