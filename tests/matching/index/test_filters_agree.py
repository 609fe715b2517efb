"""The index removes whom the ranking's own filters remove, and finds whom looking at everybody finds."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.base.money import Money
from marketplace.creators.states import Format
from marketplace.matching.filters import passing
from marketplace.matching.index.columns import encode
from marketplace.matching.index.exact import ExactIndex
from marketplace.matching.index.kernel import plain_kernel
from marketplace.matching.index.parts import PartWriter, open_part
from marketplace.matching.index.protocol import AudienceAsk, Wanted, wanted_of
from marketplace.matching.index.scan import search_parts
from tests.builders.index import DIMENSIONS, PLATFORM, a_wish, built, rows_of, some_candidates, some_vectors
from tests.conftest import NOON

MANY = 3000
K = 50

wishes = st.builds(
    a_wish,
    format=st.sampled_from([Format.PHOTO, Format.VIDEO, Format.LIVE]),
    price_max=st.builds(Money, st.integers(100, 10_000), st.sampled_from(["USD", "CNY", "EUR"])),
    languages=st.sampled_from([(), ("en",), ("zh",), ("sv",), ("ja", "zh"), ("fr",)]),
    countries=st.sampled_from([(), ("US",), ("CN", "SE"), ("FR",)]),
    followers_min=st.sampled_from([None, 0, 1000, 90_000]),
    followers_max=st.sampled_from([None, 5000, 60_000]),
    publish_until=st.sampled_from([None, NOON.date(), NOON.date() + timedelta(days=20)]),
)


@pytest.fixture(scope="module")
def everybody():
    candidates = some_candidates(MANY, seed=3)
    return candidates, some_vectors(MANY, seed=4)


@pytest.fixture(scope="module")
def index(everybody, tmp_path_factory):
    folder = tmp_path_factory.mktemp("index")
    built(folder, rows_of(*everybody))
    return ExactIndex(folder)


@given(wish=wishes, seed=st.integers(0, 1000), through=st.sets(st.integers(0, MANY - 1), max_size=40))
def test_a_search_gives_what_looking_at_everybody_gives(everybody, index, wish, seed, through):
    candidates, vectors = everybody
    decided = frozenset(candidates[place].creator_id for place in through)
    left, counts = passing(wish, candidates, total=len(candidates), decided=decided)
    query = some_vectors(1, seed=seed)[0]

    found = index.search(query, wanted_of(wish, decided), K)

    assert found.passing == len(left)
    names = [name for name, _ in found.removed]
    told = {row.name: row.removed for row in counts}
    assert {name: count for name, count in found.removed if count} == {
        name: count for name, count in told.items() if count and name in names
    }
    assert sum(count for _, count in found.removed) + found.passing == len(candidates)
    kept = {row.creator_id for row in left}
    scores = {one.creator_id: float(vector @ query) for one, vector in zip(candidates, vectors, strict=True)}
    best = sorted(kept, key=lambda one: -scores[one])[:K]
    assert len(found.ids) == min(K, len(kept))
    assert set(found.ids) <= kept
    # Scores are of 16-bit floats: only who is as near as the last may be another.
    worst = min((scores[one] for one in best), default=0.0)
    assert all(scores[one] >= worst - 1e-3 for one in found.ids)
    assert list(found.scores) == sorted(found.scores, reverse=True)


def test_nearly_everybody_is_found_as_by_floats(everybody, index):
    candidates, vectors = everybody
    ids = np.array([one.creator_id.int >> 70 for one in candidates])
    shared = 0
    for seed in range(50):
        query = some_vectors(1, seed=1000 + seed)[0]
        best = set(ids[np.argsort(-(vectors @ query))[:K]].tolist())
        shared += len(best & {one.int >> 70 for one in index.search(query, Wanted(), K).ids})
    assert shared / (50 * K) >= 0.99


def test_shares_of_an_audience_and_the_floor_of_authenticity_are_filters_too(everybody, index):
    candidates, _ = everybody
    query = some_vectors(1, seed=9)[0]

    def share(one):
        return sum(share for name, share in one.audience["regions"] if name in ("US", "CA"))

    wanted = Wanted(audience=(AudienceAsk(frozenset({"region:US", "region:CA"}), 0.5),))
    expected = [one for one in candidates if not one.audience or share(one) >= 0.5]
    assert 0 < len(expected) < len(candidates)
    assert index.search(query, wanted, K).passing == len(expected)
    assert index.search(query, Wanted(authentic_least=0.4), K).passing == len(candidates)
    assert index.search(query, Wanted(authentic_least=0.6), K).passing == 0


def test_the_loop_without_a_compiler_gives_the_same(everybody, tmp_path):
    rows = rows_of(*everybody)
    with PartWriter(tmp_path, "part", DIMENSIONS) as writer:
        writer.add(encode(rows), np.stack([row.vector for row in rows]))
        writer.finish()
    part = open_part(tmp_path, "part")
    query = some_vectors(1, seed=5)[0]
    for wanted in (Wanted(), wanted_of(a_wish()), Wanted(platform=PLATFORM, proved=True)):
        plain = search_parts([part], query, wanted, K, plain_kernel())
        compiled = search_parts([part], query, wanted, K)
        assert plain.ids == compiled.ids
        assert plain.removed == compiled.removed


def test_nobody_is_found_where_there_is_no_index(tmp_path):
    assert ExactIndex(tmp_path / "none").search(some_vectors(1, seed=1)[0], Wanted(), 5).ids == ()
