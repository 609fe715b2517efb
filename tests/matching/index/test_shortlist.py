"""Where very many pass, the ranking takes the nearest out of the index; what it says of everybody stays true."""

from __future__ import annotations

import pytest

from marketplace.base.actor import SYSTEM
from marketplace.base.money import Money
from marketplace.creators import actions as creators
from marketplace.creators.states import Platform
from marketplace.matching.index.keeping import rebuild
from marketplace.matching.index.place import index_folder
from marketplace.matching.queries import shortlist as shortlist_module
from marketplace.matching.queries.ranking import rank
from marketplace.settings import MatchingSettings, settings
from tests.builders.matching import RUNNING, a_creator_with_posts, with_generated_vectors
from tests.builders.orders import a_funded_brand, an_open_brief


@pytest.fixture
def brief(work_as):
    return an_open_brief(work_as, a_funded_brand(work_as))


@pytest.fixture
def people(work_as, brief, tmp_path, monkeypatch):
    """Five who pass, one who is too dear and one elsewhere, with an index of them that is asked from two on."""
    found = {
        "Maya": a_creator_with_posts(work_as, "Maya", tags=["dessert", "oat latte"]),
        "Bo": a_creator_with_posts(work_as, "Bo", tags=["dessert"]),
        "Chen": a_creator_with_posts(work_as, "Chen", titles=RUNNING),
        "Dana": a_creator_with_posts(work_as, "Dana", titles=RUNNING),
        "Elif": a_creator_with_posts(work_as, "Elif", titles=RUNNING),
        "Finn": a_creator_with_posts(work_as, "Finn", price=Money(60_000, "USD")),
        "Gus": a_creator_with_posts(work_as, "Gus", platform=Platform.TIKTOK),
    }
    with_generated_vectors(work_as)
    monkeypatch.setattr(settings(MatchingSettings), "matching_index_folder", tmp_path)
    monkeypatch.setattr(shortlist_module, "FROM", 1)
    monkeypatch.setattr(shortlist_module, "LENGTH", 2)
    return found


def counts(ranking):
    return {row.name: row.removed for row in ranking.removed if row.removed}


def test_the_nearest_are_given_and_everybody_is_counted(session, brief, people):
    without = rank(session, brief, limit=10)
    assert len(without.rows) == 5
    rebuild(index_folder())
    found = rank(session, brief, limit=10)
    assert {row.name for row in found.rows} == {"Maya", "Bo"}
    assert (counts(found), found.considered, found.total) == (counts(without), without.considered, without.total)
    assert counts(found) == {"price": 1, "platform": 1}


def test_postgresql_has_the_last_word_when_the_index_is_old(session, work_as, brief, people):
    rebuild(index_folder())
    with work_as(SYSTEM) as work:
        creators.pause(work, people["Bo"].creator_id)
    found = rank(session, brief, limit=10)
    assert [row.name for row in found.rows] == ["Maya"]
    assert counts(found)["open_to_work"] == 1
    assert found.considered + sum(counts(found).values()) == found.total


def test_who_is_asked_for_by_name_is_scored_though_not_among_the_nearest(session, brief, people):
    rebuild(index_folder())
    found = rank(session, brief, limit=1, only=[people["Chen"].creator_id])
    assert [row.name for row in found.rows] == ["Chen"]
