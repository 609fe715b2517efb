"""What the entries of a year come to: every journal stands under headings that together are what it changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from marketplace.base.actor import Side
from marketplace.base.text import N_
from marketplace.ledger.kinds import JournalKind as K


class Heading(StrEnum):
    """What a movement was, to the one whose accounts it moved."""

    EARNED = "earned"
    TOPPED_UP = "topped_up"
    SPENT = "spent"
    FEES = "platform_fees"
    TAX = "tax_withheld"
    TAKEN_BACK = "taken_back"
    BY_STRIPE = "paid_by_stripe"
    BY_BANK = "paid_by_bank"
    REFUNDED = "refunded"
    OTHER = "other"


H = Heading

LABELS: dict[StrEnum, str] = {
    H.EARNED: N_("Earnings before fees"),
    H.TOPPED_UP: N_("Topped up"),
    H.SPENT: N_("Spent on creators"),
    H.FEES: N_("Platform fees"),
    H.TAX: N_("Tax withheld"),
    H.TAKEN_BACK: N_("Taken back"),
    H.BY_STRIPE: N_("Paid out by Stripe"),
    H.BY_BANK: N_("Paid out by bank"),
    H.REFUNDED: N_("Refunded to you"),
    H.OTHER: N_("Other movements"),
}

ADDS = frozenset({H.EARNED, H.TOPPED_UP, H.OTHER})
"""Headings that make the closing larger; all others make it smaller."""

HEADINGS: Mapping[Side, tuple[Heading, ...]] = {
    Side.BRAND: (H.TOPPED_UP, H.SPENT, H.FEES, H.REFUNDED, H.OTHER),
    Side.CREATOR: (H.EARNED, H.FEES, H.TAX, H.TAKEN_BACK, H.BY_STRIPE, H.BY_BANK, H.OTHER),
}

_WORK = frozenset({K.SETTLED, K.ORDER_CANCELLED, K.ORDER_SPLIT, K.COMMISSION_EARNED})
_BACK = frozenset({K.COMMISSION_REVERSED, K.COMMISSION_CLAWED_BACK, K.CLAWED_BACK})
_PAID_OUT = frozenset(
    {K.PAYOUT_SENT, K.PAYOUT_SENT_TO_BANK, K.PAYOUT_RETURNED, K.PAYOUT_RETURNED_BY_BANK}
)  # that a payout was begun or given back moves nothing but its tax
_REFUNDS = frozenset({K.REFUND_SENT, K.REFUND_FAILED})


@dataclass(frozen=True)
class Moved:
    """What journals of one kind have moved, in minor units: `own` is what somebody has more of now, the rest what went.

    A reversal has the kind of what it takes back.
    """

    kind: K
    is_reversal: bool
    own: int
    brand_fees: int
    creator_fees: int
    tax: int
    stripe: int
    bank: int


def headings_of_creator(moved: Moved) -> Mapping[Heading, int]:
    """What journals were to a creator; earnings are told before our fee."""
    figures = {H.FEES: moved.creator_fees, H.TAX: moved.tax}
    if moved.kind in _PAID_OUT:
        figures |= {H.BY_STRIPE: moved.stripe, H.BY_BANK: moved.bank}
    rest = moved.own + sum(figures.values())
    if moved.kind in _WORK and not moved.is_reversal:
        return figures | {H.EARNED: rest}
    if moved.kind in _WORK | _BACK | {K.DEBT_RAISED, K.DISPUTE_LOST}:
        return figures | {H.TAKEN_BACK: -rest}
    return figures | {H.OTHER: rest}


def headings_of_brand(moved: Moved) -> Mapping[Heading, int]:
    """What journals were to a brand; what came back from a creator makes less what was spent."""
    rest = moved.own + moved.brand_fees
    figures = {H.FEES: moved.brand_fees}
    if moved.kind is K.TOP_UP:
        return figures | {H.TOPPED_UP: rest}
    if moved.kind in _WORK | _BACK:
        return figures | {H.SPENT: -rest}
    if moved.kind in _REFUNDS:
        return figures | {H.REFUNDED: -rest}
    return figures | {H.OTHER: rest}


HEADINGS_OF: Mapping[Side, Callable[[Moved], Mapping[Heading, int]]] = {
    Side.BRAND: headings_of_brand,
    Side.CREATOR: headings_of_creator,
}


def change(figures: Mapping[Heading, int]) -> int:
    """What figures together have made of what was there before."""
    return sum(figure if heading in ADDS else -figure for heading, figure in figures.items())
