"""What a brand may do with a creator's post beyond the post itself. Nothing by default, and never for ever."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from marketplace.base.text import N_

LONGEST_DAYS = 730


class RightsChannel(StrEnum):
    """Where the brand shows a post again."""

    SOCIAL = "social"
    WEBSITE = "website"
    ADS = "ads"
    RETAIL = "retail"


class Territory(StrEnum):
    """In which countries."""

    AUDIENCE = "audience"
    WORLD = "world"


LABELS: dict[StrEnum, str] = {
    RightsChannel.SOCIAL: N_("Our own social channels"),
    RightsChannel.WEBSITE: N_("Our website and shop"),
    RightsChannel.ADS: N_("Paid advertising"),
    RightsChannel.RETAIL: N_("Print and points of sale"),
    Territory.AUDIENCE: N_("The countries of the audience"),
    Territory.WORLD: N_("Everywhere"),
}


@dataclass(frozen=True)
class Rights:
    """What is asked for: on which channels, where, for how many days from publication, and with what freedom."""

    channels: tuple[RightsChannel, ...]
    territory: Territory
    days: int
    editing: bool = False
    ai_training: bool = False

    def as_json(self) -> dict[str, Any]:
        """As it stands in a brief and in the terms of its orders."""
        return {
            "channels": [channel.value for channel in self.channels],
            "territory": self.territory.value,
            "days": self.days,
            "editing": self.editing,
            "ai_training": self.ai_training,
        }


def rights_of(kept: Mapping[str, Any]) -> Rights | None:
    """What `as_json` wrote; None where nothing is asked for."""
    if not kept.get("channels"):
        return None
    return Rights(
        tuple(RightsChannel(value) for value in kept["channels"]),
        Territory(kept["territory"]),
        int(kept["days"]),
        bool(kept["editing"]),
        bool(kept["ai_training"]),
    )
