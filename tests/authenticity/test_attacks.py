"""Who buys anything looks worse for it: of every kind and strength hardly anybody gains."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pytest

from marketplace.authenticity.evaluating.frauds import KINDS
from marketplace.authenticity.evaluating.trial import attacked, market_of
from marketplace.authenticity.evaluating.world import honest_world
from marketplace.authenticity.profiles.judging import ProfileVerdict, judge_profiles
from marketplace.authenticity.profiles.profile import profile_of
from tests.authenticity.worlds import sources

GAIN = 0.02
"""A rise of the probability that somebody would pay for."""

GAINERS = 0.02
"""The largest share of creators who may gain so much by an attack."""


@cache
def world(count: int, seed: int) -> list[dict[str, Any]]:
    return honest_world(sources(count, seed), np.random.default_rng(seed))


def judged(lines: list[dict[str, Any]]) -> dict[str | int, ProfileVerdict]:
    return judge_profiles({line["id"]: profile_of(line) for line in lines})


@cache
def honest(count: int, seed: int) -> dict[str | int, ProfileVerdict]:
    return judged(world(count, seed))


def gains(kind: str, strength: int, count: int, seed: int) -> list[float]:
    """By how much the probability of each creator rises when all of them buy."""
    made, market = world(count, seed), market_of(sources(count, seed))
    after = judged(attacked(made, kind, strength, market, np.random.default_rng([seed, strength])))
    before = honest(count, seed)
    return [after[each["id"]].p_authentic - before[each["id"]].p_authentic for each in made]


@pytest.mark.parametrize("kind", KINDS)
def test_hardly_anybody_gains_by_the_weakest_attack(kind: str) -> None:
    found = np.array(gains(kind, 0, 18, 3))
    assert found.mean() < 0
    assert (found > GAIN).sum() <= 1


@pytest.mark.long
@pytest.mark.parametrize("strength", range(3))
@pytest.mark.parametrize("kind", KINDS)
def test_hardly_anybody_gains_by_any_attack(kind: str, strength: int) -> None:
    found = np.array([each for seed in (4, 5, 6) for each in gains(kind, strength, 100, seed)])
    assert found.mean() < 0
    assert (found > GAIN).mean() <= GAINERS
