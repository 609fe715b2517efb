"""The lives of payouts and batches.

One file each: members of two enums with the same value are equal, so they could not share a table of labels.
"""

from marketplace.payouts.states.bank_files import BANK_FILE_LIFECYCLE, BankFileState
from marketplace.payouts.states.bank_leg_failures import BankLegFailure
from marketplace.payouts.states.bank_legs import ARRIVING, BankLegStatus
from marketplace.payouts.states.bank_reasons import BankReason
from marketplace.payouts.states.bank_results import BankResult
from marketplace.payouts.states.batches import BATCH_LIFECYCLE, BatchState
from marketplace.payouts.states.earnings import EarningState
from marketplace.payouts.states.giving_back import SIGNED_LIFECYCLE, GiveBackReason, SignedState
from marketplace.payouts.states.holds import HoldReason
from marketplace.payouts.states.messages import Destination
from marketplace.payouts.states.payouts import LIVE, PAYOUT_LIFECYCLE, UNDER_WAY, PayoutState

__all__ = [
    "ARRIVING",
    "BANK_FILE_LIFECYCLE",
    "BATCH_LIFECYCLE",
    "LIVE",
    "PAYOUT_LIFECYCLE",
    "SIGNED_LIFECYCLE",
    "UNDER_WAY",
    "BankFileState",
    "BankLegFailure",
    "BankLegStatus",
    "BankReason",
    "BankResult",
    "BatchState",
    "Destination",
    "EarningState",
    "GiveBackReason",
    "HoldReason",
    "PayoutState",
    "SignedState",
]
