"""The index is made of what PostgreSQL says, and follows it."""

from __future__ import annotations

import time

import numpy as np
import pytest

from marketplace.base.money import Money
from marketplace.creators import actions as creators
from marketplace.creators.queries import candidates
from marketplace.matching.filters import passing
from marketplace.matching.index.exact import ExactIndex
from marketplace.matching.index.keeping import follow, rebuild, rebuild_when_worth_it, renew
from marketplace.matching.index.manifest import read_manifest
from marketplace.matching.index.place import index_to_ask
from marketplace.matching.index.protocol import Wanted, wanted_of
from marketplace.matching.queries.space import space
from marketplace.matching.queries.vectors import brief_vectors, wish_of
from marketplace.settings import MatchingSettings, settings
from tests.builders.matching import RUNNING, a_creator_with_posts, with_generated_vectors
from tests.builders.orders import a_creator_to_book, a_funded_brand, an_open_brief


@pytest.fixture
def brief(work_as):
    return an_open_brief(work_as, a_funded_brand(work_as))


@pytest.fixture
def people(work_as, brief):
    found = {
        "Maya": a_creator_with_posts(work_as, "Maya", tags=["dessert", "oat latte"]),
        "Bo": a_creator_with_posts(work_as, "Bo", tags=["dessert"]),
        "Chen": a_creator_with_posts(work_as, "Chen", titles=RUNNING),
    }
    with_generated_vectors(work_as)
    return found


def search(session, index, brief, k=10):
    where = space(session)
    wish, vectors = wish_of(brief), brief_vectors(session, [brief.id], where.model_id)
    return index.search(where.asked(wish, vectors[brief.id]).row, wanted_of(wish), k)


def test_an_index_of_the_database_removes_and_finds_as_the_ranking_does(session, work_as, brief, people, tmp_path):
    a_creator_with_posts(work_as, "Elif", price=Money(60_000, "USD"))
    a_creator_to_book(work_as, "Finn")
    rebuild(tmp_path)
    found = search(session, ExactIndex(tmp_path), brief)
    wish = wish_of(brief)
    left, counts = passing(wish, candidates(session, platform=wish.platform), total=5)
    assert set(found.ids) == {row.creator_id for row in left}
    assert dict(found.removed) == {row.name: row.removed for row in counts if row.name in dict(found.removed)}
    assert {found.ids[0], found.ids[1]} == {people["Maya"].creator_id, people["Bo"].creator_id}


def test_who_is_embedded_later_is_found_at_once(session, work_as, clock, brief, people, tmp_path):
    rebuild(tmp_path)
    index = ExactIndex(tmp_path)
    assert len(search(session, index, brief).ids) == 3
    clock.advance(minutes=30)
    dana = a_creator_with_posts(work_as, "Dana", tags=["dessert"])
    with_generated_vectors(work_as)
    began = time.monotonic()
    assert follow(tmp_path) >= 1
    assert dana.creator_id in search(session, index, brief).ids
    assert time.monotonic() - began < 2
    assert follow(tmp_path) == 0


def test_who_pauses_is_not_found_any_more(session, work_as, brief, people, tmp_path):
    rebuild(tmp_path)
    index = ExactIndex(tmp_path)
    with work_as(people["Bo"]) as work:
        creators.pause(work, people["Bo"].creator_id)
    renew(tmp_path, [people["Bo"].creator_id])
    assert people["Bo"].creator_id not in search(session, index, brief).ids
    assert dict(search(session, index, brief).removed)["open_to_work"] == 1


def test_nothing_embedded_is_no_index_and_few_creators_need_none(session, work_as, tmp_path):
    a_creator_with_posts(work_as)
    assert rebuild(tmp_path) is None
    with_generated_vectors(work_as)
    assert rebuild_when_worth_it(tmp_path) is None
    assert follow(tmp_path) == 0
    assert rebuild(tmp_path) is not None
    assert rebuild_when_worth_it(tmp_path).number == 2


def test_an_index_of_another_database_is_not_asked(session, people, tmp_path, monkeypatch):
    monkeypatch.setattr(settings(MatchingSettings), "matching_index_folder", tmp_path)
    from marketplace.matching.index.place import index_folder

    where = space(session)
    assert index_to_ask(session, where) is None
    rebuild(index_folder())
    asked = index_to_ask(session, where)
    assert people["Maya"].creator_id in asked.search(np.ones(48, dtype=np.float32) / 48**0.5, Wanted(), 5).ids
    folder = index_folder()
    text = (folder / "CURRENT.json").read_text()
    own = read_manifest(folder).database
    (folder / "CURRENT.json").write_text(text.replace(own, "1-1"))
    assert index_to_ask(session, where) is None
    assert follow(folder) == 0
