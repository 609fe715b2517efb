"""Pages of brands' money."""

from marketplace.wallets.views import auto_top_up, chargebacks, refunds, wallet
from marketplace.wallets.views.blueprint import wallets

__all__ = ["auto_top_up", "chargebacks", "refunds", "wallet", "wallets"]
