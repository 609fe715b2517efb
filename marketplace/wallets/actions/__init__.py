"""What people and machines do with a brand's money, by what they come to do."""

from marketplace.wallets.actions.holding import fund_brief, hold_order, release_brief, return_order_hold
from marketplace.wallets.actions.topping_up import count_top_up, expire_top_up, open_top_up, record_checkout

__all__ = [
    "count_top_up",
    "expire_top_up",
    "fund_brief",
    "hold_order",
    "open_top_up",
    "record_checkout",
    "release_brief",
    "return_order_hold",
]
