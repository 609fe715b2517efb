"""A brand finds creators by its own words and by likeness, and reads why each was found."""

import numpy as np
import pytest

from marketplace.accounts.models import Person
from marketplace.base.actor import SYSTEM
from marketplace.base.ids import new_id
from marketplace.creators.models import Creator
from marketplace.creators.niches import Niche
from marketplace.creators.states import Platform
from marketplace.matching.findings import AVERAGE, MEANS, POSTS_ABOUT, SAYS, found_because
from marketplace.matching.texts.fusion import Readings
from marketplace.matching.texts.words import shared_words
from tests.builders.matching import RUNNING, a_creator_with_posts, with_generated_vectors
from tests.builders.orders import a_creator_to_book, a_funded_brand
from tests.builders.payouts import a_creator
from tests.matching.test_pages import words


@pytest.fixture
def as_actor(session, sign_in):
    """Signs in the person behind an actor, and gives the browser."""
    return lambda actor: sign_in(session.get_one(Person, actor.person_id))


@pytest.fixture
def market(work_as):
    """Acme, two creators who bake, one who runs, and what is known of them."""
    brand = a_funded_brand(work_as)
    people = {
        "Maya": a_creator_with_posts(work_as, "Maya"),
        "Bo": a_creator_with_posts(work_as, "Bo", followers=90_000),
        "Chen": a_creator_with_posts(work_as, "Chen", titles=RUNNING, platform=Platform.TIKTOK),
    }
    with work_as(SYSTEM) as work:
        work.session.get_one(Creator, people["Chen"].creator_id).country = "CN"
    with_generated_vectors(work_as)
    return brand, people


def order(answer, people) -> list[str]:
    """Names in the order in which they are found on a page of results."""
    page = answer.get_data(as_text=True)
    return sorted(
        (name for name in people if f'aria-label="{name}"' in page), key=lambda name: page.index(f'aria-label="{name}"')
    )


def test_words_find_who_says_them_and_the_reason_names_them(market, as_actor):
    brand, people = market
    browser = as_actor(brand)
    answer = browser.get("/search?words=marathon+马拉松训练")
    assert answer.status_code == 200
    assert order(answer, people)[0] == "Chen"
    assert "Says 马拉松训练." in words(answer)
    assert order(browser.get("/search?words=Tiramisu"), people)[:2] != ["Chen", "Maya"]


def test_a_search_in_words_that_nobody_used_is_still_answered(market, as_actor):
    brand, people = market
    answer = as_actor(brand).get("/search?words=zzqx")
    assert set(order(answer, people)) == set(people)
    assert "Says" not in words(answer)


@pytest.mark.parametrize(
    ("condition", "left", "said"),
    [
        ("platform=tiktok", {"Chen"}, "No proved channel on TikTok −2"),
        ("followers_min=50000", {"Bo"}, "followers −2"),
        ("price=1&currency=USD&format=photo", set(), "Asks for more than $1.00 −3"),
        ("country=CN", {"Chen"}, "Lives outside the countries asked for −2"),
    ],
)
def test_the_same_filters_say_how_many_each_removed(market, as_actor, condition, left, said):
    brand, people = market
    answer = as_actor(brand).get(f"/search?words=cake&{condition}")
    assert set(order(answer, people)) == left
    assert said in words(answer)
    assert left or "Nobody was found" in words(answer)


def test_everybody_is_accounted_for(market, as_actor, work_as):
    a_creator_to_book(work_as, "Hana")
    read = words(as_actor(market[0]).get("/search?words=cake"))
    assert "All creators 4" in read
    assert "Nothing of their posts has been read yet −1" in read
    assert "Looked through 3" in read


