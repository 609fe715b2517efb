"""The score: six parts, each a place among the candidates, weighted; what each adds is printed and adds up.

Every part is scaled to its mid-rank percentile among the candidates, so that their mean is one half and the
score of a middling creator is 50. What is not known of a creator takes the middle and adds nothing.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from marketplace.base.text import N_

Values = NDArray[np.float64]


class Part(StrEnum):
    """What a score is made of."""

    NICHE = "niche"
    AUTHENTICITY = "authenticity"
    PRICE = "price"
    AUDIENCE = "audience"
    RELIABILITY = "reliability"
    FRESHNESS = "freshness"


WEIGHTS: Mapping[Part, float] = {
    Part.NICHE: 0.40,
    Part.AUTHENTICITY: 0.25,
    Part.PRICE: 0.12,
    Part.AUDIENCE: 0.10,
    Part.RELIABILITY: 0.08,
    Part.FRESHNESS: 0.05,
}

LABELS: dict[StrEnum, str] = {
    Part.NICHE: N_("Content fit"),
    Part.AUTHENTICITY: N_("Authenticity"),
    Part.PRICE: N_("Reactions for the price"),
    Part.AUDIENCE: N_("Audience fit"),
    Part.RELIABILITY: N_("Steadiness"),
    Part.FRESHNESS: N_("Freshness"),
}

BASE = 50.0
"""The score of a creator who stands in the middle of every part."""


@dataclass(frozen=True)
class Contribution:
    """What one part adds to a creator's score or takes from it, in points."""

    part: Part
    weight: float
    value: float  # place among the candidates, 0-1; 0.5 when not known
    points: float
    known: bool
    behind: float = 0.0  # how far the raw value is below the middle one of the candidates; 0 when it is not


@dataclass(frozen=True)
class Scored:
    """A creator's score, 0-100, and what it is made of."""

    score: float
    contributions: tuple[Contribution, ...]


def scores(parts: Mapping[Part, Values], weights: Mapping[Part, float] = WEIGHTS) -> list[Scored]:
    """Scores of all candidates from the raw values of every part, NaN where a value is not known; larger is better.

    The weights are together 1.
    """
    scaled = {part: percentiles(parts[part]) for part in WEIGHTS}
    behind = {part: _behind(parts[part]) for part in WEIGHTS}
    known: dict[Part, list[bool]] = {part: (~np.isnan(parts[part])).tolist() for part in WEIGHTS}
    count = len(next(iter(scaled.values())))
    return [
        _scored(
            [
                Contribution(
                    part, weight, value, 100 * weight * (value - 0.5), known[part][place], float(behind[part][place])
                )
                for part, weight in weights.items()
                for value in (float(scaled[part][place]),)
            ]
        )
        for place in range(count)
    ]


def places_of_authenticity(tiers: Sequence[object], probable: Values, low: Values, limited: Sequence[bool]) -> Values:
    """Places among the candidates of the same tier by the lower end of the interval of P(authentic), 0-1.

    Little data makes the interval wide and its lower end low, which is nobody's fault. So a place below the middle of
    the tier is not known (NaN) where the probability has no such place, or where little is known and the account
    rather authentic than not. Hundredths are all that is told apart.
    """
    made = np.full(len(low), math.nan)
    for tier in set(tiers):
        same = [place for place, each in enumerate(tiers) if each == tier and not math.isnan(low[place])]
        certain, likely = percentiles(np.round(low[same], 2)), percentiles(np.round(probable[same], 2))
        harmless = np.array([limited[place] and probable[place] >= 0.5 for place in same], dtype=bool)
        below = np.where((likely < 0.5) & ~harmless, np.maximum(certain, likely), math.nan)
        made[same] = np.where(certain >= 0.5, certain, below)
    return made


def percentiles(values: Values) -> Values:
    """The mid-rank percentile of each value among the known ones, 0-1; one half where it is not known."""
    made = np.full(len(values), 0.5)
    known = ~np.isnan(values)
    ordered = np.sort(values[known])
    if len(ordered):
        below = np.searchsorted(ordered, values[known], "left")
        upto = np.searchsorted(ordered, values[known], "right")
        made[known] = (below + upto) / 2 / len(ordered)
    return made


def reactions_for_price(
    engagement: Sequence[float | None], posts: Sequence[int], price_minor: Sequence[int | None]
) -> Values:
    """Expected reactions per unit of money, as a logarithm.

    A median from few posts is drawn towards the middle of the candidates: n / (n + 6) of it is believed.
    """
    logs = np.array([math.log1p(value) if value is not None else math.nan for value in engagement])
    middle = float(np.nanmedian(logs)) if (~np.isnan(logs)).any() else math.nan
    trust = np.array([count / (count + 6) for count in posts])
    expected = trust * logs + (1 - trust) * middle
    cost = np.array([math.log(minor) if minor else math.nan for minor in price_minor])
    made: Values = expected - cost
    return made


def _behind(values: Values) -> Values:
    """How far each known value is below the middle one."""
    if np.isnan(values).all():
        return np.zeros(len(values))
    made: Values = np.nan_to_num(np.maximum(0.0, np.nanmedian(values) - values))
    return made


def _scored(contributions: list[Contribution]) -> Scored:
    return Scored(BASE + sum(row.points for row in contributions), tuple(contributions))
