"""Why a creator's bank did not take money from Stripe, and what the creator can do about it."""

from __future__ import annotations

from enum import StrEnum

from marketplace.base.text import N_


class BankLegFailure(StrEnum):
    """Why a bank refused money from a Stripe balance: Stripe's codes that creators meet, and one for all others."""

    ACCOUNT_CLOSED = "account_closed"
    ACCOUNT_FROZEN = "account_frozen"
    BANK_ACCOUNT_RESTRICTED = "bank_account_restricted"
    INCORRECT_HOLDER = "incorrect_account_holder_name"
    INVALID_NUMBER = "invalid_account_number"
    INVALID_CURRENCY = "invalid_currency"
    NO_ACCOUNT = "no_account"
    DECLINED = "declined"
    COULD_NOT_PROCESS = "could_not_process"
    OTHER = "other"


F = BankLegFailure

LABELS: dict[StrEnum, str] = {
    F.ACCOUNT_CLOSED: N_("The bank account is closed"),
    F.ACCOUNT_FROZEN: N_("The bank account is frozen"),
    F.BANK_ACCOUNT_RESTRICTED: N_("The bank account does not take such payments"),
    F.INCORRECT_HOLDER: N_("The name does not belong to the bank account"),
    F.INVALID_NUMBER: N_("The number of the bank account is wrong"),
    F.INVALID_CURRENCY: N_("The bank account does not take this currency"),
    F.NO_ACCOUNT: N_("There is no such bank account"),
    F.DECLINED: N_("The bank declined it"),
    F.COULD_NOT_PROCESS: N_("The bank could not process it"),
    F.OTHER: N_("The bank gave another reason"),
}

ANOTHER_ACCOUNT = N_("The money is in your Stripe balance again. Name another bank account at Stripe.")
CORRECT_IT = N_("The money is in your Stripe balance again. Correct your bank account at Stripe.")
ASK_THE_BANK = N_(
    "The money is in your Stripe balance again. Ask your bank why, or name another bank account at Stripe."
)

WHAT_TO_DO: dict[BankLegFailure, str] = {
    F.ACCOUNT_CLOSED: ANOTHER_ACCOUNT,
    F.ACCOUNT_FROZEN: ASK_THE_BANK,
    F.BANK_ACCOUNT_RESTRICTED: ANOTHER_ACCOUNT,
    F.INCORRECT_HOLDER: CORRECT_IT,
    F.INVALID_NUMBER: CORRECT_IT,
    F.INVALID_CURRENCY: ANOTHER_ACCOUNT,
    F.NO_ACCOUNT: CORRECT_IT,
    F.DECLINED: ASK_THE_BANK,
    F.COULD_NOT_PROCESS: ASK_THE_BANK,
    F.OTHER: ASK_THE_BANK,
}
"""What the creator can do about each."""


def read_failure(code: str | None) -> BankLegFailure:
    """The reason behind a code of Stripe; codes nobody has words for are told as another reason."""
    return BankLegFailure(code) if code in set(BankLegFailure) else BankLegFailure.OTHER
