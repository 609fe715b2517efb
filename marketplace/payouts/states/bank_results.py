"""What a bank did with one payment of a file."""

from __future__ import annotations

from enum import StrEnum

from marketplace.base.text import N_


class BankResult(StrEnum):
    """What became of one row of a bank file."""

    CARRIED_OUT = "carried_out"
    REFUSED = "refused"
    RETURNED = "returned"


LABELS: dict[StrEnum, str] = {
    BankResult.CARRIED_OUT: N_("Paid by the bank"),
    BankResult.REFUSED: N_("Not carried out"),
    BankResult.RETURNED: N_("Sent back"),
}

TONES: dict[StrEnum, str] = {
    BankResult.CARRIED_OUT: "success",
    BankResult.REFUSED: "danger",
    BankResult.RETURNED: "warning",
}
