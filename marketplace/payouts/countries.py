"""Country -> the way in which people there are paid: Stripe, a signed bank file, or none yet."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from marketplace.base.text import N_


class Rail(StrEnum):
    """A way for money to leave."""

    STRIPE = "stripe"
    BANK_FILE = "bank_file"


# Self-serve cross-border transfers exist only among these (Stripe Connect, November 2026).
_EEA = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK"
_STRIPE = ("US", "GB", "CA", "CH", *_EEA.split())

# Where a bank takes a payment by the details that `bank_details.py` knows how to check.
_BANK_FILE = "AE AU CN HK IL JP KR MO MY NZ SG TH TR TW"

RAILS: Mapping[str, Rail] = {
    **dict.fromkeys(_STRIPE, Rail.STRIPE),
    **dict.fromkeys(_BANK_FILE.split(), Rail.BANK_FILE),
}
"""Country (ISO 3166) -> its rail; in every country without a row nobody can be paid yet."""

LABELS: dict[StrEnum, str] = {Rail.STRIPE: N_("Stripe"), Rail.BANK_FILE: N_("Bank transfer")}


def rail_for(country: str | None) -> Rail | None:
    """How somebody in a country is paid; none where there is no way yet."""
    return RAILS.get(country or "")


def countries_of(rail: Rail) -> list[str]:
    """Where people are paid by a rail."""
    return sorted(country for country, one in RAILS.items() if one is rail)
