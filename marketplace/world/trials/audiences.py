"""Made-up markets whose true reach is of another family than the planner assumes, and what the planner sees of them.

The planner takes the mean of three curves over segments of language and niche, with people of two kinds at most. Here
everybody differs. In the one family each person follows whom they follow and is often online or rarely, so the same
active people see most posts; in the other the reach of a cluster follows the negative binomial curve of media planning,
with clusters the planner does not know of.
"""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from marketplace.creators.tiers import Tier, tier_of
from marketplace.matching.planning.limits import Offer
from marketplace.matching.planning.reach import Audience, Segment
from marketplace.matching.planning.readers import readers_of

CREATORS = 250
PEOPLE = 20_000
EACH_STANDS_FOR = 50
"""So many real people are one person of the model."""

NICHES = 10
LANGUAGES = ("zh", "en")
SHAPE = 0.4
"""Of the negative binomial curve: the smaller, the more people differ."""

CLUSTERS = 7
SPREAD = 0.9
"""Of the logarithm of reads around what followers say: 61 real creators differ by 1.0 in reactions."""

POSTS = (8, 60, 200)
"""At least, usually and at most so many posts are looked at: 61 real creators have 160 in the mean."""

FEE = 0.10

Values = NDArray[np.float64]
Numbers = NDArray[np.int64]


class Truth(ABC):
    """How many people are really reached."""

    @abstractmethod
    def reach(self, chosen: Sequence[int]) -> float:
        """People reached by these creators together."""


@dataclass(frozen=True)
class PeopleWhoDiffer(Truth):
    """For each person the logarithm of the chance to miss a creator's post: people × creators."""

    missing: NDArray[np.float32]

    def reach(self, chosen: Sequence[int]) -> float:
        """Counts every person with the chance to have been reached at least once."""
        missed = np.exp(self.missing[:, list(chosen)].sum(axis=1, dtype=np.float64))
        return float((1 - missed).sum()) * EACH_STANDS_FOR


@dataclass(frozen=True)
class CurvesOfClusters(Truth):
    """Reads by hidden cluster, and the people of each."""

    reads: Values  # creators × clusters
    people: Values

    def reach(self, chosen: Sequence[int]) -> float:
        """N · (1 − (1 + reads / (N · shape)) ** −shape) for each cluster."""
        reads = self.reads[list(chosen)].sum(axis=0)
        return float((self.people * (1 - (1 + reads / (self.people * SHAPE)) ** -SHAPE)).sum())


@dataclass(frozen=True)
class Trial:
    """A market: what is true of it, and what is seen of it, by row."""

    truth: Truth
    offers: Sequence[Offer]
    audiences: Sequence[Audience]
    scores: Values  # how well each fits a brief
    followers: Values


def made_up(chance: np.random.Generator, *, people_differ: bool, untold: float = 0.0) -> Trial:
    """A market of 250 creators. Of the share `untold` reads are not known and reckoned from reactions."""
    followers = np.clip(np.exp(chance.normal(9.1, 1.5, size=CREATORS)), 400, PEOPLE * EACH_STANDS_FOR * 0.4)
    niche = chance.integers(NICHES, size=CREATORS)
    language = chance.choice(len(LANGUAGES), p=(0.7, 0.3), size=CREATORS)
    reads = followers * np.clip(0.9 * followers**-0.12 * np.exp(chance.normal(0, SPREAD, size=CREATORS)), 0.005, 0.9)
    make = _people if people_differ else _clusters
    truth = make(chance, followers, niche, language, reads)
    readers = [truth.reach([row]) for row in range(CREATORS)]  # what platforms tell, but for chance
    price = np.exp(-3.5 + 1.03 * np.log(followers) + chance.normal(0, 0.5, size=CREATORS))
    cost = np.maximum(100, np.round(price * (1 + FEE) * 100)).astype(np.int64)
    offers = [Offer(int(cost[row]), tier_of(int(followers[row])) is Tier.KOC) for row in range(CREATORS)]
    audiences = [
        _seen(chance, followers[row], readers[row], niche[row], language[row], untold) for row in range(CREATORS)
    ]
    wanted = int(chance.integers(NICHES))
    fit = (niche == wanted) * 1.5 + chance.normal(size=CREATORS) + 0.1 * np.log(followers)
    return Trial(truth, offers, audiences, fit, followers)


def _seen(
    chance: np.random.Generator, followers: float, reads: float, niche: int, language: int, untold: float
) -> Audience:
    """What figures and a profile tell: posts that vary, reads for some only, niches named with mistakes."""
    least, usual, most = POSTS
    count = int(np.clip(usual * np.exp(chance.normal(0, 0.8)), least, most))
    posts = reads * np.exp(chance.normal(0, 1.22, size=count) - 1.22**2 / 2)
    reactions = float(np.median(posts * np.exp(chance.normal(math.log(1 / 20), 0.4))))
    tells = chance.random() >= untold
    found = readers_of(
        followers=int(followers),
        reads_log_mean=float(np.log(np.maximum(1, posts)).mean()) if tells else None,
        reads_posts=count if tells else 0,
        reactions=reactions,
        posts=count,
    )
    assert found is not None
    said = niche if chance.random() < 0.8 else int(chance.integers(NICHES))
    named = {said, int(chance.integers(NICHES))} if chance.random() < 0.3 else {said}
    segments: dict[Segment, float] = {(LANGUAGES[language], f"niche {one}"): 1 / len(named) for one in sorted(named)}
    return Audience(found.expected, followers, segments, found.doubt)


def _people(
    chance: np.random.Generator, followers: Values, niche: Numbers, language: Numbers, reads: Values
) -> PeopleWhoDiffer:
    activity = np.exp(chance.normal(0, 1.0, size=PEOPLE))
    interests = chance.dirichlet(np.full(NICHES, 0.25), size=PEOPLE)
    speaks = chance.choice(len(LANGUAGES), p=(0.7, 0.3), size=PEOPLE)
    missing = np.zeros((PEOPLE, CREATORS), dtype=np.float32)
    online = activity / (1 + activity)
    for row in range(CREATORS):
        pull = activity**0.7 * (interests[:, int(niche[row])] + 0.02) * np.where(speaks == language[row], 1.0, 0.03)
        count = min(PEOPLE, max(1, round(followers[row] / EACH_STANDS_FOR)))
        # Those with the largest keys follow: a sample without replacement, weighed by pull.
        keys = np.log(chance.random(PEOPLE)) / pull
        fans = np.argpartition(-keys, count - 1)[:count]
        chances = online[fans] * reads[row] / followers[row] / online[fans].mean()
        missing[fans, row] = np.log1p(-np.minimum(0.98, chances))
    return PeopleWhoDiffer(missing)


def _clusters(
    chance: np.random.Generator, followers: Values, niche: Numbers, language: Numbers, reads: Values
) -> CurvesOfClusters:
    leaning = chance.dirichlet(np.full(CLUSTERS, 0.4), size=NICHES * len(LANGUAGES))
    at_home = leaning[niche * len(LANGUAGES) + language]
    shares = np.stack([chance.dirichlet(8 * row + 0.05) for row in at_home])
    people = (shares * followers[:, None]).sum(axis=0) / chance.uniform(2, 8, size=CLUSTERS)
    return CurvesOfClusters(shares * reads[:, None], people)
