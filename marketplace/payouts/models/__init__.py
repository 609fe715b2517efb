"""The tables of money on its way to creators."""

from marketplace.payouts.models.accounts import BankDetails, PayoutAccount
from marketplace.payouts.models.bank_files import BankFile, BankFileProof, BankFileRow
from marketplace.payouts.models.bank_legs import BankLeg
from marketplace.payouts.models.earning_holds import EarningHold
from marketplace.payouts.models.giving_back import GiveBack, Netting, WriteOff
from marketplace.payouts.models.holds import Hold
from marketplace.payouts.models.messages import WebhookEvent
from marketplace.payouts.models.payouts import Attempt, Batch, Earning, Payout, PayoutLine

__all__ = [
    "Attempt",
    "BankDetails",
    "BankFile",
    "BankFileProof",
    "BankFileRow",
    "BankLeg",
    "Batch",
    "Earning",
    "EarningHold",
    "GiveBack",
    "Hold",
    "Netting",
    "Payout",
    "PayoutAccount",
    "PayoutLine",
    "WebhookEvent",
    "WriteOff",
]
