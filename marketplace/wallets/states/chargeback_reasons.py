"""Why a payer wants money back, as their bank says it."""

from __future__ import annotations

from enum import StrEnum

from marketplace.base.text import N_


class ChargebackReason(StrEnum):
    """Stripe's reasons that matter for payments into a wallet; any other reads as `OTHER`."""

    FRAUDULENT = "fraudulent"
    UNRECOGNIZED = "unrecognized"
    DUPLICATE = "duplicate"
    NOT_RECEIVED = "product_not_received"
    NOT_AS_DESCRIBED = "product_unacceptable"
    NOT_CREDITED = "credit_not_processed"
    DEBIT_NOT_AUTHORISED = "debit_not_authorized"
    OTHER = "other"


R = ChargebackReason

LABELS: dict[StrEnum, str] = {
    R.FRAUDULENT: N_("The cardholder says that they did not pay"),
    R.UNRECOGNIZED: N_("The cardholder does not recognise the payment"),
    R.DUPLICATE: N_("Paid twice"),
    R.NOT_RECEIVED: N_("Not received"),
    R.NOT_AS_DESCRIBED: N_("Not as described"),
    R.NOT_CREDITED: N_("A refund that was promised did not come"),
    R.DEBIT_NOT_AUTHORISED: N_("The bank debit was not authorised"),
    R.OTHER: N_("Another reason"),
}


def read_reason(code: str) -> ChargebackReason:
    """The reason behind Stripe's code."""
    return ChargebackReason(code) if code in set(ChargebackReason) else ChargebackReason.OTHER
