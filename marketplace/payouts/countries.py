"""Where people can be paid through Stripe from here, and where not yet."""

from __future__ import annotations

from enum import StrEnum

from marketplace.base.text import N_


class Rail(StrEnum):
    """A way for money to leave."""

    STRIPE = "stripe"


# Self-serve cross-border transfers exist only among these (Stripe Connect, November 2026).
_EEA = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK"
_STRIPE = frozenset({"US", "GB", "CA", "CH", *_EEA.split()})

LABELS: dict[StrEnum, str] = {Rail.STRIPE: N_("Stripe")}


def rail_for(country: str | None) -> Rail | None:
    """How somebody in a country is paid; none where there is no way yet."""
    return Rail.STRIPE if country in _STRIPE else None
