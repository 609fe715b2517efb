"""Whom a document is for, and how VAT is treated in it."""

from __future__ import annotations

from enum import StrEnum

from marketplace.base.text import N_


class Party(StrEnum):
    """Who has paid the fees."""

    BRAND = "brand"
    CREATOR = "creator"


LABELS: dict[StrEnum, str] = {Party.BRAND: N_("Brand"), Party.CREATOR: N_("Creator")}
