"""Why a payout has missed the day it was promised for, as staff read it."""

from __future__ import annotations

from enum import StrEnum

from marketplace.base.text import N_


class LateCause(StrEnum):
    """What kept a payout, or keeps it."""

    HELD = "held"
    NO_BATCH = "no_batch"
    SIGNATURE = "signature"
    FUNDS = "funds"
    ACCOUNT = "account"
    COOL_OFF = "cool_off"
    SENT_BACK = "sent_back"
    MADE_LATE = "made_late"
    BANK_FILE = "bank_file"
    PROVIDER = "provider"
    UNDER_WAY = "under_way"


C = LateCause

LABELS: dict[StrEnum, str] = {
    C.HELD: N_("Held by staff"),
    C.NO_BATCH: N_("In no batch in time"),
    C.SIGNATURE: N_("No second signature in time"),
    C.FUNDS: N_("Our balance at Stripe was too small"),
    C.ACCOUNT: N_("The creator's payout account was not ready"),
    C.COOL_OFF: N_("New bank details cool off first"),
    C.SENT_BACK: N_("An earlier payout of these earnings came back"),
    C.MADE_LATE: N_("Until its day was over: no account, no tax form or too small an amount"),
    C.BANK_FILE: N_("Bank file or bank took too long"),
    C.PROVIDER: N_("Stripe refused it or did not answer"),
    C.UNDER_WAY: N_("Sending took too long"),
}
