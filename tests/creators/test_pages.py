import re

import pytest
from sqlalchemy import select

from marketplace.base.actor import Duty
from marketplace.creators.models import Channel, Rate
from marketplace.creators.states import CreatorState
from tests.builders.accounts import a_staff_member, a_verified_brand, owner_of
from tests.builders.creators import a_creator, a_new_creator, an_imported_creator, person_of, some_figures, some_posts

PROFILE = {"name": "Maya", "bio": "Cakes.", "country": "US", "city": "Dallas", "languages": ["en"], "niches": ["food"]}


def words(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text))


@pytest.fixture
def maya(work_as):
    return a_new_creator(work_as)


@pytest.fixture
def browser(sign_in, work_as, maya):
    return sign_in(person_of(work_as, maya))


def test_a_newcomer_sees_what_to_do_next(browser):
    page = words(browser.get("/me"))
    assert "Before you can apply" in page
    assert "Add the channel you publish on" in page


def test_the_profile_is_kept_as_typed(browser, maya, session):
    assert browser.post("/me/profile", data=PROFILE).status_code == 303
    session.refresh(maya)
    assert (maya.bio, maya.city, maya.niches) == ("Cakes.", "Dallas", ["food"])
    assert 'value="Dallas"' in browser.get("/me/profile").text


@pytest.mark.parametrize(
    "change",
    [
        {"name": ""}, {"bio": "x" * 1001}, {"country": "XX"}, {"languages": []}, {"languages": ["tlh"]}, {"niches": []},
        {"niches": ["food", "travel", "beauty", "fashion", "home", "pets"]}, {"available_from": "soon"},
    ],
)  # fmt: skip
def test_a_profile_that_does_not_fit_is_refused_and_nothing_is_kept(browser, maya, session, change):
    answer = browser.post("/me/profile", data=PROFILE | change)
    assert answer.status_code == 422
    assert "form-error" in answer.text
    session.refresh(maya)
    assert maya.bio == ""


def test_a_channel_is_added_with_its_code_and_removed_again(browser, session):
    assert browser.post("/me/channels", data={"platform": "instagram", "handle": "@maya"}).status_code == 303
    channel = session.scalar(select(Channel))
    assert channel.proof_code in browser.get("/me/channels").text
    assert browser.post(f"/me/channels/{channel.id}/proof").status_code == 303
    assert "Being checked" in words(browser.get("/me/channels"))
    assert browser.post(f"/me/channels/{channel.id}/proof").status_code == 409
    assert browser.post(f"/me/channels/{channel.id}/removal").status_code == 303
    assert session.scalar(select(Channel.id)) is None


@pytest.mark.parametrize("form", [{"platform": "myspace", "handle": "a"}, {"platform": "tiktok", "handle": "a b"}, {}])
def test_a_channel_that_cannot_be_one_is_refused(browser, session, form):
    assert browser.post("/me/channels", data=form).status_code == 422
    assert session.scalar(select(Channel.id)) is None


def test_a_price_is_set_and_removed(browser, session):
    line = {"platform": "instagram", "format": "photo", "price": "1,200.50", "currency": "USD"}
    assert browser.post("/me/rates", data=line).status_code == 303
    assert "$1,200.50" in browser.get("/me/rates").text
    rate = session.scalar(select(Rate))
    assert browser.post(f"/me/rates/{rate.id}/removal").status_code == 303
    assert session.scalar(select(Rate.id)) is None


@pytest.mark.parametrize(
    "change", [{"price": "0"}, {"price": "x"}, {"price": ""}, {"currency": "XTS"}, {"price": "1.234"}]
)
def test_a_price_that_does_not_fit_is_refused(browser, session, change):
    line = {"platform": "instagram", "format": "photo", "price": "5", "currency": "USD"} | change
    answer = browser.post("/me/rates", data=line)
    assert answer.status_code == 422
    assert session.scalar(select(Rate.id)) is None


def test_a_creator_pauses_and_comes_back(sign_in, work_as, session):
    maya = a_creator(work_as)
    browser = sign_in(person_of(work_as, maya))
    assert browser.post("/me/pause").status_code == 303
    assert session.get(type(maya), maya.id, populate_existing=True).state is CreatorState.PAUSED
    assert browser.post("/me/pause").status_code == 409
    assert browser.post("/me/resumption").status_code == 303
    assert session.get(type(maya), maya.id, populate_existing=True).state is CreatorState.ACTIVE


def test_a_brand_reads_medians_figures_with_their_date_and_source_and_prices(sign_in, work_as, clock):
    maya = a_creator(work_as, followers=5000)
    channel = maya.channels[0]
    some_posts(work_as, channel, 4, likes=100)
    some_posts(work_as, channel, 1, likes=7, sponsored=True)
    clock.advance(days=3)
    answer = sign_in(owner_of(a_verified_brand(work_as))).get(f"/creators/{maya.id}")
    page = words(answer)
    assert answer.status_code == 200
    assert "updated 3 days ago" in page
    assert "read from the platform" in page
    assert re.search(r"Likes 100 7 ", page)
    assert "the 90 days before the latest data" in page
    assert "$200.00" in page


def test_an_imported_creator_is_shown_as_imported(sign_in, work_as):
    imported = an_imported_creator(work_as)
    staff = a_staff_member(work_as, "Ines", duties=(Duty.OPERATIONS,))
    page = words(sign_in(staff).get(f"/creators/{imported.id}"))
    assert "nobody signs in for them yet" in page
    assert "imported: an export" in page


def test_own_figures_show_beside_their_source(sign_in, work_as):
    maya = a_creator(work_as)
    some_figures(work_as, maya.channels[0], 4000, days_ago=30)
    page = words(sign_in(person_of(work_as, maya)).get("/me"))
    assert "5K" in page or "5,000" in page
    assert "Before you can apply" not in page


def test_creators_see_their_own_profile_as_brands_do_and_nobody_elses(sign_in, work_as, maya):
    bo = a_creator(work_as, "Bo")
    browser = sign_in(person_of(work_as, bo))
    assert browser.get(f"/creators/{bo.id}").status_code == 200
    assert browser.get(f"/creators/{maya.id}").status_code == 404


def test_a_profile_is_not_shown_to_visitors_and_not_before_it_is_complete(client, sign_in, work_as, maya):
    assert client.get(f"/creators/{maya.id}").status_code == 303
    assert sign_in(owner_of(a_verified_brand(work_as))).get(f"/creators/{maya.id}").status_code == 404
