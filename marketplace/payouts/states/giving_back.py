"""Money that is given back after an order was settled, and debts that are written off: proposed, then signed."""

from __future__ import annotations

from enum import StrEnum

from marketplace.base.actor import Side
from marketplace.base.lifecycle import Lifecycle, step
from marketplace.base.text import N_


class GiveBackReason(StrEnum):
    """Why (a part of) a price goes back, as both sides are told."""

    POST_REMOVED = "post_removed"
    LABEL_MISSING = "label_missing"
    NOT_AS_AGREED = "not_as_agreed"
    BOTH_AGREED = "both_agreed"
    OUR_MISTAKE = "our_mistake"


class SignedState(StrEnum):
    """Where something stands that one person proposes and another signs."""

    PROPOSED = "proposed"
    DONE = "done"
    DROPPED = "dropped"


S = SignedState

SIGNED_LIFECYCLE = Lifecycle(
    S.PROPOSED,
    (
        step("sign", Side.STAFF, {S.PROPOSED}, S.DONE),
        step("drop", Side.STAFF, {S.PROPOSED}, S.DROPPED),
    ),
)

LABELS: dict[StrEnum, str] = {
    GiveBackReason.POST_REMOVED: N_("The post was taken down before the agreed time"),
    GiveBackReason.LABEL_MISSING: N_("The ad label was taken off the post"),
    GiveBackReason.NOT_AS_AGREED: N_("The work is not what was agreed"),
    GiveBackReason.BOTH_AGREED: N_("Brand and creator have agreed on it"),
    GiveBackReason.OUR_MISTAKE: N_("We made a mistake when we settled the order"),
    S.PROPOSED: N_("Waits for a signature"),
    S.DONE: N_("Done"),
    S.DROPPED: N_("Dropped"),
}

TONES: dict[StrEnum, str] = {S.PROPOSED: "warning", S.DONE: "success", S.DROPPED: "neutral"}
