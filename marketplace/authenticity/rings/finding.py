"""Rings: dense groups of creators against whom evidence of at least two kinds speaks.

Friends comment under each other's posts too, and people of one campaign publish versions of one text. Neither is a
ring; whoever does both, or does one in time with a clock or with bought likes, is shown to people who decide.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import combinations

from marketplace.authenticity.profiles.population import Name
from marketplace.authenticity.rings.graph import Graph, core_of, densest, parts_of
from marketplace.authenticity.rings.ties import Said, Ties
from marketplace.base.text import N_

FEWEST_MEMBERS = 6
FEWEST_TIES = 4
"""A member of a ring is tied to at least so many others."""

MOST_WITH_ONE_SCRIPT = 300
"""A text that more creators published goes around everywhere and ties nobody."""

A_SCRIPT = 1.5
"""What one text in common weighs; a comment back and forth weighs 1 when it comes in time."""

OUT_OF_TIME = 0.4
"""What a comment back and forth weighs that comes hours after the post."""

FEWEST_PAIRS, FEWEST_SHARING, FEWEST_SOON, FEWEST_BOUGHT = 0.12, 0.4, 0.5, 0.3
"""From which share of pairs, members, comments and members a kind of evidence stands."""

TOO_RARE = 0.001
"""Likes that look bought are evidence when chance brings so many of them to a group this rarely."""

A_SIGN = 1.0
"""From how much on the likes of a creator count as bought, natural log-odds."""


class Kind(StrEnum):
    """Kinds of evidence against a group."""

    RECIPROCAL = "reciprocal"
    SCRIPT = "script"
    SYNCHRONY = "synchrony"
    LIKES = "likes"


KIND_WORDS: Mapping[str, str] = {
    Kind.RECIPROCAL: N_("Pairs who comment under each other's posts"),
    Kind.SCRIPT: N_("Members who published a version of one text"),
    Kind.SYNCHRONY: N_("Comments among them that came within an hour of the post"),
    Kind.LIKES: N_("Members whose likes look bought"),
}
"""What the share of each kind of evidence is a share of, to be translated where it is shown."""


@dataclass(frozen=True)
class Evidence:
    """One kind of evidence: the share it was seen in, 0-1, of how many, and whether it stands."""

    kind: Kind
    share: float
    of: int
    stands: bool


@dataclass(frozen=True)
class Ring:
    """A group and what speaks against it. `pairs` comment under each other's posts, the busiest first."""

    members: tuple[Name, ...]
    evidence: tuple[Evidence, ...]
    pairs: tuple[tuple[Name, Name, int], ...]  # (one, other, posts of the one who got fewer)
    scripts: int  # texts of which at least two members published versions

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """The kinds of evidence that stand."""
        return tuple(row.kind for row in self.evidence if row.stands)


def rings_of(ties: Ties) -> list[Ring]:
    """The rings of a population, the largest first. Nobody is in two of them."""
    graph = _graph(ties)
    found: list[Ring] = []
    for dense in _groups(graph):
        taken = {name for ring in found for name in ring.members}
        group = [name for name in dense if name not in taken]
        if len(group) >= FEWEST_MEMBERS and _ring(group, ties) is not None:
            found.extend(filter(None, [_ring(_with_the_rest(group, graph, taken), ties)]))
    return sorted(found, key=lambda ring: (-len(ring.members), str(ring.members[0])))


def _graph(ties: Ties) -> dict[Name, dict[Name, float]]:
    graph: defaultdict[Name, dict[Name, float]] = defaultdict(dict)
    for (one, other), there in ties.said.items():
        back = ties.said.get((other, one))
        if back is not None and str(one) < str(other):
            _tie(graph, one, other, math.log2(1 + min(there.posts, back.posts)) * _in_time(there, back))
    for names in ties.scripts:
        if 2 <= len(names) <= MOST_WITH_ONE_SCRIPT:
            for one, other in combinations(sorted(names, key=str), 2):
                _tie(graph, one, other, A_SCRIPT)
    return dict(graph)


