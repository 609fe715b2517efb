"""Bank files: made by one person, handed to the bank by another, and what the bank did with them."""

from marketplace.payouts.actions.bank_files.handing_over import hand_over_bank_file
from marketplace.payouts.actions.bank_files.making import cancel_bank_file, make_bank_files
from marketplace.payouts.actions.bank_files.results import BankAnswer, Proof, record_bounce, record_carried_out

__all__ = [
    "BankAnswer",
    "Proof",
    "cancel_bank_file",
    "hand_over_bank_file",
    "make_bank_files",
    "record_bounce",
    "record_carried_out",
]
