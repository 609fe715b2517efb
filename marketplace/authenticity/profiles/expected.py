"""What is usual on a platform, and how far a value lies from it. Not learned: a table that says where it is wide."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from marketplace.base.yaml_files import read_yaml

_NO_MEASURES = frozenset({"reactions", "by_chance"})
_AS_THEY_ARE = frozenset({"likes_follow", "ratio_gap"})


@dataclass(frozen=True)
class Usual:
    """What is usual on one platform."""

    reactions: tuple[str, ...]  # counts beside likes that everybody can see
    by_chance: float  # what one of so many signs weighs where nothing is wrong
    middles: Mapping[str, tuple[float, float]]  # measure -> (middle, spread)

    def beyond(self, measure: str, value: float, *, low: bool, chance: float = 0.0) -> float:
        """How many standard deviations a value lies on its suspicious side; below 0 on the other.

        `chance` is how far so few posts lie apart by chance alone (one standard deviation); it widens the spread.
        """
        middle, among_creators = self.middles[measure]
        spread = math.hypot(among_creators, chance)
        apart = value - middle if measure in _AS_THEY_ARE else math.log(max(value, 1e-9) / middle)
        return (-apart if low else apart) / spread


def usual_on(platform: str | None) -> Sequence[Usual]:
    """What a creator may be compared with: of several, the kindest counts."""
    known = _norms()
    return [*known.values()] if platform is None else [known.get(platform, known["other"])]


@cache
def _norms() -> Mapping[str, Usual]:
    read = read_yaml(Path(__file__).parent / "norms.yaml")
    return {
        name: Usual(
            tuple(rows["reactions"]),
            float(rows["by_chance"]),
            {measure: (float(row[0]), float(row[1])) for measure, row in rows.items() if measure not in _NO_MEASURES},
        )
        for name, rows in read.items()
    }
