"""What looks find in public posts is announced once, and so is that it was mended."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.notifications.models import Letter
from marketplace.orders.models import Order
from marketplace.orders.states import OrderState
from tests.builders import orders as make
from tests.builders.accounts import a_staff_member
from tests.conftest import TestClock
from tests.drafts.watching.conftest import Watched, findings_of, post_of, sightings_of, tick, told

Look = Callable[[], None]


def state_of(session: Session, watched: Watched) -> OrderState:
    session.expire_all()
    return session.get_one(Order, watched.deal.order_id).state


def test_a_post_that_stays_as_it_was_is_not_spoken_of(
    session: Session, kept: Watched, clock: TestClock, look: Look
) -> None:
    clock.advance(days=29)
    look()
    tick("drafts.watch_posts", clock)
    assert told(session) == []
    assert findings_of(session) == {}


def test_a_removed_label_is_announced_once_and_its_return_too(
    session: Session, kept: Watched, clock: TestClock, look: Look
) -> None:
    kept.change(body=make.BAD_BODY)
    clock.advance(hours=1)
    look()
    clock.advance(hours=23)
    look()
    tick("drafts.watch_posts", clock)
    assert told(session) == [("LabelRemoved", ["label"]), ("PostChanged", ["words"])]
    kept.change(body=make.GOOD_BODY)
    clock.advance(hours=25)
    tick("drafts.watch_posts", clock)
    assert told(session)[2:] == [("PostMended", ["words", "label"])]
    assert findings_of(session) == {"words": True, "label": True}
    clock.advance(days=5)
    look()
    assert state_of(session, kept) is OrderState.RETENTION
    assert len(told(session)) == 3


def test_a_label_that_is_removed_again_is_announced_again(
    session: Session, kept: Watched, clock: TestClock, look: Look
) -> None:
    for body in (make.BAD_BODY, make.GOOD_BODY, make.BAD_BODY):
        kept.change(body=body)
        clock.advance(hours=25)
        tick("drafts.watch_posts", clock)
    assert [name for name, _ in told(session) if name == "LabelRemoved"] == ["LabelRemoved"] * 2


def test_a_deleted_post_is_announced_and_two_days_later_breaks_the_agreement(
    session: Session, kept: Watched, clock: TestClock, look: Look
) -> None:
    kept.delete()
    clock.advance(hours=1)
    look()
    assert told(session) == [("PostWentMissing", ["post"])]
    assert sightings_of(session)[-1].read == {"found": False}
    clock.advance(hours=47)
    look()
    assert state_of(session, kept) is OrderState.RETENTION
    clock.advance(hours=2)
    tick("drafts.watch_posts", clock)
    clock.advance(hours=25)
    tick("drafts.watch_posts", clock)
    assert state_of(session, kept) is OrderState.BREACHED
    assert len(told(session)) == 1


def test_the_label_of_a_deleted_post_is_not_said_to_be_back(
    session: Session, kept: Watched, clock: TestClock, look: Look
) -> None:
    kept.change(body=make.BAD_BODY)
    clock.advance(hours=1)
    look()
    kept.delete()
    clock.advance(hours=23)
    look()
    assert "PostMended" not in [name for name, _ in told(session)]
    assert findings_of(session) == {"words": False, "label": False, "post": False}


@pytest.mark.parametrize(
    ("change", "what"),
    [({"links": ["https://shop.example/other"]}, "links"), ({"body": f"{make.GOOD_BODY} Buy it now."}, "words")],
)
def test_other_links_and_words_are_announced_and_break_nothing(
    session: Session, kept: Watched, clock: TestClock, look: Look, change: dict[str, Any], what: str
) -> None:
    kept.change(**change)
    clock.advance(hours=1)
    look()
    clock.advance(days=7)
    look()
    assert told(session) == [("PostChanged", [what])]
    assert state_of(session, kept) is OrderState.RETENTION


def test_a_label_removed_before_the_brand_confirms_is_announced_too(
    session: Session, watched: Watched, clock: TestClock, look: Look
) -> None:
    watched.change(body=make.BAD_BODY)
    clock.advance(hours=1)
    look()
    assert ("LabelRemoved", ["label"]) in told(session)
    assert state_of(session, watched) is OrderState.ACCEPTANCE


def test_what_the_last_look_finds_is_announced_though_the_order_is_complete(
    session: Session, kept: Watched, clock: TestClock, look: Look
) -> None:
    clock.advance(days=29, hours=23)
    look()
    kept.delete()
    clock.advance(hours=2)
    tick("orders.run_due_clocks", clock)
    assert state_of(session, kept) is OrderState.COMPLETED
    look()
    assert sightings_of(session)[-1].content["look"] == "end"
    assert told(session) == [("PostWentMissing", ["post"])]


def test_creator_brand_and_staff_are_told_in_letters(
    session: Session, kept: Watched, work_as: Any, clock: TestClock, look: Look, run_jobs: Callable[[], int]
) -> None:
    run_jobs()
    ines = a_staff_member(work_as, "Ines", duties=make.TRUST.duties)
    kept.change(body=make.BAD_BODY)
    clock.advance(hours=1)
    look()
    run_jobs()
    kept.change(body=make.GOOD_BODY)
    clock.advance(hours=23)
    look()
    run_jobs()
    people = {kept.deal.creator.person_id: "Your post", kept.deal.brand.person_id: "A post", ines.id: "A post"}
    for person_id, begins in people.items():
        letters = session.scalars(sa.select(Letter).where(Letter.person_id == person_id).order_by(Letter.written_at))
        about = [each.subject for each in letters if each.href == f"/orders/{kept.deal.order_id}"]
        assert [f"{begins} has lost its label", f"{begins} is mended"] == [
            subject for subject in about if subject.endswith(("lost its label", "is mended"))
        ]


def test_the_platform_s_silence_is_no_finding(session: Session, kept: Watched, clock: TestClock, look: Look) -> None:
    kept.partner.post("/_standin/faults", json={"fault": "500", "next": 1000}).raise_for_status()
    for _ in range(4):
        clock.advance(days=1)
        look()
        tick("drafts.watch_posts", clock)
    assert told(session) == []
    assert post_of(session).missing_since is None
    assert clock.now - (post_of(session).checked_at or clock.now) > timedelta(days=3)
    assert state_of(session, kept) is OrderState.RETENTION
