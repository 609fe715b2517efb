"""What pages show of looks at posts: to creator, brand and staff, in both languages; and what outsiders do not see."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from marketplace.accounts.models import Person
from marketplace.base.actor import Duty
from tests.builders import orders as make
from tests.builders.accounts import a_staff_member
from tests.conftest import TestClock
from tests.drafts.watching.conftest import Watched, later_by_the_machine, sightings_of, tick

Look = Callable[[], None]
SignIn = Callable[[Any], FlaskClient]


@pytest.fixture
def people(session: Session, kept: Watched, work_as: Any) -> dict[str, Person]:
    """Those who may see the order."""
    return {
        "creator": session.get_one(Person, kept.deal.creator.person_id),
        "brand": session.get_one(Person, kept.deal.brand.person_id),
        "staff": a_staff_member(work_as, "Ines", duties=(Duty.TRUST,)),
    }


def shown(client: FlaskClient, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def lose_the_label(kept: Watched, clock: TestClock, look: Look) -> None:
    kept.change(body=make.BAD_BODY)
    clock.advance(hours=1)
    look()


@pytest.mark.parametrize("side", ["creator", "brand", "staff"])
def test_the_order_shows_every_look_with_what_was_found(
    kept: Watched, people: dict[str, Person], clock: TestClock, look: Look, sign_in: SignIn, side: str
) -> None:
    browser = sign_in(people[side])
    path = f"/orders/{kept.deal.order_id}"
    before = shown(browser, path)
    assert "Account, text, label, links and AI mark are as agreed." in before
    assert "The advertising label is missing" not in before
    lose_the_label(kept, clock, look)
    found = shown(browser, path)
    assert "The advertising label is missing · " in found or " · The advertising label is missing" in found
    assert "After 1 hour" in found
    assert make.BAD_BODY in found
    assert "After 7 days:" in found
    kept.change(body=make.GOOD_BODY)
    clock.advance(hours=23)
    look()
    mended = shown(browser, path)
    assert "Mended" in mended
    assert "there again" in mended


def test_the_same_in_chinese(
    kept: Watched, people: dict[str, Person], clock: TestClock, look: Look, sign_in: SignIn
) -> None:
    lose_the_label(kept, clock, look)
    people["brand"].language = "zh"
    page = shown(sign_in(people["brand"]), f"/orders/{kept.deal.order_id}")
    assert "缺少广告标识" in page or "广告标识" in page
    assert "1 小时后" in page
    assert "After 1 hour" not in page


def test_a_late_look_says_so_and_so_does_a_platform_that_is_silent(
    kept: Watched, people: dict[str, Person], clock: TestClock, look: Look, sign_in: SignIn
) -> None:
    kept.partner.post("/_standin/faults", json={"fault": "500", "next": 1}).raise_for_status()
    clock.advance(hours=4)
    look()
    path = f"/orders/{kept.deal.order_id}"
    assert "the platform has not answered" in shown(sign_in(people["creator"]), path)
    late = shown(sign_in(people["staff"]), "/staff/posts?part=late")
    assert "The platform answered 500." in late
    clock.advance(hours=20)
    with later_by_the_machine(minutes=2):
        look()
    assert "made later." in shown(sign_in(people["creator"]), path)
    assert "No look is late" in shown(sign_in(people["staff"]), "/staff/posts?part=late")


def test_staff_find_what_went_missing_and_what_was_mended(
    kept: Watched, people: dict[str, Person], clock: TestClock, look: Look, sign_in: SignIn
) -> None:
    browser = sign_in(people["staff"])
    assert "Every public post is as it was agreed." in shown(browser, "/staff/posts")
    lose_the_label(kept, clock, look)
    for path in ("/staff/posts", "/staff/posts?what=label"):
        page = shown(browser, path)
        assert f"/orders/{kept.deal.order_id}" in page
    assert f"/orders/{kept.deal.order_id}" not in shown(browser, "/staff/posts?what=links")
    assert f"/orders/{kept.deal.order_id}" not in shown(browser, "/staff/posts?part=mended")
    kept.change(body=make.GOOD_BODY)
    clock.advance(hours=23)
    look()
    assert "Every public post is as it was agreed." in shown(browser, "/staff/posts")
    assert f"/orders/{kept.deal.order_id}" in shown(browser, "/staff/posts?part=mended&what=label")
    shown(browser, "/staff/posts?part=nonsense&what=nonsense&page=7")


def test_the_record_is_what_the_hash_is_of_and_the_picture_too(
    session: Session, kept: Watched, people: dict[str, Person], sign_in: SignIn
) -> None:
    sighting = sightings_of(session)[0]
    browser = sign_in(people["brand"])
    record = browser.get(f"/sightings/{sighting.id}/record")
    assert hashlib.sha256(record.data).hexdigest() == sighting.content_hash
    assert sighting.content_hash in shown(browser, f"/orders/{kept.deal.order_id}")
    picture = browser.get(f"/sightings/{sighting.id}/picture")
    assert picture.mimetype == "image/png"
    assert hashlib.sha256(picture.data).hexdigest() == sighting.content["picture_sha256"]


def test_outsiders_see_nothing_of_it(
    session: Session, kept: Watched, work_as: Any, sign_in: SignIn, client: FlaskClient
) -> None:
    sighting_id = sightings_of(session)[0].id
    paths = (f"/sightings/{sighting_id}/record", f"/sightings/{sighting_id}/picture")
    other_brand = session.get_one(Person, make.a_funded_brand(work_as, "Nordlys").person_id)
    other_creator = session.get_one(Person, make.a_creator_to_book(work_as, "Bo").person_id)
    for outsider in (other_brand, other_creator):
        assert [sign_in(outsider).get(path).status_code for path in paths] == [404, 404]
    assert sign_in(other_creator).get("/staff/posts").status_code == 404


def test_a_daily_look_that_found_something_stands_between_the_others(
    session: Session, kept: Watched, people: dict[str, Person], clock: TestClock, look: Look, sign_in: SignIn
) -> None:
    clock.advance(hours=24)
    look()
    kept.delete()
    clock.advance(hours=25)
    tick("drafts.watch_posts", clock)
    page = shown(sign_in(people["creator"]), f"/orders/{kept.deal.order_id}")
    assert "Between the planned looks" in page
    assert "There was no post at its address." in page
