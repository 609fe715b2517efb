"""The accounts of the book in the words of those whose they are."""

from __future__ import annotations

from marketplace.base.text import N_

WORDS: dict[str, str] = {
    "wallet:brand": N_("Wallet"),
    "held:brief": N_("Held for brief"),
    "held:order": N_("Held for order"),
    "refund:in_transit": N_("On its way back to you"),
    "recv:brand": N_("You owe"),
    "creator:pending": N_("Pending"),
    "creator:available": N_("Available"),
    "creator:reserved": N_("Reserved"),
    "creator:in_transit": N_("On its way"),
    "recv:creator": N_("You owe"),
}
TOGETHER: dict[str, str] = WORDS | {"held:brief": N_("Held for briefs"), "held:order": N_("Held for orders")}
"""The same for accounts of which somebody has many, where they are summed up."""

OF_ONE_THING = ("held:", "creator:in_transit", "refund:in_transit")
"""Beginnings of accounts that are for one brief, order, payout or refund."""
