"""How much of a hidden ring is found, and how many honest creators are taken for members of one."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from marketplace.authenticity.evaluating.ring_world import ring_world
from marketplace.authenticity.rings.finding import rings_of
from marketplace.authenticity.rings.ties import ties_of


def rings_found(creators: int, ring: int, seed: int) -> dict[str, Any]:
    """One world: the share of the ring that is in the ring found, and of all others who are in any."""
    world = ring_world(creators, ring, seed)
    began = time.perf_counter()
    found = rings_of(ties_of(world.profiles))
    took = time.perf_counter() - began
    best = max((len(world.ring & set(each.members)) for each in found), default=0)
    called = {name for each in found for name in each.members}
    return {
        "seed": seed,
        "recall": round(best / len(world.ring), 4),
        "false_alarms": round(len(called - world.ring) / (creators - ring), 5),
        "rings": [{"members": len(each.members), "kinds": list(each.kinds)} for each in found],
        "ring_does": {name: round(value, 2) for name, value in asdict(world.strength).items()},
        "seconds": round(took, 1),
    }


def evaluated_rings(creators: int, ring: int, first: int, seeds: int, say: Callable[[str], None]) -> dict[str, Any]:
    """Several worlds, each said as it is known, and the worst of them."""
    rows = []
    for seed in range(first, first + seeds):
        rows.append(rings_found(creators, ring, seed))
        say(str(rows[-1]))
    return {
        "creators": creators,
        "ring": ring,
        "seeds": seeds,
        "least_recall": min(row["recall"] for row in rows),
        "mean_recall": round(sum(row["recall"] for row in rows) / seeds, 4),
        "most_false_alarms": max(row["false_alarms"] for row in rows),
    }
