"""What a mix has to keep to, and what choosing has to know of a creator."""

from __future__ import annotations

from dataclasses import dataclass


class LockedTooDear(ValueError):
    """Who is locked costs more than there is, or there are more of them than places."""


@dataclass(frozen=True)
class Offer:
    """What choosing has to know of a creator, by row of the market."""

    cost: int  # minor units, with our fee
    is_koc: bool


@dataclass(frozen=True)
class Limits:
    """What a mix has to keep to. Of the budget `koc_ratio` is kept for KOCs: others may spend the rest."""

    budget: int  # minor units
    places: int
    koc_ratio: float = 0.0
    locked: frozenset[int] = frozenset()
    excluded: frozenset[int] = frozenset()

    @property
    def for_others(self) -> float:
        """What may be spent on others than KOCs."""
        return self.budget * (1 - self.koc_ratio)
