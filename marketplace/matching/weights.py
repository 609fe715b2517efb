"""How much each part counts for one brief: a brand may lean within published bounds, and the creator sees the same."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from marketplace.matching.scoring import WEIGHTS, Part

USUAL = 100
"""Per cent: as much as usual."""

LEAST, MOST = 50, 200
"""Per cent of the usual weight: how far each part may be turned down and up."""

LEAST_AUTHENTICITY = 0.15
"""Authenticity never counts less than this, whatever is turned up beside it."""

Leanings = Mapping[Part, int]
"""Per part, per cent of its usual weight."""

AS_USUAL: Leanings = MappingProxyType(dict.fromkeys(Part, USUAL))


class OutOfBounds(ValueError):
    """A part was turned further than the published bounds."""


def weights_for(leanings: Leanings) -> Mapping[Part, float]:
    """The weight of every part, together 1. Raises OutOfBounds for a part outside of the published bounds."""
    wanted = {part: leanings.get(part, USUAL) for part in Part}
    for part, lean in wanted.items():
        if not LEAST <= lean <= MOST:
            raise OutOfBounds(f"{part}: {lean} is not between {LEAST} and {MOST}")
    if set(wanted.values()) == {USUAL}:
        return WEIGHTS
    raw = {part: WEIGHTS[part] * lean for part, lean in wanted.items()}
    total = sum(raw.values())
    made = {part: value / total for part, value in raw.items()}
    if made[Part.AUTHENTICITY] < LEAST_AUTHENTICITY:
        others = 1 - made[Part.AUTHENTICITY]
        scale = (1 - LEAST_AUTHENTICITY) / others
        made = {part: value * scale for part, value in made.items()} | {Part.AUTHENTICITY: LEAST_AUTHENTICITY}
    return made
