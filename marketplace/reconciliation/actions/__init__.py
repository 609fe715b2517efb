"""What machines and people do about the comparison with Stripe, by what they come to do."""

from marketplace.reconciliation.actions.correcting import (
    adjust,
    dismiss_item,
    propose_correction,
    sign_correction,
    withdraw_correction,
)
from marketplace.reconciliation.actions.mirroring import keep_changes
from marketplace.reconciliation.actions.running import ask_for_run, begin_nightly_run, finish_run

__all__ = [
    "adjust",
    "ask_for_run",
    "begin_nightly_run",
    "dismiss_item",
    "finish_run",
    "keep_changes",
    "propose_correction",
    "sign_correction",
    "withdraw_correction",
]
