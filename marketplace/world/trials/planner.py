"""The planner against ways people choose by: by fit, by followers, by followers for the money, on random budgets."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from marketplace.matching.exposure.chance import generator_of
from marketplace.matching.planning.choosing import choose, in_turn
from marketplace.matching.planning.limits import Limits
from marketplace.matching.planning.reach import Market
from marketplace.world.trials.audiences import CREATORS, Trial, made_up

FAMILIES = ("people", "curves")
LEAST_BUDGET, MOST_BUDGET = 500_00, 100_000_00
"""Minor units; budgets are spread evenly over their logarithm."""


@dataclass
class Told:
    """What came of it: true reach, planner over the other way, and how often it was more."""

    budgets: int
    seed: int
    never_worse: bool = True
    better: int = 0  # than by fit and by followers both
    worse: list[dict[str, Any]] = field(default_factory=list)
    over: dict[str, list[float]] = field(default_factory=dict)  # way -> ratios of true reach
    of_bound: list[float] = field(default_factory=list)  # believed reach over the bound

    def as_json(self) -> dict[str, Any]:
        """Plain values: medians and the worst."""
        return {
            "budgets": self.budgets,
            "seed": self.seed,
            "never_worse": self.never_worse,
            "better": self.better,
            "worse": self.worse,
            "times_reach": {
                way: {
                    "median": round(float(np.median(ratios)), 3),
                    "least": round(min(ratios), 3),
                    "better_in": sum(ratio > 1 for ratio in ratios),
                }
                for way, ratios in self.over.items()
            },
            "of_bound": {"median": round(float(np.median(self.of_bound)), 3), "least": round(min(self.of_bound), 3)},
        }


def try_planner(budgets: int, seed: int, *, untold: float = 0.0) -> Told:
    """Random budgets on random markets of both families; with the same seed the same."""
    told = Told(budgets, seed)
    for number in range(budgets):
        chance = generator_of("planner", seed, number)
        family = FAMILIES[number % len(FAMILIES)]
        trial = made_up(chance, people_differ=family == "people", untold=untold)
        budget = round(math.exp(chance.uniform(math.log(LEAST_BUDGET), math.log(MOST_BUDGET))))
        limits = Limits(budget=budget, places=int(chance.integers(5, 61)))
        _compare(told, trial, limits, family)
    return told


def _compare(told: Told, trial: Trial, limits: Limits, family: str) -> None:
    everybody = range(CREATORS)
    orders = {
        "by_fit": sorted(everybody, key=lambda one: -trial.scores[one]),
        "by_followers": sorted(everybody, key=lambda one: -trial.followers[one]),
        "by_followers_for_money": sorted(everybody, key=lambda one: -trial.followers[one] / trial.offers[one].cost),
    }
    simpler = (orders["by_fit"], orders["by_followers"])
    mix = choose(Market.of(trial.audiences), trial.offers, limits, simpler)
    reach = trial.truth.reach(mix.chosen)
    others = {way: trial.truth.reach(in_turn(trial.offers, limits, order)) for way, order in orders.items()}
    for way, other in others.items():
        told.over.setdefault(way, []).append(reach / max(1.0, other))
    best = max(others["by_fit"], others["by_followers"])
    told.better += reach > best
    told.of_bound.append(mix.reach / mix.bound if mix.bound else 1.0)
    if reach < best:
        told.never_worse = False
        told.worse.append(
            {"family": family, "budget": limits.budget, "places": limits.places, "times": round(reach / best, 3)}
        )
