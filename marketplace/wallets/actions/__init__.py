"""What people and machines do with a brand's money, by what they come to do."""

from marketplace.wallets.actions.auto_topping_up import (
    begin_collection,
    record_customer,
    record_method,
    record_no_collection,
    resume,
    set_rule,
    turn_off,
)
from marketplace.wallets.actions.disputing import answer_bank, record_answer, record_dispute
from marketplace.wallets.actions.holding import fund_brief, hold_order, release_brief, return_order_hold
from marketplace.wallets.actions.refunding import ask_for_refund, call_off_refund
from marketplace.wallets.actions.topping_up import (
    count_top_up,
    expire_top_up,
    open_top_up,
    record_checkout,
    record_failed_debit,
    record_processing,
)

__all__ = [
    "answer_bank",
    "ask_for_refund",
    "begin_collection",
    "call_off_refund",
    "count_top_up",
    "expire_top_up",
    "fund_brief",
    "hold_order",
    "open_top_up",
    "record_answer",
    "record_checkout",
    "record_customer",
    "record_dispute",
    "record_failed_debit",
    "record_method",
    "record_no_collection",
    "record_processing",
    "release_brief",
    "resume",
    "return_order_hold",
    "set_rule",
    "turn_off",
]
