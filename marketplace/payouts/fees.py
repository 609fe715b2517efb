"""What the platform earns from a price."""

from marketplace.base.money import Money
from marketplace.settings import FeeSettings, settings


def brand_fee_on(price: Money, rate_bp: int | None = None) -> Money:
    """What a brand pays on top of a price; rounded half up to a minor unit. The rate is the setting's unless given."""
    return price.share(settings(FeeSettings).brand_fee_bp if rate_bp is None else rate_bp)


def creator_fee_on(price: Money, rate_bp: int | None = None) -> Money:
    """What is taken from a price before the creator receives it; rounded half up to a minor unit."""
    return price.share(settings(FeeSettings).creator_fee_bp if rate_bp is None else rate_bp)
