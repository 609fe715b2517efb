"""Which newcomers are shown: Thompson sampling from what is believed of each, with the chance that each one had.

What is wanted is a creator whom a brand shortlists or books after seeing them. How often that happens in a tier is
where the belief about a newcomer begins; it weighs as much as a few lists, since creators of one tier differ a lot.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from marketplace.matching.exposure.chance import generator_of

NEW_BELOW = 3
"""Somebody who was on the first places of fewer briefs than this in the last 30 days is new to brands."""

USUAL_RATE = 0.05
"""How often creators are wanted where nothing is known of a tier yet."""

USUAL_WEIGHT = 20.0
"""How many lists that assumption weighs as much as."""

TIER_WEIGHT = 4.0
"""How many lists the rate of the tier weighs as much as when one creator is believed in: few, creators differ."""

DRAWS = 2000
"""How many draws the propensities are counted from."""


@dataclass(frozen=True)
class Record:
    """On how many briefs' first places somebody was, and how many of those brands wanted them."""

    shown: int = 0
    wanted: int = 0

    def __add__(self, other: Record) -> Record:
        return Record(self.shown + other.shown, self.wanted + other.wanted)


@dataclass(frozen=True)
class Belief:
    """A beta distribution over how often brands want somebody who is shown to them."""

    alpha: float
    beta: float

    @property
    def mean(self) -> float:
        """The rate that is expected."""
        return self.alpha / (self.alpha + self.beta)


def tier_rate(tier: Record) -> float:
    """How often creators of a tier are wanted, drawn towards the usual rate where little is known."""
    return (tier.wanted + USUAL_RATE * USUAL_WEIGHT) / (tier.shown + USUAL_WEIGHT)


def belief_in(own: Record, tier: Record) -> Belief:
    """What is believed of a creator: the rate of their tier, moved by what was seen of them."""
    rate = tier_rate(tier)
    wanted = min(own.wanted, own.shown)
    return Belief(TIER_WEIGHT * rate + wanted, TIER_WEIGHT * (1 - rate) + own.shown - wanted)


@dataclass(frozen=True)
class Chosen:
    """A newcomer who is shown: their place among those asked about, and the chance they had, above 0 and up to 1."""

    place: int
    propensity: float


def choose_newcomers(names: Sequence[str], beliefs: Sequence[Belief], count: int, *, key: str) -> list[Chosen]:
    """At most `count` of these newcomers by Thompson sampling, the best draw first.

    Everybody has a draw of their own, made from their name and the key: it does not change when others come or go.
    """
    count = min(count, len(names))
    if count == 0:
        return []
    draws = [
        generator_of(key, name).beta(belief.alpha, belief.beta) for name, belief in zip(names, beliefs, strict=True)
    ]
    chosen = sorted(range(len(names)), key=lambda place: (-draws[place], names[place]))[:count]
    chances = propensities(beliefs, count, key=key)
    return [Chosen(place, float(chances[place])) for place in chosen]


def propensities(beliefs: Sequence[Belief], count: int, *, key: str) -> NDArray[np.float64]:
    """The chance of each to be among the best `count` of one draw; together they are `count`, and none is 0."""
    people = len(beliefs)
    if count >= people:
        return np.ones(people)
    drawn = generator_of(key, "propensities").beta(
        [belief.alpha for belief in beliefs], [belief.beta for belief in beliefs], size=(DRAWS, people)
    )
    best = np.argpartition(-drawn, count - 1, axis=1)[:, :count]
    hits = np.bincount(best.ravel(), minlength=people)
    made: NDArray[np.float64] = (hits + count / people) / (DRAWS + 1)
    return made
