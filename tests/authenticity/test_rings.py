"""A ring is found as a whole with its evidence; friends, clubs and campaigns are not taken for one."""

import json
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import combinations
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from marketplace.authenticity.commands import authenticity
from marketplace.authenticity.evaluating.ring_figures import rings_found
from marketplace.authenticity.evaluating.ring_world import ring_world
from marketplace.authenticity.rings.finding import FEWEST_MEMBERS, Kind, rings_of
from marketplace.authenticity.rings.graph import core_of, densest
from marketplace.authenticity.rings.ties import Said, Ties

START = datetime(2026, 1, 1, 9, tzinfo=UTC)


def ties(group: list[str], *, soon: bool, scripts: int = 0, bought: float = 0.0) -> Ties:
    """Everybody comments under three posts of everybody else."""
    said = {pair: Said(3, 3, 3 if soon else 0) for one, other in combinations(group, 2)
            for pair in ((one, other), (other, one))}  # fmt: skip
    return Ties(said, [frozenset(group)] * scripts, dict.fromkeys(group, bought) if bought else {}, 1000)


def named(count: int) -> list[str]:
    return [f"c{at:02}" for at in range(count)]


@pytest.mark.parametrize("seed", range(3))
def test_a_ring_is_found_among_others_and_hardly_anybody_else(seed: int) -> None:
    found = rings_found(190, 12, seed)
    assert found["recall"] >= 0.9, found
    assert found["false_alarms"] <= 0.01, found


@pytest.mark.long
def test_thirty_are_found_among_ten_thousand() -> None:
    for seed in range(11, 16):
        found = rings_found(10_000, 30, seed)
        assert found["recall"] >= 0.9, found
        assert found["false_alarms"] <= 0.01, found


def test_a_world_is_the_same_for_the_same_seed_and_another_for_another() -> None:
    one, again, other = ring_world(100, 8, 3), ring_world(100, 8, 3), ring_world(100, 8, 4)
    assert one == again
    assert one.profiles != other.profiles


def test_friends_are_no_ring_however_much_they_comment() -> None:
    assert rings_of(ties(named(20), soon=False)) == []


def test_people_of_one_campaign_are_no_ring() -> None:
    one = Ties({}, [frozenset(named(25))], {}, 1000)
    assert rings_of(one) == []


def test_who_comments_in_turn_and_publishes_one_script_is_a_ring_with_both_as_evidence() -> None:
    (found,) = rings_of(ties(named(12), soon=False, scripts=1))
    assert found.members == tuple(named(12))
    assert found.kinds == (Kind.RECIPROCAL, Kind.SCRIPT)
    assert (len(found.pairs), found.scripts) == (66, 1)


def test_comments_that_wait_for_the_post_are_a_second_kind_of_evidence() -> None:
    (found,) = rings_of(ties(named(12), soon=True))
    assert found.kinds == (Kind.RECIPROCAL, Kind.SYNCHRONY)


def test_bought_likes_are_a_second_kind_of_evidence_and_none_alone() -> None:
    (found,) = rings_of(ties(named(12), soon=False, bought=2.0))
    assert found.kinds == (Kind.RECIPROCAL, Kind.LIKES)
    assert rings_of(Ties({}, [], dict.fromkeys(named(12), 3.0), 1000)) == []


def test_likes_that_look_bought_everywhere_say_nothing_of_a_group() -> None:
    group = ties(named(12), soon=False, bought=2.0)
    everywhere = {f"other{at}": 2.0 for at in range(400)}
    assert rings_of(replace(group, bought={**group.bought, **everywhere}, creators=500)) == []


def test_fewer_than_six_are_no_ring() -> None:
    assert rings_of(ties(named(FEWEST_MEMBERS - 1), soon=True, scripts=2)) == []


def test_two_rings_are_told_apart() -> None:
    one, other = ties(named(10), soon=True), ties([f"d{at}" for at in range(8)], soon=True)
    both = Ties({**one.said, **other.said, ("c00", "d0"): Said(9, 0, 0), ("d0", "c00"): Said(9, 0, 0)}, [], {}, 1000)
    assert [len(ring.members) for ring in rings_of(both)] == [10, 8]


EDGES = st.sets(st.tuples(st.integers(0, 9), st.integers(0, 9)).filter(lambda pair: pair[0] < pair[1]))


@given(EDGES, st.integers(1, 4))
def test_a_core_is_the_largest_group_in_which_everybody_has_ties_enough(edges: set[Any], fewest: int) -> None:
    graph = graph_of(edges)
    core = core_of(graph, fewest)
    assert all(len(ties) >= fewest and set(ties) <= set(core) for ties in core.values())
    for size in range(1, len(graph) + 1):
        for some in combinations(graph, size):
            if all(len(set(graph[name]) & set(some)) >= fewest for name in some):
                assert set(some) <= set(core)


@given(EDGES.filter(bool))
def test_the_densest_part_is_at_least_half_as_dense_as_the_densest_there_is(edges: set[Any]) -> None:
    graph = graph_of(edges)
    nodes = list(graph)
    best = max(density(edges, some) for size in range(1, len(nodes) + 1) for some in combinations(nodes, size))
    assert density(edges, densest(graph, nodes)) >= best / 2 - 1e-9


def graph_of(edges: set[Any]) -> dict[Any, dict[Any, float]]:
    graph: dict[Any, dict[Any, float]] = {}
    for one, other in edges:
        graph.setdefault(one, {})[other] = 1.0
        graph.setdefault(other, {})[one] = 1.0
    return graph


def density(edges: set[Any], some: Any) -> float:
    return sum(one in some and other in some for one, other in edges) / len(some)


def test_the_command_says_who_is_in_a_ring_and_why() -> None:
    names = named(8)
    lines = [
        {
            "id": name,
            "posts": [{"id": at, "at": (START + timedelta(days=3 * at)).isoformat()} for at in range(4)],
            "comments": [
                {"post": at, "author": other, "at": (START + timedelta(days=3 * at, minutes=9)).isoformat(),
                 "text": f"{other} likes {at}"}
                for at in range(4) for other in names if other != name
            ],
        }
        for name in names
    ]  # fmt: skip
    lines.append({"id": "honest", "comments": [{"post": 1, "author": "c00", "text": "hello"}]})
    called = CliRunner().invoke(authenticity, ["rings", "-"], input="\n".join(map(json.dumps, lines)))
    assert called.exit_code == 0, called.stderr
    (found,) = [json.loads(line) for line in called.stdout.splitlines()]
    assert found["members"] == names
    assert Counter(row["kind"] for row in found["evidence"] if row["stands"]) == {"reciprocal": 1, "synchrony": 1}
    assert found["pairs"][0] == ["c00", "c01", 4]


def test_the_command_measures_a_made_world() -> None:
    called = CliRunner().invoke(authenticity, ["rings", "--world", "120", "--ring", "10", "--seeds", "1"])
    assert called.exit_code == 0, called.output
    said = json.loads(called.stdout.splitlines()[-1])
    assert said["seeds"] == 1
    assert set(said) >= {"least_recall", "most_false_alarms"}


def test_the_command_wants_a_file_or_a_world() -> None:
    called = CliRunner().invoke(authenticity, ["rings"])
    assert called.exit_code == 2
    assert "--world" in called.output
