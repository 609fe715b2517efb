"""Puts texts together that are one script in many versions, posted by different authors."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from marketplace.copies.features import Features, features_of
from marketplace.copies.signatures import band_keys, signatures_of

Pairs = npt.NDArray[np.int64]

ALIKE = 0.2
"""Two long texts with so much of their weight in common are one script. Weight: rare words count more."""

SHORT = 40
"""A text with fewer features than this has to agree in more: by `ALIKE_WHEN_SHORT` times what it lacks."""

ALIKE_WHEN_SHORT = 0.3
FEWEST_SHARED = 5

_ENOUGH, _DRAWN = 1000, 200_000
_OFTEN, _RARELY = 0.01, 0.001
_BY_CHANCE = 0.01
"""The share of texts that may have a like one by chance."""

_WIDEST = 300
"""So many texts in one band are compared with each other; of more, each with the next few."""

_NEXT_FEW = 24


@dataclass(frozen=True)
class Script:
    """A text and who posted it."""

    id: str
    author: str
    text: str


def clusters_of(scripts: Sequence[Script]) -> dict[str, int | None]:
    """Id of a text -> the number of its cluster; None for one that stands alone or has only its own author's copies.

    Numbers count from 1 in the order of the texts. Time and memory grow in proportion to their number, as long as not
    most of them are copies.
    """
    features = [features_of(each.text) for each in scripts]
    authors = [each.author for each in scripts]
    linked = _Union(len(scripts))
    for one, other in _alike(features, authors):
        linked.join(one, other)
    members: dict[int, list[int]] = {}
    for at in range(len(scripts)):
        members.setdefault(linked.root(at), []).append(at)
    found: dict[str, int | None] = dict.fromkeys((each.id for each in scripts), None)
    several = (group for group in members.values() if len({authors[at] for at in group}) > 1)
    for number, group in enumerate(sorted(several), 1):
        found.update((scripts[at].id, number) for at in group)
    return found


def _alike(features: Sequence[Features], authors: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Pairs of different authors whose texts are alike enough."""
    weights = weights_of(features)
    totals = [sum(weights[one] for one in each) for each in features]
    beyond_chance = _beyond_chance(features, weights, totals)
    for one, other in _candidates(features):
        if authors[one] == authors[other]:
            continue
        shared = features[one] & features[other]
        if len(shared) < FEWEST_SHARED and features[one] != features[other]:
            continue
        least = max(beyond_chance, least_likeness(min(len(features[one]), len(features[other]))))
        if _likeness(features, weights, totals, one, other) >= least:
            yield one, other


def _beyond_chance(features: Sequence[Features], weights: Mapping[int, float], totals: Sequence[float]) -> float:
    """How alike two texts have to be so that hardly any text has a like one by chance alone.

    Texts about one thing, in the same turns of phrase, are alike without being copies. How much, many pairs drawn by
    chance tell; beyond what they reach, likeness is taken to grow rarer as it does among the most alike of them. Nothing
    is asked where there are too few texts to tell.
    """
    if len(features) < _ENOUGH:
        return 0.0
    chance = np.random.default_rng(len(features))
    drawn = chance.integers(len(features), size=(_DRAWN, 2))
    likeness = np.sort(
        [_likeness(features, weights, totals, int(one), int(other)) for one, other in drawn if one != other]
    )
    often, rarely = (float(likeness[-int(share * len(likeness)) - 1]) for share in (_OFTEN, _RARELY))
    steps = math.log(_RARELY * len(features) / _BY_CHANCE) / math.log(_OFTEN / _RARELY)
    return rarely + (rarely - often) * max(0.0, steps)


def _likeness(
    features: Sequence[Features], weights: Mapping[int, float], totals: Sequence[float], one: int, other: int
) -> float:
    shared = sum(weights[each] for each in features[one] & features[other])
    return shared / (totals[one] + totals[other] - shared) if shared else 0.0


def weights_of(features: Sequence[Features]) -> Mapping[int, float]:
    """What each feature weighs among these texts: the more texts have it, the less it says."""
    counts = Counter(one for each in features for one in each)
    return {one: math.log(1 + len(features) / (1 + count)) for one, count in counts.items()}


def least_likeness(size: int) -> float:
    """How alike two texts have to be, of which the smaller has so many features."""
    return ALIKE + ALIKE_WHEN_SHORT * max(0.0, 1 - size / SHORT)


def _candidates(features: Sequence[Features]) -> Iterator[tuple[int, int]]:
    """Pairs that agree in a band, each once; texts with the same features pair with the first of them."""
    firsts: dict[Features, int] = {}
    latest: dict[Features, int] = {}
    for at, each in enumerate(features):
        if not each:
            continue
        if each in firsts:
            yield firsts[each], at
            yield latest[each], at
        firsts.setdefault(each, at)
        latest[each] = at
    places = np.array(list(firsts.values()), dtype=np.int64)
    keys = band_keys(signatures_of(list(firsts)))
    found = [_pairs_in(keys[:, band]) for band in range(keys.shape[1])]
    pairs = np.unique(np.concatenate([each for each in found if len(each)] or [np.empty((0, 2), np.int64)]), axis=0)
    yield from ((int(one), int(other)) for one, other in places[pairs])


def _pairs_in(keys: npt.NDArray[np.uint64]) -> Pairs:
    order = np.argsort(keys, kind="stable")
    ordered = keys[order]
    bounds = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1], True])
    pairs = [_within(np.sort(order[low:high])) for low, high in zip(bounds, bounds[1:], strict=False) if high - low > 1]
    return np.concatenate(pairs) if pairs else np.empty((0, 2), np.int64)


def _within(group: npt.NDArray[np.int64]) -> Pairs:
    if len(group) <= _WIDEST:
        one, other = np.triu_indices(len(group), 1)
        return np.stack([group[one], group[other]], axis=1)
    steps = [np.stack([group[:-step], group[step:]], axis=1) for step in range(1, _NEXT_FEW + 1)]
    return np.concatenate(steps)


class _Union:
    """Which texts hang together."""

    def __init__(self, count: int) -> None:
        self._parents = list(range(count))

    def root(self, at: int) -> int:
        while self._parents[at] != at:
            self._parents[at] = self._parents[self._parents[at]]
            at = self._parents[at]
        return at

    def join(self, one: int, other: int) -> None:
        first, second = sorted((self.root(one), self.root(other)))
        self._parents[second] = first
