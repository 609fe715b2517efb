"""The same briefs give the same creators through both adapters."""

from __future__ import annotations

from datetime import timedelta

import numpy as np

from marketplace.base.money import Money
from marketplace.creators.states import Format
from marketplace.matching.index.exact import ExactIndex
from marketplace.matching.index.pgvector import PgvectorIndex
from marketplace.matching.index.protocol import AudienceAsk, Wanted, wanted_of
from tests.builders.index import DIMENSIONS, a_wish, built, rows_of, some_candidates, some_vectors
from tests.conftest import NOON

MANY = 2500
BRIEFS = 200
TIE = 2e-6
"""Two scores so near to each other are one: the adapters add up in another order."""


def some_briefs(candidates) -> list[Wanted]:
    chance = np.random.default_rng(12)

    def one_of(choices):
        return choices[int(chance.integers(len(choices)))]

    found = []
    for _ in range(BRIEFS):
        wish = a_wish(
            format=one_of([Format.PHOTO, Format.VIDEO]),
            price_max=Money(int(chance.integers(500, 10_000)), one_of(["USD", "CNY"])),
            languages=one_of([(), ("en",), ("zh", "ja")]),
            countries=one_of([(), ("US",), ("CN", "SE")]),
            followers_min=one_of([None, 1000, 40_000]),
            followers_max=one_of([None, 90_000]),
            publish_until=one_of([None, NOON.date() + timedelta(days=20)]),
        )
        without = [candidates[int(place)].creator_id for place in chance.integers(MANY, size=10)]
        asked = wanted_of(wish, without)
        found.append(one_of([asked, asked, Wanted(), Wanted(audience=(AudienceAsk(frozenset({"region:US"}), 0.4),))]))
    return found


def test_two_hundred_briefs_give_the_same_fifty_through_both(session, tmp_path):
    adapter = PgvectorIndex(session)
    candidates = some_candidates(MANY, seed=21)
    rows = rows_of(candidates, some_vectors(MANY, seed=22))
    adapter.make(DIMENSIONS)
    adapter.put(rows)
    built(tmp_path, rows)
    exact = ExactIndex(tmp_path)
    assert adapter.is_there

    sizes = set()
    for number, wanted in enumerate(some_briefs(candidates)):
        query = some_vectors(1, seed=5000 + number)[0]
        ours, theirs = exact.search(query, wanted, 50), adapter.search(query, wanted, 50)
        assert (ours.passing, ours.removed) == (theirs.passing, theirs.removed)
        assert len(ours.ids) == len(theirs.ids)
        np.testing.assert_allclose(ours.scores, theirs.scores, atol=TIE)
        last = min(ours.scores, default=0.0)
        assert {one for one, score in zip(ours.ids, ours.scores, strict=True) if score > last + TIE} <= set(theirs.ids)
        sizes.add(ours.passing)
    assert len(sizes) > 50, "the filters hardly differed"


def test_who_changed_or_left_does_so_in_the_database_too(session):
    adapter = PgvectorIndex(session)
    rows = rows_of(some_candidates(20, seed=31), some_vectors(20, seed=32))
    adapter.make(DIMENSIONS)
    adapter.put(rows)
    adapter.put([rows[0]], gone=[rows[1].creator_id])
    found = adapter.search(rows[0].vector, Wanted(), 50)
    assert len(found.ids) == 19
    assert found.ids[0] == rows[0].creator_id
    assert rows[1].creator_id not in found.ids


def test_a_database_without_the_table_says_so(session):
    assert not PgvectorIndex(session).is_there
