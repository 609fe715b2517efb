"""What people and machines do with money, by what they come to do."""

from marketplace.payouts.actions.bank_details import name_bank_account
from marketplace.payouts.actions.bank_files import (
    BankAnswer,
    Proof,
    cancel_bank_file,
    hand_over_bank_file,
    make_bank_files,
    record_bounce,
    record_carried_out,
)
from marketplace.payouts.actions.batching import cancel_batch, give_up_payout, make_batch, queue_again, sign_batch
from marketplace.payouts.actions.debts import drop_write_off, propose_write_off, sign_write_off
from marketplace.payouts.actions.giving_back import drop_give_back, propose_give_back, sign_give_back
from marketplace.payouts.actions.holding_back import hold_creator, hold_payout, lift_hold, lift_hold_on
from marketplace.payouts.actions.holding_earnings import hold_earning, lift_earning_hold
from marketplace.payouts.actions.onboarding import begin_onboarding, record_recipient
from marketplace.payouts.actions.queueing import queue_payout
from marketplace.payouts.actions.settling import cancel_with_kill_fee, mature, mature_what_is_due, settle
from marketplace.payouts.actions.trying_again import set_aside, try_again

__all__ = [
    "drop_write_off",
    "propose_write_off",
    "sign_write_off",
    "drop_give_back",
    "propose_give_back",
    "sign_give_back",
    "BankAnswer",
    "Proof",
    "begin_onboarding",
    "cancel_bank_file",
    "cancel_batch",
    "cancel_with_kill_fee",
    "give_up_payout",
    "hand_over_bank_file",
    "hold_creator",
    "hold_earning",
    "hold_payout",
    "lift_earning_hold",
    "lift_hold",
    "lift_hold_on",
    "make_bank_files",
    "make_batch",
    "mature",
    "mature_what_is_due",
    "name_bank_account",
    "queue_again",
    "queue_payout",
    "record_bounce",
    "record_carried_out",
    "record_recipient",
    "set_aside",
    "settle",
    "sign_batch",
    "try_again",
]
