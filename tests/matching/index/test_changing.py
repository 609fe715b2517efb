"""What the writer does is seen by a reader that has been open all the time."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from marketplace.creators.states import Platform
from marketplace.matching.index import writing as writing_module
from marketplace.matching.index.exact import ExactIndex
from marketplace.matching.index.protocol import Wanted
from marketplace.matching.index.writing import WriterBusy, writing
from tests.builders.index import PLATFORM, built, some_rows, some_vectors


def everyone(index):
    return set(index.search(some_vectors(1, seed=2)[0], Wanted(), 100_000).ids)


def test_a_thousand_new_creators_are_found_within_two_seconds(tmp_path):
    built(tmp_path, some_rows(20_000))
    index = ExactIndex(tmp_path)
    index.search(some_vectors(1, seed=2)[0], Wanted(), 5)
    new = some_rows(1000, seed=8, begin=50_000)

    began = time.monotonic()
    with writing(tmp_path) as writer:
        writer.put(new)
    found = [index.search(row.vector, Wanted(), 1).ids[0] for row in new[:50]]
    took = time.monotonic() - began

    assert found == [row.creator_id for row in new[:50]]
    assert {row.creator_id for row in new} <= everyone(index)
    assert took < 2.0


def test_who_changed_stands_there_once_with_what_is_new(tmp_path):
    rows = some_rows(300)
    built(tmp_path, rows)
    index = ExactIndex(tmp_path)
    changed = replace(rows[7], vector=some_vectors(1, seed=77)[0], followers=1_500_000)

    with writing(tmp_path) as writer:
        writer.put([changed])

    assert len(everyone(index)) == 300
    rich = index.search(changed.vector, Wanted(followers_min=1_000_000), 300)
    assert changed.creator_id in rich.ids
    assert index.search(changed.vector, Wanted(), 1).ids == (changed.creator_id,)
    assert index.opened.manifest.rows == 300


def test_who_is_gone_is_not_found(tmp_path):
    rows = some_rows(300)
    built(tmp_path, rows)
    index = ExactIndex(tmp_path)
    with writing(tmp_path) as writer:
        writer.put([], gone=[row.creator_id for row in rows[:100]])
    assert everyone(index) == {row.creator_id for row in rows[100:]}


def test_a_creator_on_two_platforms_is_found_once_and_leaves_the_one_they_left(tmp_path):
    rows = some_rows(50)
    built(tmp_path, rows)
    index = ExactIndex(tmp_path)
    both = [rows[3], replace(rows[3], platform=Platform.DOUYIN)]
    with writing(tmp_path) as writer:
        writer.put(both)
    query = rows[3].vector
    assert index.search(query, Wanted(), 50).ids.count(rows[3].creator_id) == 1
    assert index.search(query, Wanted(platform=Platform.DOUYIN), 50).ids == (rows[3].creator_id,)
    with writing(tmp_path) as writer:
        writer.put(both[1:])
    assert rows[3].creator_id not in index.search(query, Wanted(platform=PLATFORM), 50).ids


def test_many_small_additions_leave_few_parts(tmp_path, monkeypatch):
    monkeypatch.setattr(writing_module, "TAIL", 400)
    rows = some_rows(1200)
    built(tmp_path, rows[:300])
    index = ExactIndex(tmp_path)
    for begin in range(300, 1200, 50):
        with writing(tmp_path) as writer:
            writer.put(rows[begin : begin + 50])
        assert len(everyone(index)) == begin + 50
    assert everyone(index) == {row.creator_id for row in rows}
    assert len(index.opened.manifest.shelves[PLATFORM.value]) <= 4


def test_a_search_that_has_begun_goes_on_with_what_it_had(tmp_path):
    built(tmp_path, some_rows(300))
    index = ExactIndex(tmp_path)
    before = index.opened
    for number in range(3):
        built(tmp_path, some_rows(200, seed=number))
    part = before.on(PLATFORM.value)[0]
    assert part.rows == 300
    assert int(part.coarse[-1].astype(int).sum()) == int(part.coarse[299].astype(int).sum())
    assert len(everyone(index)) == 200


def test_what_no_reader_needs_is_cleared_away(tmp_path):
    for number in range(4):
        built(tmp_path, some_rows(100, seed=number))
    assert len(list(tmp_path.glob("g*"))) == 2


def test_there_is_one_writer_at_a_time(tmp_path):
    built(tmp_path, some_rows(10))
    with writing(tmp_path), pytest.raises(WriterBusy), writing(tmp_path, wait_seconds=0.1):
        pass
