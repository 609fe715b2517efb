"""How an attempt to send a payout ended."""

from __future__ import annotations

from enum import StrEnum

from marketplace.base.text import N_


class Outcome(StrEnum):
    """How an attempt to send a payout ended. One without an outcome may have moved the money."""

    SENT = "sent"
    NO_FUNDS = "no_funds"
    ACCOUNT_NOT_READY = "account_not_ready"
    REFUSED = "refused"
    STORED_FAILURE = "stored_failure"
    TOO_OLD = "too_old"


LABELS: dict[StrEnum, str] = {
    Outcome.SENT: N_("Sent"),
    Outcome.NO_FUNDS: N_("The platform's balance was too small"),
    Outcome.ACCOUNT_NOT_READY: N_("The payout account was not ready"),
    Outcome.REFUSED: N_("Stripe refused the request"),
    Outcome.STORED_FAILURE: N_("Stripe kept a failure for this key"),
    Outcome.TOO_OLD: N_("The key was too old to be used again"),
}

TONES: dict[StrEnum, str] = {
    Outcome.SENT: "success",
    Outcome.NO_FUNDS: "warning",
    Outcome.ACCOUNT_NOT_READY: "danger",
    Outcome.REFUSED: "danger",
}
