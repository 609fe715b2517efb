"""How large a following is, in the words of the trade."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from marketplace.base.text import N_


class Tier(StrEnum):
    """A class of creators by the number of their followers."""

    KOC = "koc"
    TAIL = "tail"
    LOWER_MID = "lower_mid"
    MID = "mid"
    HEAD = "head"


TIERS: tuple[tuple[int, Tier], ...] = (
    (500_000, Tier.HEAD),
    (100_000, Tier.MID),
    (50_000, Tier.LOWER_MID),
    (10_000, Tier.TAIL),
    (0, Tier.KOC),
)
"""From how many followers on a tier begins, largest first."""

LABELS: dict[StrEnum, str] = {
    Tier.KOC: N_("KOC"),
    Tier.TAIL: N_("Small KOL"),
    Tier.LOWER_MID: N_("Lower-mid KOL"),
    Tier.MID: N_("Mid KOL"),
    Tier.HEAD: N_("Top KOL"),
}


def tier_of(followers: int | None, tiers: Sequence[tuple[int, Tier]] = TIERS) -> Tier | None:
    """The tier of a number of followers; none when the number is not known."""
    if followers is None:
        return None
    return next((tier for least, tier in tiers if followers >= least), None)
