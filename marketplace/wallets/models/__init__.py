"""The tables of brands' money."""

from marketplace.wallets.models.auto_top_ups import AutoTopUp
from marketplace.wallets.models.chargebacks import Chargeback
from marketplace.wallets.models.refunds import Refund
from marketplace.wallets.models.top_ups import TopUp

__all__ = ["AutoTopUp", "Chargeback", "Refund", "TopUp"]
