"""Why a bank did not take a payment: the reasons of ISO 20022's external list that creators meet."""

from __future__ import annotations

from enum import StrEnum

from marketplace.base.text import N_


class BankReason(StrEnum):
    """Why a bank refused a payment or sent it back (ISO 20022, ExternalStatusReason1Code)."""

    AC01 = "AC01"
    AC04 = "AC04"
    AC06 = "AC06"
    AG01 = "AG01"
    AM09 = "AM09"
    BE01 = "BE01"
    RC01 = "RC01"
    RR04 = "RR04"
    MS03 = "MS03"


R = BankReason

LABELS: dict[StrEnum, str] = {
    R.AC01: N_("The account number is wrong"),
    R.AC04: N_("The account is closed"),
    R.AC06: N_("The account is blocked"),
    R.AG01: N_("The account does not take such payments"),
    R.AM09: N_("The amount is wrong"),
    R.BE01: N_("The name does not belong to the account"),
    R.RC01: N_("The bank code is wrong"),
    R.RR04: N_("The law of the country stands against it"),
    R.MS03: N_("The bank gave no reason"),
}
