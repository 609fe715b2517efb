"""Where Stripe writes to."""

from __future__ import annotations

from enum import StrEnum

from marketplace.base.text import N_


class Destination(StrEnum):
    """Which of our addresses Stripe wrote to."""

    PLATFORM = "platform"
    THIN = "thin"
    CONNECTED = "connected"


LABELS: dict[StrEnum, str] = {
    Destination.PLATFORM: N_("Platform events"),
    Destination.THIN: N_("Account events"),
    Destination.CONNECTED: N_("Events of creators' balances"),
}
