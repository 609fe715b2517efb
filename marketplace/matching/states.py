"""The life of an application. From the offer on, the order owns its fate and the application follows."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum

from marketplace.base.actor import Side
from marketplace.base.lifecycle import Lifecycle, step
from marketplace.base.text import N_


class ApplicationState(StrEnum):
    """Where an application stands."""

    SUBMITTED = "submitted"
    SHORTLISTED = "shortlisted"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    REJECTED = "rejected"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


S = ApplicationState

APPLICATION_LIFECYCLE = Lifecycle(
    S.SUBMITTED,
    (
        step("shortlist", Side.BRAND, {S.SUBMITTED}, S.SHORTLISTED),
        step("unlist", Side.BRAND, {S.SHORTLISTED}, S.SUBMITTED),
        step("reject", Side.BRAND, {S.SUBMITTED, S.SHORTLISTED}, S.REJECTED),
        step("withdraw", Side.CREATOR, {S.SUBMITTED, S.SHORTLISTED}, S.WITHDRAWN),
        step("expire", Side.SYSTEM, {S.SUBMITTED, S.SHORTLISTED}, S.EXPIRED, after="decide_by"),
        step("offer", Side.SYSTEM, {S.SUBMITTED, S.SHORTLISTED}, S.OFFERED),
        step("offer_accepted", Side.SYSTEM, {S.OFFERED}, S.ACCEPTED),
        step("offer_declined", Side.SYSTEM, {S.OFFERED}, S.DECLINED),
        step("offer_over", Side.SYSTEM, {S.OFFERED}, S.SHORTLISTED),
    ),
    clocks={"decide_by": timedelta(days=7)},
)

UNDECIDED = frozenset({S.SUBMITTED, S.SHORTLISTED})
"""States in which the brand still has to say something."""

REJECT_REASONS = {
    "niche": N_("The content does not fit this campaign"),
    "price": N_("The price is above our range"),
    "audience": N_("The audience is elsewhere"),
    "full": N_("All places are taken"),
    "timing": N_("The dates do not work"),
}
"""A brand must give one of these when it rejects an application."""

LABELS: dict[StrEnum, str] = {
    S.SUBMITTED: N_("Submitted"),
    S.SHORTLISTED: N_("Shortlisted"),
    S.OFFERED: N_("Offer received"),
    S.ACCEPTED: N_("Booked"),
    S.DECLINED: N_("Offer declined"),
    S.REJECTED: N_("Not chosen"),
    S.EXPIRED: N_("No decision in time"),
    S.WITHDRAWN: N_("Withdrawn"),
}

TONES: dict[StrEnum, str] = {
    S.SUBMITTED: "info",
    S.SHORTLISTED: "info",
    S.OFFERED: "warning",
    S.ACCEPTED: "success",
    S.REJECTED: "danger",
}
