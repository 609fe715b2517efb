"""The tax forms that creators fill in."""

from __future__ import annotations

from enum import StrEnum

from marketplace.base.text import N_


class TaxForm(StrEnum):
    """A form of the United States."""

    W9 = "w9"
    W8BEN = "w8ben"


LABELS: dict[StrEnum, str] = {
    TaxForm.W9: N_("W-9: I am a US person"),
    TaxForm.W8BEN: N_("W-8BEN: I am not a US person"),
}
