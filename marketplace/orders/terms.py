"""The terms of an order: a snapshot of the brief, the price, the rights and the disclosure rules, frozen and hashed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from marketplace.base.money import Money
from marketplace.base.text import N_

KILL_FEES_BP = (
    # stage, share of the price in basis points
    ("before_draft", 1000),
    ("after_draft", 5000),
    ("after_approval", 10_000),
)
"""What a creator keeps when the brand calls an order off, by how far the work had come (ours)."""

DECLINE_REASONS = {
    "price": N_("The price does not fit"),
    "dates": N_("The dates do not fit"),
    "product": N_("The product is not for my audience"),
    "terms": N_("I cannot accept some of the terms"),
    "other": N_("Another reason"),
}


def hash_of(terms: Mapping[str, Any]) -> str:
    """The fingerprint of terms: SHA-256 of their canonical JSON, in hexadecimal."""
    canonical = json.dumps(terms, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def law_language(languages: Sequence[str]) -> str:
    """The language in which a post's label is checked: the first one wanted, Chinese in either script as `zh`."""
    return languages[0].split("_")[0].split("-")[0] if languages else "en"


def kill_fee(price: Money, stage: str) -> Money:
    """What the creator keeps of the price at a stage."""
    return price.share(dict(KILL_FEES_BP)[stage])
