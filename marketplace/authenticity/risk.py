"""From measures to evidence, and from evidence to the probability that an account is what it seems.

The numbers are set by hand and say so: nine accounts in ten are taken to be authentic, and evidence is how much
rarer than one in ten a value is among peers. Missing facts widen the interval and never lower the probability.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from marketplace.authenticity.norms import Norms
from marketplace.authenticity.signals import SIGNALS, Family, Observed, Suspicious

VERSION = "plain-1"
PRIOR_AUTHENTIC = 0.9
UNUSUAL = 0.10  # a tail that one account in ten is in says nothing
STRONGEST = 3.0  # a single sign counts at most this much, in natural log-odds
SHRINK = 6  # observations at which a sign counts half
NINETY_PERCENT = 1.645
LIMITED_POSTS = 6
LIMITED_PEERS = 8


@dataclass(frozen=True)
class Evidence:
    """One sign of one channel: the value, its place among peers, and how much it weighs (0 when usual)."""

    signal: str
    family: Family
    value: float
    observations: int
    peers: int
    percentile: float  # the share of peers with a lower value, 0-1
    weight: float


@dataclass(frozen=True)
class Verdict:
    """The probability that an account is authentic with its 90 % interval, 0-1, and what it rests on."""

    p_authentic: float
    low: float
    high: float
    limited: bool  # too little is known to say much; never a fault of the person
    evidence: tuple[Evidence, ...]  # the heaviest first


def judge(platform: str, followers: int | None, measures: Mapping[str, Observed], norms: Norms) -> Verdict:
    """What the measures of one channel say among those of its peers."""
    evidence = sorted(
        (_evidence(name, platform, followers, measures, norms) for name, (of, _) in SIGNALS.items() if of in measures),
        key=lambda row: (-row.weight, row.signal),
    )
    middle = _log_odds(PRIOR_AUTHENTIC) - risk(evidence)
    posts = max((row.observations for row in evidence), default=0)
    spread = NINETY_PERCENT * (0.5 + 1.8 / math.sqrt(1 + posts))
    return Verdict(
        p_authentic=_probability(middle),
        low=_probability(middle - spread),
        high=_probability(middle + spread),
        limited=posts < LIMITED_POSTS or max((row.peers for row in evidence), default=0) < LIMITED_PEERS,
        evidence=tuple(evidence),
    )


def risk(evidence: list[Evidence]) -> float:
    """The two heaviest signs of different families together; one sign alone is often chance."""
    best: dict[Family, float] = {}
    for row in evidence:
        best[row.family] = max(best.get(row.family, 0.0), row.weight)
    return sum(sorted(best.values(), reverse=True)[:2])


def _evidence(
    name: str, platform: str, followers: int | None, measures: Mapping[str, Observed], norms: Norms
) -> Evidence:
    measure, signal = SIGNALS[name]
    observed = measures[measure]
    peers = norms.peers(platform, followers, measure, observed.value)
    tail = peers.tail_low(observed.value) if signal.end is Suspicious.LOW else peers.tail_high(observed.value)
    rare = min(STRONGEST, max(0.0, math.log(UNUSUAL / tail))) if observed.value < signal.only_below else 0.0
    return Evidence(
        signal=name,
        family=signal.family,
        value=observed.value,
        observations=observed.count,
        peers=peers.count,
        percentile=peers.below(observed.value),
        weight=rare * observed.count / (observed.count + SHRINK),
    )


def _log_odds(probability: float) -> float:
    return math.log(probability / (1 - probability))


def _probability(log_odds: float) -> float:
    return 1 / (1 + math.exp(-log_odds))
