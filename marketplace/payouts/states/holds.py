"""Why a payout is held, as we keep it and as the creator is told."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from marketplace.base.text import N_


class HoldReason(StrEnum):
    """Why somebody has stopped payouts."""

    IDENTITY = "identity"
    BANK_DETAILS = "bank_details"
    FIGURES = "figures"
    DISCLOSURE = "disclosure"
    DISPUTE = "dispute"
    LEGAL = "legal"
    CREATOR_ASKED = "creator_asked"


H = HoldReason

LABELS: dict[StrEnum, str] = {
    H.IDENTITY: N_("Identity to be confirmed"),
    H.BANK_DETAILS: N_("Bank details to be confirmed"),
    H.FIGURES: N_("Figures under review"),
    H.DISCLOSURE: N_("Missing ad label under review"),
    H.DISPUTE: N_("Disagreement about the work"),
    H.LEGAL: N_("An authority has asked for it"),
    H.CREATOR_ASKED: N_("The creator asked for it"),
}

TOLD: Mapping[HoldReason, str] = {
    H.IDENTITY: N_("We could not confirm who you are. Write to us and have an identity document at hand."),
    H.BANK_DETAILS: N_("We are not sure that your bank account is yours. Write to us so that we can confirm it."),
    H.FIGURES: N_(
        "We are looking into your channel's figures. You need do nothing; we write within five working days."
    ),
    H.DISCLOSURE: N_("A paid post of yours seems to have no ad label. Add the label; then write to us."),
    H.DISPUTE: N_("There is a disagreement about one of your orders. You find it under Orders and can answer there."),
    H.LEGAL: N_("An authority has asked us to wait. We may not say more, and we pay as soon as we are allowed to."),
    H.CREATOR_ASKED: N_("You asked us to wait. Write to us when it should go on."),
}
"""What the creator reads: why, and what to do."""
