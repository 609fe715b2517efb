"""What people and machines do with our own money, by what they come to do."""

from marketplace.withdrawals.actions.proposing import call_off_withdrawal, propose_withdrawal, sign_withdrawal
from marketplace.withdrawals.actions.sending import (
    Plan,
    WithdrawnTwice,
    begin_attempt,
    plan_withdrawal,
    record_payout,
    record_refusal,
    record_unknown,
)

__all__ = [
    "Plan",
    "WithdrawnTwice",
    "begin_attempt",
    "call_off_withdrawal",
    "plan_withdrawal",
    "propose_withdrawal",
    "record_payout",
    "record_refusal",
    "record_unknown",
    "sign_withdrawal",
]
