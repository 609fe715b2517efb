"""Pages of brands' money."""

from marketplace.wallets.views import chargebacks, refunds, wallet
from marketplace.wallets.views.blueprint import wallets

__all__ = ["chargebacks", "refunds", "wallet", "wallets"]
