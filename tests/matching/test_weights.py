"""A brand leans within bounds: the rules, the page, and what creators see of it."""

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.accounts.models import Person
from marketplace.base.actor import BrandRole
from marketplace.matching.queries.fits import fit_of, fits_of
from marketplace.matching.queries.ranking import rank
from marketplace.matching.scoring import BASE, WEIGHTS, Part
from marketplace.matching.weights import AS_USUAL, LEAST, LEAST_AUTHENTICITY, MOST, OutOfBounds, weights_for
from tests.builders.accounts import a_member
from tests.builders.matching import RUNNING, a_creator_with_posts, with_generated_vectors
from tests.builders.orders import a_funded_brand, an_open_brief
from tests.conftest import NOON

leanings = st.fixed_dictionaries({part: st.integers(LEAST, MOST) for part in Part})


@given(leanings)
def test_weights_are_one_together_and_authenticity_keeps_its_floor(wanted):
    made = weights_for(wanted)
    assert sum(made.values()) == pytest.approx(1)
    assert made[Part.AUTHENTICITY] >= LEAST_AUTHENTICITY - 1e-9
    assert all(weight > 0 for weight in made.values())


@given(leanings, st.sampled_from(list(Part)))
def test_turning_a_part_up_never_makes_it_count_less(wanted, part):
    more = wanted | {part: MOST}
    assert weights_for(more)[part] >= weights_for(wanted)[part] - 1e-9


def test_as_usual_is_the_published_table():
    assert weights_for(AS_USUAL) == weights_for({}) == WEIGHTS


@pytest.mark.parametrize("lean", [LEAST - 1, MOST + 1, -100, 0])
def test_beyond_the_bounds_is_refused(lean):
    with pytest.raises(OutOfBounds):
        weights_for({Part.NICHE: lean})


@pytest.fixture
def field(work_as):
    brand = a_funded_brand(work_as)
    brief = an_open_brief(work_as, brand)
    maya = a_creator_with_posts(work_as, "Maya", latest_days_ago=60)
    bo = a_creator_with_posts(work_as, "Bo", titles=RUNNING)
    with_generated_vectors(work_as)
    return brand, brief, maya, bo


def words(answer):
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", answer.get_data(as_text=True))))


LEANING = {part.value: "100" for part in Part} | {"niche": "50", "freshness": "200"}


def test_a_brand_leans_and_contributions_still_add_up_for_both_sides(session, field, sign_in):
    brand, brief, maya, _ = field
    before = {row.name: row.score for row in rank(session, brief, limit=5).rows}
    browser = sign_in(session.get_one(Person, brand.person_id))
    assert browser.post(f"/briefs/{brief.id}/weights", data=LEANING).status_code == 303
    rows = rank(session, brief, limit=5).rows
    assert {row.name: row.score for row in rows} != before
    for row in rows:
        assert BASE + sum(part.points for part in row.contributions) == pytest.approx(row.score)
        assert sum(part.weight for part in row.contributions) == pytest.approx(1)
    seen = next(row.score for row in rows if row.name == "Maya")
    assert fit_of(session, brief, maya.creator_id).row.score == pytest.approx(seen)
    assert fits_of(session, [brief], maya.creator_id, NOON)[brief.id].row.score == pytest.approx(seen)
    read = words(browser.get(f"/briefs/{brief.id}/matches"))
    assert "usually 40%" in read
    creator = sign_in(session.get_one(Person, maya.person_id))
    assert "the brand weighs the parts in its own way" in words(creator.get(f"/board/{brief.id}"))
    creator.get("/language/zh")
    assert "品牌对各部分有自己的权重" in words(creator.get(f"/board/{brief.id}"))


def test_as_usual_takes_it_back(session, field, sign_in):
    brand, brief, _, _ = field
    before = [row.score for row in rank(session, brief, limit=5).rows]
    browser = sign_in(session.get_one(Person, brand.person_id))
    browser.post(f"/briefs/{brief.id}/weights", data=LEANING)
    assert browser.post(f"/briefs/{brief.id}/weights", data=LEANING | {"as_usual": "1"}).status_code == 303
    assert [row.score for row in rank(session, brief, limit=5).rows] == before
    assert "usually 40%" not in words(browser.get(f"/briefs/{brief.id}/matches"))


@pytest.mark.parametrize("typed", [{"niche": "201"}, {"niche": "49"}, {"niche": "x"}, {"niche": ""}, {"niche": "1e3"}])
def test_what_is_beyond_the_bounds_comes_back_with_words(session, field, sign_in, typed):
    brand, brief, _, _ = field
    browser = sign_in(session.get_one(Person, brand.person_id))
    answer = browser.post(f"/briefs/{brief.id}/weights", data=LEANING | typed)
    assert answer.status_code == 422
    assert "whole number" in words(answer) or "Please fill this in" in words(answer)


def test_only_who_runs_the_campaign_leans(session, work_as, field, sign_in):
    _, brief, maya, _ = field
    cashier = sign_in(a_member(work_as, brief.brand, "Cas", roles=(BrandRole.FINANCE,)))
    assert cashier.post(f"/briefs/{brief.id}/weights", data=LEANING).status_code == 403
    assert "Weigh the parts yourself" not in words(cashier.get(f"/briefs/{brief.id}/matches"))
    stranger = sign_in(session.get_one(Person, a_funded_brand(work_as, "Nordlys").person_id))
    assert stranger.post(f"/briefs/{brief.id}/weights", data=LEANING).status_code == 404
    assert sign_in(session.get_one(Person, maya.person_id)).post(f"/briefs/{brief.id}/weights").status_code == 404
