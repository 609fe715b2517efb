"""One trial after the other: an honest world, fraud in 15 of 100 creators, gaps, and what the product says of each."""

from __future__ import annotations

import copy
import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from marketplace.authenticity.evaluating.frauds import KINDS, Market
from marketplace.authenticity.evaluating.sources import Line, Sources
from marketplace.authenticity.evaluating.world import honest_world, language_of, with_gaps
from marketplace.authenticity.profiles.judging import judge_profiles
from marketplace.authenticity.profiles.profile import profile_of

PREVALENCE = 0.15
SMALL = 1000
"""Under so many followers an audience counts as small."""


@dataclass(frozen=True)
class Judged:
    """A creator of a trial: what was done to them, what they are, and what was said of them."""

    creator: str
    kind: str | None  # None for an honest one
    strength: int
    language: str
    size: str
    p_fraud: float
    p_fraud_known: float  # when nothing of them is missing
    low: float
    high: float
    engagement: float  # how unusual the engagement rate is: the rule that everybody knows


def trials(sources: Sources, rounds: int, seed: int) -> Iterator[list[Judged]]:
    """Several worlds, each with other fraudsters and another chance."""
    for number in range(rounds):
        yield trial(sources, np.random.default_rng([seed, number]), number)


def trial(sources: Sources, chance: np.random.Generator, turn: int = 0) -> list[Judged]:
    """One world with fraud in it, judged as one file. Strengths go round from turn to turn."""
    world = honest_world(sources, chance)
    market = market_of(sources)
    done = put_fraud_in(world, market, chance, turn)
    known = {each["id"]: with_gaps(each, chance) for each in world}
    verdicts = judge_profiles({name: profile_of(each) for name, each in known.items()})
    complete = judge_profiles({each["id"]: profile_of(each) for each in world})
    rates = {name: _rate(each) for name, each in known.items()}
    spoken = {language_of(each) for each in world}
    usual = {one: _median([rates[each["id"]] for each in world if language_of(each) == one]) for one in spoken}
    found = []
    for creator in world:
        name = creator["id"]
        kind, strength = done.get(name, (None, 0))
        verdict = verdicts[name]
        size = "small" if creator["followers"] < SMALL else "large"
        unusual = abs(rates[name] - usual[language_of(creator)])
        found.append(
            Judged(
                name,
                kind,
                strength,
                language_of(creator),
                size,
                1 - verdict.p_authentic,
                1 - complete[name].p_authentic,
                verdict.low,
                verdict.high,
                unusual,
            )
        )
    return found


def market_of(sources: Sources) -> Market:
    """The labelled accounts of both Instagram sets."""
    accounts = [each for name in ("instagram_a", "instagram_b") for each in sources.accounts[name]]
    return Market([dict(a.line) for a in accounts if not a.is_fake], [dict(a.line) for a in accounts if a.is_fake])


def put_fraud_in(
    world: list[Line], market: Market, chance: np.random.Generator, turn: int = 0
) -> dict[str, tuple[str, int]]:
    """Makes 15 of 100 creators frauds, as many of each kind; a kind's frauds of one strength work together."""
    chosen = chance.permutation(len(world))[: round(PREVALENCE * len(world))]
    done: dict[str, tuple[str, int]] = {}
    for place, (kind, put_in) in enumerate(KINDS.items()):
        members = [world[int(each)] for each in chosen[place :: len(KINDS)]]
        strength = (turn + place) % 3
        put_in(members, strength, market, chance)
        done.update((each["id"], (kind, strength)) for each in members)
    return done


def attacked(world: list[Line], kind: str, strength: int, market: Market, chance: np.random.Generator) -> list[Line]:
    """The same world with one kind of fraud in every creator, in rings of six."""
    changed = copy.deepcopy(world)
    for begin in range(0, len(changed), 6):
        KINDS[kind](changed[begin : begin + 6], strength, market, chance)
    return changed


def _rate(creator: Line) -> float:
    reactions = [post["likes"] + (post.get("saves") or 0) + post["comments"] for post in creator["posts"]]
    return math.log((_median(reactions) + 0.5) / max(1, creator["followers"]))


def _median(values: list[float]) -> float:
    return float(np.median(values))
