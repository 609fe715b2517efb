"""Puts texts together that are one script in many versions, posted by different authors."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from marketplace.copies.features import Features, features_of
from marketplace.copies.joining import Joined
from marketplace.copies.signatures import Signatures, band_keys, signatures_of

Places = npt.NDArray[np.int64]
"""Where texts stand among those that are compared."""

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
_LEAST_AGREEMENT, _STRANGERS, _FEW, _AT_ONCE = 0.1, 0.003, 10_000, 50_000
_COMMON = 0.1


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
    linked = Joined[int]()
    for one, other in _alike(features, authors):
        linked.join(one, other)
    found: dict[str, int | None] = dict.fromkeys((each.id for each in scripts), None)
    for number, group in enumerate(sorted(map(sorted, linked.groups())), 1):
        found.update((scripts[at].id, number) for at in group)
    return found


def _alike(features: Sequence[Features], authors: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Pairs of different authors whose texts are alike enough."""
    weights = weights_of(features)
    same: dict[Features, list[int]] = {}
    for at, each in enumerate(features):
        same.setdefault(each, []).append(at)
    same.pop(frozenset(), None)
    kinds = list(same)
    totals = [sum(weights[one] for one in each) for each in kinds]
    beyond_chance = _beyond_chance(kinds, weights, totals)
    for group in same.values():
        yield from _of_different_authors(group, group, authors)
    for one, other in _candidates(kinds):
        if len(kinds[one] & kinds[other]) >= FEWEST_SHARED:
            least = max(beyond_chance, least_likeness(min(len(kinds[one]), len(kinds[other]))))
            if _likeness(kinds, weights, totals, one, other) >= least:
                yield from _of_different_authors(same[kinds[one]], same[kinds[other]], authors)


def _of_different_authors(ones: list[int], others: list[int], authors: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Each text of two groups with one of the other group that is by somebody else, where there is one."""
    for group, opposite in ((ones, others), (others, ones)):
        first = opposite[0]
        second = next((at for at in opposite if authors[at] != authors[first]), first)
        for at in group:
            partner = second if authors[at] == authors[first] else first
            if authors[at] != authors[partner]:
                yield at, partner


def _beyond_chance(features: Sequence[Features], weights: Mapping[int, float], totals: Sequence[float]) -> float:
    """How alike two texts must be so that hardly any text has a like one by chance alone.

    Texts about one thing, in the same turns of phrase, are alike without being copies. How much, many pairs drawn by
    chance tell; beyond what they reach, likeness is taken to grow rarer as it does among the most alike of them.
    Nothing is asked where there are too few texts to tell.
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


def _candidates(kinds: Sequence[Features]) -> Iterator[tuple[int, int]]:
    """Pairs of different texts that agree in a band, each once."""
    signatures = signatures_of(_without_what_most_have(kinds))
    least = _worth_a_look(signatures)
    found = [_promising(*_pairs_in(keys), signatures, least) for keys in band_keys(signatures).T]
    for code in np.unique(np.concatenate(found)):
        one, other = divmod(int(code), len(kinds))
        yield one, other


def _without_what_most_have(features: Sequence[Features]) -> Sequence[Features]:
    """The texts without the turns of phrase that one in ten shares: those would only bring strangers together."""
    if len(features) < _ENOUGH:
        return features
    counts = Counter(one for each in features for one in each)
    common = {one for one, count in counts.items() if count > _COMMON * len(features)}
    return [each - common for each in features]


def _worth_a_look(signatures: Signatures) -> float:
    """How often the signatures of two texts have to agree: more often than those of almost all strangers."""
    if len(signatures) < _ENOUGH:
        return _LEAST_AGREEMENT
    drawn = np.random.default_rng(len(signatures)).integers(len(signatures), size=(_DRAWN // 2, 2))
    one, other = drawn[drawn[:, 0] != drawn[:, 1]].T
    agree = (signatures[one] == signatures[other]).mean(axis=1)
    strangers = _STRANGERS * min(1.0, _FEW / len(signatures))
    return max(_LEAST_AGREEMENT, float(np.quantile(agree, 1 - strangers)))


def _promising(ones: Places, others: Places, signatures: Signatures, least: float) -> Places:
    """The pairs whose signatures agree often enough to be looked at closely, each as one number."""
    kept = [np.empty(0, np.int64)]
    for low in range(0, len(ones), _AT_ONCE):
        one, other = ones[low : low + _AT_ONCE], others[low : low + _AT_ONCE]
        agree = (signatures[one] == signatures[other]).mean(axis=1) >= least
        kept.append(one[agree] * len(signatures) + other[agree])
    return np.concatenate(kept)


def _pairs_in(keys: npt.NDArray[np.uint64]) -> tuple[Places, Places]:
    """Every pair of places with the same key, the smaller place first."""
    order = np.argsort(keys, kind="stable").astype(np.int64)
    ordered = keys[order]
    bounds = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1], True])
    ones, others = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
    for low, high in zip(bounds, bounds[1:], strict=False):
        if high - low > 1:
            one, other = _within(order[low:high])
            ones.append(one)
            others.append(other)
    return np.concatenate(ones), np.concatenate(others)


def _within(group: Places) -> tuple[Places, Places]:
    if len(group) <= _WIDEST:
        one, other = np.triu_indices(len(group), 1)
        return group[one], group[other]
    steps = range(1, _NEXT_FEW + 1)
    return np.concatenate([group[:-step] for step in steps]), np.concatenate([group[step:] for step in steps])
