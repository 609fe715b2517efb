"""What can be wrong between Stripe and the book, and the life of what was found."""

from __future__ import annotations

from enum import StrEnum

from marketplace.base.actor import Side
from marketplace.base.lifecycle import Lifecycle, step
from marketplace.base.text import N_


class BreakKind(StrEnum):
    """What is wrong with a pair, or with what has none."""

    MISSING_HERE = "missing_here"
    MISSING_THERE = "missing_there"
    AMOUNT = "amount_differs"
    DUPLICATE = "duplicate"
    TIMING = "timing"
    CURRENCY = "currency_differs"


class ItemState(StrEnum):
    """Where an open item stands."""

    OPEN = "open_item"
    EXPLAINED = "explained"
    CORRECTED = "corrected"
    DISMISSED = "dismissed"


class MatchState(StrEnum):
    """How an entry of our book stands beside what Stripe says."""

    MATCHED = "entry_matched"
    OPEN = "entry_open"
    SET_ASIDE = "entry_set_aside"
    CANCELS_OUT = "entry_cancels_out"
    BOOK_ONLY = "entry_book_only"
    NOT_COMPARED = "entry_not_compared"


class CorrectionState(StrEnum):
    """Where a correction stands: one person proposes it, another signs it."""

    PROPOSED = "proposed"
    SIGNED = "correction_signed"
    WITHDRAWN = "correction_withdrawn"


S, C = ItemState, CorrectionState

ITEM_LIFECYCLE = Lifecycle(
    S.OPEN,
    (
        step("explain", Side.SYSTEM, {S.OPEN}, S.EXPLAINED),
        step("correct", Side.STAFF, {S.OPEN}, S.CORRECTED),
        step("dismiss", Side.STAFF, {S.OPEN}, S.DISMISSED),
    ),
)

CORRECTION_LIFECYCLE = Lifecycle(
    C.PROPOSED,
    (
        step("sign", Side.STAFF, {C.PROPOSED}, C.SIGNED),
        step("withdraw", {Side.STAFF, Side.SYSTEM}, {C.PROPOSED}, C.WITHDRAWN),
    ),
)

LABELS: dict[StrEnum, str] = {
    BreakKind.MISSING_HERE: N_("Missing in our book"),
    BreakKind.MISSING_THERE: N_("Missing at Stripe"),
    BreakKind.AMOUNT: N_("Amounts differ"),
    BreakKind.DUPLICATE: N_("Twice"),
    BreakKind.TIMING: N_("Across the cut-off"),
    BreakKind.CURRENCY: N_("Currencies differ"),
    MatchState.MATCHED: N_("Matched"),
    MatchState.OPEN: N_("In an open item"),
    MatchState.SET_ASIDE: N_("In an item that was set aside"),
    MatchState.CANCELS_OUT: N_("Taken back in the book"),
    MatchState.BOOK_ONLY: N_("Moves nothing at Stripe"),
    MatchState.NOT_COMPARED: N_("Not compared yet"),
    S.OPEN: N_("To be explained"),
    S.EXPLAINED: N_("Solved by itself"),
    S.CORRECTED: N_("Corrected"),
    S.DISMISSED: N_("Set aside with a reason"),
    C.PROPOSED: N_("Waits for a second person"),
    C.SIGNED: N_("Signed and booked"),
    C.WITHDRAWN: N_("Withdrawn"),
}

TONES: dict[StrEnum, str] = {
    MatchState.MATCHED: "success",
    MatchState.OPEN: "warning",
    MatchState.NOT_COMPARED: "info",
    S.OPEN: "warning",
    S.EXPLAINED: "success",
    S.CORRECTED: "success",
    C.PROPOSED: "info",
    C.SIGNED: "success",
}