def test_before_a_search_the_page_says_what_to_try(market, as_actor):
    read = words(as_actor(market[0]).get("/search"))
    assert "Nothing looked for yet" in read
    assert "新手跑步" in read


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("followers_min=many", "Enter a whole number."),
        ("followers_min=9&followers_max=3", "Enter at least as many as the lowest number."),
        ("price=99,5&currency=USD", "Enter an amount such as"),
        ("platform=myspace", "Not a valid choice"),
        ("words=" + "a" * 301, "Use at most 300 characters."),
    ],
)
def test_what_cannot_be_meant_comes_back_with_words(market, as_actor, typed, said):
    answer = as_actor(market[0]).get(f"/search?{'' if typed.startswith('words') else 'words=cake&'}{typed}")
    assert answer.status_code == 422
    assert said in words(answer)


@pytest.mark.parametrize("words_typed", ["%00", "%20%20", "🍰", "'; DROP TABLE creators; --", "100%25"])
def test_odd_words_are_only_words(market, as_actor, words_typed):
    assert as_actor(market[0]).get(f"/search?words={words_typed}").status_code == 200


def test_more_like_somebody_are_those_who_post_about_the_same_without_themselves(market, as_actor):
    brand, people = market
    browser = as_actor(brand)
    answer = browser.get(f"/search?like={people['Maya'].creator_id}")
    assert order(answer, people) == ["Bo", "Chen"]
    assert "More like Maya" in words(answer)
    assert f"/search?like={people['Maya'].creator_id}" in browser.get(
        f"/creators/{people['Maya'].creator_id}"
    ).get_data(as_text=True)


def test_nobody_is_like_somebody_who_is_not_there_or_has_not_joined(market, as_actor, work_as):
    browser = as_actor(market[0])
    assert browser.get(f"/search?like={new_id()}").status_code == 404
    joined = a_creator(work_as, "Gus")
    assert browser.get(f"/search?like={joined.id}").status_code == 404
    assert "Nothing looked for yet" in words(browser.get("/search?like=nonsense"))


def test_somebody_of_whom_nothing_is_known_is_like_nobody(market, as_actor, work_as):
    hana = a_creator_to_book(work_as, "Hana")
    assert "Nobody was found" in words(as_actor(market[0]).get(f"/search?like={hana.creator_id}"))


def test_creators_do_not_search_for_each_other(market, as_actor):
    maya = market[1]["Maya"]
    browser = as_actor(maya)
    assert browser.get("/search").status_code == 404
    assert "More like this" not in words(browser.get(f"/creators/{maya.creator_id}"))


def test_a_market_before_anything_was_read_finds_nobody(work_as, as_actor):
    a_creator_to_book(work_as, "Hana")
    read = words(as_actor(a_funded_brand(work_as)).get("/search?words=cake"))
    assert "Nobody was found" in read
    assert "Nothing of their posts has been read yet −1" in read


def test_shared_words_are_said_as_the_search_says_them():
    assert shared_words("Oat lattes and 手冲咖啡馆", "我的手冲咖啡日常, oat latte") == ["oat", "lattes", "手冲咖啡"]
    assert shared_words("the of and", "the of and") == []
    assert shared_words("跑", "跑步") == []
    assert shared_words("蛋糕甜品蛋糕", "甜品和蛋糕") == ["蛋糕", "甜品"]


def test_the_reason_names_the_readings_that_stand_out_and_no_word_that_was_not_said():
    readings = Readings(np.array([0.4, 0.0, 0.3]), np.array([0.1, 0.5, 0.1]), np.array([0.2, 0.2, 0.2]))
    first = found_because(readings, 0, ["cake"], Niche.FOOD)
    assert first.pattern == SAYS
    assert first.values["words"] == "cake"
    assert found_because(readings, 1, [], Niche.FOOD).pattern == MEANS
    assert found_because(readings, 2, [], Niche.FOOD).pattern == AVERAGE
    both = found_because(Readings(np.array([0.0, 0.2]), np.zeros(2), np.array([0.25, 0.0])), 0, ["x"], Niche.PETS)
    assert both.pattern == POSTS_ABOUT
