"""A graph of creators whose ties have weights, and its dense parts (greedy peeling, as FRAUDAR does it)."""

from __future__ import annotations

import heapq
from collections.abc import Collection, Iterator, Mapping
from typing import TypeAlias

from marketplace.authenticity.profiles.population import Name

Graph: TypeAlias = Mapping[Name, Mapping[Name, float]]
"""Creator -> the others they are tied to and how strongly; every tie stands on both sides."""


def core_of(graph: Graph, fewest: int) -> dict[Name, dict[Name, float]]:
    """What is left when creators with fewer than `fewest` ties are taken out until nobody has."""
    left = {name: dict(ties) for name, ties in graph.items()}
    gone = [name for name, ties in left.items() if len(ties) < fewest]
    while gone:
        name = gone.pop()
        for other in left.pop(name, {}):
            if other in left and name in left[other]:
                del left[other][name]
                if len(left[other]) == fewest - 1:
                    gone.append(other)
    return left


def parts_of(graph: Graph) -> Iterator[list[Name]]:
    """The creators of each part that hangs together."""
    seen: set[Name] = set()
    for first in graph:
        if first in seen:
            continue
        part, edge = [], [first]
        seen.add(first)
        while edge:
            name = edge.pop()
            part.append(name)
            fresh = [other for other in graph[name] if other not in seen]
            seen.update(fresh)
            edge.extend(fresh)
        yield part


def densest(graph: Graph, among: Collection[Name]) -> list[Name]:
    """The creators among these whose ties inside weigh the most for each of them.

    The least tied is taken out again and again; the best of all steps is given. It has at least half of the density
    of the best there is (Charikar 2000).
    """
    left = set(among)
    inside = {name: sum(weight for other, weight in graph[name].items() if other in left) for name in left}
    total = sum(inside.values()) / 2
    queue = [(weight, str(name), name) for name, weight in inside.items()]
    heapq.heapify(queue)
    taken: list[Name] = []
    best, kept = total / len(left), 0
    while len(left) > 1:
        weight, _, name = heapq.heappop(queue)
        if name not in left or weight != inside[name]:
            continue
        left.remove(name)
        taken.append(name)
        total -= weight
        for other, tie in graph[name].items():
            if other in left:
                inside[other] -= tie
                heapq.heappush(queue, (inside[other], str(other), other))
        if total / len(left) > best:
            best, kept = total / len(left), len(taken)
    gone = set(taken[:kept])
    return sorted((name for name in among if name not in gone), key=str)
