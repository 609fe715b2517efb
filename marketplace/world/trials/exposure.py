"""Campaigns one after the other on a made-up market in which larger creators have more behind their scores."""

from __future__ import annotations

import math
from collections import deque
from dataclasses import asdict, dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from marketplace.creators.tiers import Tier
from marketplace.matching.exposure.arranging import CONSIDERED, PLACES, USUAL, Arranged, Rules, Standing, arrange
from marketplace.matching.exposure.attention import attention_at, gini
from marketplace.matching.exposure.chance import generator_of
from marketplace.matching.exposure.newcomers import NEW_BELOW, Record, belief_in
from marketplace.matching.scoring import Part, Scored, scores

CREATORS = 2000
NICHES, DIMENSIONS = 12, 16
A_DAY, DAYS_NEW = 20, 30
"""Campaigns a day, and days for which being shown is remembered when it is asked who is new."""

TIERS: tuple[tuple[Tier, float], ...] = (
    (Tier.KOC, 0.55),
    (Tier.TAIL, 0.25),
    (Tier.LOWER_MID, 0.10),
    (Tier.MID, 0.08),
    (Tier.HEAD, 0.02),
)
"""How the creators of the market are spread over the tiers."""

BY_SCORE = Rules(floor=0.0, newcomers=0, weight_of_score=1.0)
ONLY_FLOOR = Rules(newcomers=0, weight_of_score=1.0)

Values = NDArray[np.float64]


@dataclass(frozen=True)
class Market:
    """Creators by row: their tier (0 for KOC), what they post about, and how often brands truly want them."""

    tier: NDArray[np.int64]
    posts: NDArray[np.float32]
    wanted: Values
    known: NDArray[np.bool_]  # enough to judge how authentic they are
    standing: Values  # what steadiness, freshness and price make of them


@dataclass
class Told:
    """What came of it. Shares are 0-1, of the attention of the first twenty places."""

    campaigns: int
    seed: int
    floor: float
    koc_share: float = 0.0
    koc_share_by_score: float = 0.0
    koc_share_owed: float = 0.0
    met: int = 0
    not_met: int = 0
    largest_shortfall: float = 0.0
    owed_in_full: int = 0  # campaigns in which enough KOCs are near the cut-off for the whole floor
    koc_share_owed_in_full: float = 0.0
    below_by_score: int = 0  # campaigns in which KOCs would have less than they are owed by score alone
    fit_loss: float = 0.0  # of the whole arrangement, all campaigns
    fit_loss_of_floor: float = 0.0  # of the floor alone, in the campaigns in which it had to do something
    newcomer_places: int = 0
    wanted_of_newcomers: float = 0.0
    wanted_of_others: float = 0.0
    gini: float = 0.0
    gini_by_score: float = 0.0
    kocs_never_shown: float = 0.0
    kocs_never_shown_by_score: float = 0.0

    def as_json(self) -> dict[str, Any]:
        """Plain values, rounded for reading."""
        return {name: round(value, 4) if isinstance(value, float) else value for name, value in asdict(self).items()}


@dataclass
class _Memory:
    """What the log would say of the creators of a market."""

    own: list[Record] = field(default_factory=lambda: [Record()] * CREATORS)
    tiers: list[Record] = field(default_factory=lambda: [Record()] * len(TIERS))
    lately: deque[list[int]] = field(default_factory=lambda: deque(maxlen=A_DAY * DAYS_NEW))
    lists: NDArray[np.int64] = field(default_factory=lambda: np.zeros(CREATORS, dtype=np.int64))

    def keep(self, market: Market, shown: list[int], wanted: list[bool]) -> None:
        if len(self.lately) == self.lately.maxlen:
            self.lists[self.lately[0]] -= 1
        self.lately.append(shown)
        self.lists[shown] += 1
        for creator, liked in zip(shown, wanted, strict=True):
            seen = Record(1, int(liked))
            self.own[creator] += seen
            self.tiers[market.tier[creator]] += seen


def try_exposure(campaigns: int, seed: int) -> Told:
    """Campaigns on a market of 2,000 creators; with the same seed the same."""
    market = made_up(generator_of("market", seed))
    told = Told(campaigns, seed, USUAL.floor)
    memory = _Memory()
    attention, attention_by_score = np.zeros(CREATORS), np.zeros(CREATORS)
    newcomers, others = Record(), Record()
    raised: list[float] = []
    for number in range(campaigns):
        chance = generator_of("campaign", seed, number)
        creators, scored = _campaign(market, chance)
        standings = _standings(market, memory, creators, scored)
        key = f"{seed} {number}"
        vectors = market.posts[creators]
        arranged = arrange(standings, vectors, key=key)
        plain = arrange(standings, vectors, key=key, rules=BY_SCORE)
        alone = arrange(standings, vectors, key=key, rules=ONLY_FLOOR)
        _count(told, arranged)
        raised += [alone.fit_loss] if alone.floor > alone.koc_share_by_score else []
        shown = [int(creators[row.candidate]) for row in arranged.places[:PLACES]]
        liked = [
            bool(chance.random() < market.wanted[creator] * (0.5 + attention_at(place)))
            for place, creator in enumerate(shown, 1)
        ]
        for row, like in zip(arranged.places[:PLACES], liked, strict=False):
            if row.propensity < 1:
                newcomers += Record(1, int(like))
            else:
                others += Record(1, int(like))
        memory.keep(market, shown, liked)
        _spread(attention, creators, arranged)
        _spread(attention_by_score, creators, plain)
    told.fit_loss_of_floor = float(np.mean(raised)) if raised else 0.0
    told.koc_share_owed_in_full /= max(1, told.owed_in_full)
    told.newcomer_places = newcomers.shown
    told.wanted_of_newcomers = newcomers.wanted / max(1, newcomers.shown)
    told.wanted_of_others = others.wanted / max(1, others.shown)
    told.gini, told.gini_by_score = gini(attention.tolist()), gini(attention_by_score.tolist())
    kocs = market.tier == 0
    told.kocs_never_shown = float((attention[kocs] == 0).mean())
    told.kocs_never_shown_by_score = float((attention_by_score[kocs] == 0).mean())
    return told


