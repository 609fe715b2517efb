"""Where a rate comes from."""

from __future__ import annotations

from enum import StrEnum

from marketplace.base.text import N_


class Source(StrEnum):
    """Who says a rate."""

    ECB = "ecb"
    EXAMPLE = "example"


LABELS: dict[StrEnum, str] = {
    Source.ECB: N_("European Central Bank"),
    Source.EXAMPLE: N_("Example, not a real rate"),
}

TONES: dict[StrEnum, str] = {Source.EXAMPLE: "warning"}