def _tie(graph: defaultdict[Name, dict[Name, float]], one: Name, other: Name, weight: float) -> None:
    graph[one][other] = graph[other][one] = graph[one].get(other, 0.0) + weight


def _in_time(there: Said, back: Said) -> float:
    timed = there.timed + back.timed
    soon = (there.soon + back.soon) / timed if timed else 0.0
    return OUT_OF_TIME + (1 - OUT_OF_TIME) * soon


def _groups(graph: Graph) -> Iterator[list[Name]]:
    """Dense groups, each of creators who are in no other."""
    left = core_of(graph, FEWEST_TIES)
    while left:
        taken: set[Name] = set()
        for part in parts_of(left):
            group = densest(left, part)
            taken.update(group)
            if len(group) >= FEWEST_MEMBERS:
                yield group
        left = core_of(
            {
                name: {other: weight for other, weight in ties.items() if other not in taken}
                for name, ties in left.items()
                if name not in taken
            },
            FEWEST_TIES,
        )


def _with_the_rest(group: Sequence[Name], graph: Graph, taken: Collection[Name]) -> list[Name]:
    """A group and everybody who is tied to enough of it: its densest part is not all of it."""
    inside, ties = set(group), Counter(other for name in group for other in graph[name])
    joined = {other for other, count in ties.items() if count >= FEWEST_TIES and other not in taken}
    return sorted(inside | joined, key=str)


def _ring(group: Sequence[Name], ties: Ties) -> Ring | None:
    """The group with its evidence, when at least two kinds of it stand and the first of them ties its members."""
    inside = set(group)
    pairs = [
        (one, other, min(ties.said[one, other].posts, ties.said[other, one].posts))
        for one, other in combinations(group, 2)
        if (one, other) in ties.said and (other, one) in ties.said
    ]
    scripts = [names & inside for names in ties.scripts if len(names) <= MOST_WITH_ONE_SCRIPT]
    shared = [names for names in scripts if len(names) > 1]
    evidence = tuple(_evidence(inside, len(pairs), shared, ties))
    standing = {row.kind for row in evidence if row.stands}
    if len(standing) < 2 or not standing & {Kind.RECIPROCAL, Kind.SCRIPT}:
        return None
    busiest = sorted(pairs, key=lambda pair: (-pair[2], str(pair[0]), str(pair[1])))
    return Ring(tuple(group), evidence, tuple(busiest), len(shared))


def _evidence(
    inside: Collection[Name], pairs: int, shared: Sequence[Collection[Name]], ties: Ties
) -> Iterator[Evidence]:
    count = len(inside)
    possible = count * (count - 1) // 2
    yield _row(Kind.RECIPROCAL, pairs, possible, FEWEST_PAIRS)
    yield _row(Kind.SCRIPT, len({name for names in shared for name in names}), count, FEWEST_SHARING)
    within = [
        said for one in inside for other in inside if one != other and (said := ties.said.get((one, other))) is not None
    ]
    timed = sum(said.timed for said in within)
    yield _row(Kind.SYNCHRONY, sum(said.soon for said in within), timed, FEWEST_SOON, fewest=2 * count)
    bought = sum(ties.bought.get(name, 0.0) >= A_SIGN for name in inside)
    everywhere = sum(weight >= A_SIGN for weight in ties.bought.values()) / max(1, ties.creators)
    likes = _row(Kind.LIKES, bought, count, FEWEST_BOUGHT)
    yield replace(likes, stands=likes.stands and _by_chance(bought, count, everywhere) < TOO_RARE)


def _by_chance(seen: int, of: int, share: float) -> float:
    """How likely it is to see so many or more when each is one with this chance (binomial)."""
    return sum(math.comb(of, some) * share**some * (1 - share) ** (of - some) for some in range(seen, of + 1))


def _row(kind: Kind, seen: int, of: int, least: float, *, fewest: int = 1) -> Evidence:
    share = seen / of if of else 0.0
    return Evidence(kind, share, of, of >= fewest and share >= least)
