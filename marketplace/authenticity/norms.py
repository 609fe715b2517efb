"""Whom a channel is compared with: the smallest group of accounts of its size that is large enough."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from marketplace.creators.tiers import tier_of

ENOUGH = 20
"""A group smaller than this says too little; then the next larger one is taken."""

BANDS = (500_000, 100_000, 50_000, 10_000, 5_000, 1_000, 0)
"""From how many followers a band begins. Finer than tiers below 10 000, where engagement falls fast with size."""

Group = tuple[str, ...]
Values = Mapping[str, float]


@dataclass(frozen=True)
class Peers:
    """The values of one measure in a group, sorted; without the channel that is compared."""

    group: Group
    values: Sequence[float]

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.values)

    def below(self, value: float) -> float:
        """The share of peers that are lower, 0-1; equal ones count half. A half when there is nobody."""
        if not self.values:
            return 0.5
        return (bisect_left(self.values, value) + bisect_right(self.values, value)) / 2 / len(self.values)

    def tail_low(self, value: float) -> float:
        """How likely so low a value is by chance, 0-1; never below one over the number of peers."""
        return (bisect_right(self.values, value) + 1) / (len(self.values) + 1)

    def tail_high(self, value: float) -> float:
        """How likely so high a value is by chance, 0-1."""
        return (len(self.values) - bisect_left(self.values, value) + 1) / (len(self.values) + 1)


def groups_of(platform: str, followers: int | None) -> tuple[Group, ...]:
    """The groups a channel belongs to, the smallest first."""
    if followers is None:
        return ((platform,),)
    band = next(least for least in BANDS if followers >= least)
    return (platform, str(tier_of(followers)), str(band)), (platform, str(tier_of(followers))), (platform,)


class Norms:
    """The values of many channels, by group and measure."""

    def __init__(self, channels: Iterable[tuple[str, int | None, Values]]) -> None:
        """Takes (platform, followers, values by measure) of every channel."""
        gathered: defaultdict[tuple[Group, str], list[float]] = defaultdict(list)
        for platform, followers, values in channels:
            for group in groups_of(platform, followers):
                for measure, value in values.items():
                    gathered[group, measure].append(value)
        self._sorted = {key: sorted(values) for key, values in gathered.items()}

    def peers(self, platform: str, followers: int | None, measure: str, own: float | None) -> Peers:
        """The smallest group with enough others, or the largest there is. `own` is left out once, if it is known."""
        chosen: Group = (platform,)
        for group in groups_of(platform, followers):
            chosen = group
            if len(self._sorted.get((group, measure), ())) - (own is not None) >= ENOUGH:
                break
        values = self._sorted.get((chosen, measure), [])
        if own is not None:
            place = bisect_left(values, own)
            if place < len(values) and values[place] == own:
                values = values[:place] + values[place + 1 :]
        return Peers(chosen, values)