def made_up(chance: np.random.Generator) -> Market:
    """A market: small creators post about more things at once, and less is known of them."""
    tier = chance.choice(len(TIERS), size=CREATORS, p=[share for _, share in TIERS])
    centres = chance.normal(size=(NICHES, DIMENSIONS))
    niche = chance.integers(NICHES, size=CREATORS)
    posts = centres[niche] + chance.normal(scale=1.0, size=(CREATORS, DIMENSIONS)) * (1.3 - 0.1 * tier)[:, None]
    return Market(
        tier=tier,
        posts=posts.astype(np.float32),
        wanted=chance.beta(1.0, 12.0, size=CREATORS),
        known=chance.random(CREATORS) < 0.45 + 0.13 * tier,
        standing=chance.normal(size=CREATORS) + 0.35 * tier,
    )


def _campaign(market: Market, chance: np.random.Generator) -> tuple[NDArray[np.int64], list[Scored]]:
    """Who comes into question for a brief, the best first, and their scores."""
    share = math.exp(chance.uniform(math.log(0.02), math.log(0.6)))
    passing = chance.random(CREATORS) < share
    if chance.random() < 0.1:
        passing &= market.tier > 0  # a brief for larger creators alone
    if chance.random() < 0.4:
        passing &= market.tier < len(TIERS) - 1 - int(chance.integers(2))  # a budget that pays for no star
    if not passing.any():
        passing[int(chance.integers(CREATORS))] = True
    creators = np.flatnonzero(passing)
    brief = market.posts[int(chance.integers(CREATORS))].astype(np.float64) + chance.normal(scale=0.7, size=DIMENSIONS)
    rows = market.posts[creators].astype(np.float64)
    fit = rows @ brief / (np.linalg.norm(rows, axis=1) * np.linalg.norm(brief))
    size, tier = len(creators), market.tier[creators]
    lean = chance.uniform(0.0, 0.8) * tier  # some briefs suit larger creators in every part
    found = scores(
        {
            Part.NICHE: fit + 0.15 * lean,
            Part.AUTHENTICITY: np.where(market.known[creators], chance.normal(size=size) + lean, math.nan),
            Part.PRICE: chance.normal(size=size) - 0.3 * tier,
            Part.AUDIENCE: chance.normal(size=size) + lean,
            Part.RELIABILITY: market.standing[creators] + lean + chance.normal(scale=0.3, size=size),
            Part.FRESHNESS: market.standing[creators] + chance.normal(scale=1.0, size=size),
        }
    )
    order = sorted(range(size), key=lambda place: (-found[place].score, int(creators[place])))[:CONSIDERED]
    return creators[order], [found[place] for place in order]


def _standings(market: Market, memory: _Memory, creators: NDArray[np.int64], scored: list[Scored]) -> list[Standing]:
    return [
        Standing(
            name=str(creator),
            score=row.score,
            is_koc=bool(market.tier[creator] == 0),
            is_new=bool(memory.lists[creator] < NEW_BELOW),
            belief=belief_in(memory.own[creator], memory.tiers[market.tier[creator]]),
        )
        for creator, row in zip(creators.tolist(), scored, strict=True)
    ]


def _count(told: Told, arranged: Arranged) -> None:
    told.koc_share += arranged.koc_share / told.campaigns
    told.koc_share_by_score += arranged.koc_share_by_score / told.campaigns
    told.koc_share_owed += arranged.floor / told.campaigns
    told.fit_loss += arranged.fit_loss / told.campaigns
    if arranged.floor >= told.floor - 1e-9:
        told.owed_in_full += 1
        told.koc_share_owed_in_full += arranged.koc_share
    told.below_by_score += arranged.koc_share_by_score < arranged.floor
    told.met += arranged.meets_floor
    told.not_met += not arranged.meets_floor
    told.largest_shortfall = max(told.largest_shortfall, arranged.floor - arranged.koc_share)


def _spread(attention: Values, creators: NDArray[np.int64], arranged: Arranged) -> None:
    for place, row in enumerate(arranged.places[:PLACES], 1):
        attention[creators[row.candidate]] += attention_at(place)
