"""Looks at a public post are planned when it is registered and made at their times, each once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import httpx
import pytest
from sqlalchemy.orm import Session

from marketplace.base.actor import SYSTEM
from marketplace.base.clock import system_clock
from marketplace.drafts.actions.watching import claim_look, record_look
from marketplace.drafts.events import PostBound
from marketplace.drafts.queries import expected_of
from marketplace.drafts.sightings import see
from marketplace.drafts.states import Missing
from marketplace.gateways import current
from marketplace.orders.actions import ending, finishing
from marketplace.orders.models import Order
from marketplace.orders.states import OrderState
from marketplace.work.dispatch import current_dispatcher
from tests.builders import orders as make
from tests.conftest import NOON, TestClock
from tests.drafts.watching.conftest import (
    Watched,
    a_post,
    later_by_the_machine,
    looks_of,
    post_of,
    register,
    sightings_of,
    tick,
    tick_settled,
)

Look = Callable[[], None]
KINDS = ("first", "hour", "day", "week", "month", "end")
DUE = (0, 1, 24, 7 * 24, 30 * 24)


def made(session: Session) -> list[str]:
    return [sighting.content["look"] for sighting in sightings_of(session)]


def test_every_look_is_planned_when_the_post_is_registered(
    session: Session, work_as: Any, partner: httpx.Client
) -> None:
    register(a_post(make.an_approved_order(work_as), partner))
    looks = looks_of(session)
    assert set(looks) == set(KINDS)
    assert [looks[kind].planned_at for kind in KINDS[:5]] == [NOON + timedelta(hours=hours) for hours in DUE]
    assert looks["end"].planned_at == NOON + timedelta(days=30)
    assert sightings_of(session) == []


def test_each_look_is_made_at_its_time_and_none_before(
    session: Session, watched: Watched, clock: TestClock, look: Look
) -> None:
    assert made(session) == ["first"]
    for number, hours in enumerate(DUE[1:], 2):
        clock.now = NOON + timedelta(hours=hours, seconds=-1)
        look()
        assert made(session) == list(KINDS[: number - 1])
        clock.advance(seconds=1)
        look()
        assert made(session) == list(KINDS[:number])
        newest = sightings_of(session)[-1]
        assert newest.seen_at == clock.now == looks_of(session)[KINDS[number - 1]].planned_at
        assert newest.missing == []


def test_the_last_look_comes_when_the_settled_order_no_longer_keeps_the_post(
    session: Session, watched: Watched, work_as: Any, clock: TestClock, run_jobs: Callable[[], int], look: Look
) -> None:
    clock.advance(hours=60)
    with work_as(watched.deal.brand) as work:
        finishing.confirm_work(work, watched.deal.order_id)
    tick_settled(watched)
    tick_settled(watched)
    assert looks_of(session)["end"].planned_at == NOON + timedelta(hours=60, days=30)
    clock.now = NOON + timedelta(hours=60, days=30)
    look()
    assert made(session)[-1] == "end"
    assert looks_of(session)["end"].done_at == clock.now


def test_the_last_look_waits_for_an_order_that_is_not_settled_yet(
    session: Session, watched: Watched, clock: TestClock, look: Look
) -> None:
    clock.advance(days=31)
    look()
    assert "end" not in made(session)
    assert looks_of(session)["end"].planned_at == clock.now + timedelta(days=30)


def test_looks_that_come_late_are_made_once_and_say_when_they_were_due(
    session: Session, watched: Watched, clock: TestClock, look: Look
) -> None:
    clock.advance(days=8)
    look()
    look()
    assert made(session) == ["first", "hour", "day", "week"]
    late = sightings_of(session)[1]
    assert late.seen_at == clock.now
    assert late.content["planned_at"] == (NOON + timedelta(hours=1)).isoformat()


def test_a_job_that_is_told_twice_looks_once(session: Session, work_as: Any, partner: httpx.Client) -> None:
    post_id = register(a_post(make.an_approved_order(work_as), partner))
    fact = PostBound(post_id=post_id, order_id=post_of(session).order_id)  # type: ignore[arg-type]
    for _ in range(2):
        current_dispatcher().jobs["drafts.check_post"](fact)
    assert made(session) == ["first"]
    assert session.get_one(Order, post_of(session).order_id).state is OrderState.ACCEPTANCE


def test_a_look_whose_worker_died_is_made_by_the_next(
    session: Session, watched: Watched, work_as: Any, clock: TestClock, look: Look
) -> None:
    clock.advance(hours=1)
    with work_as(SYSTEM) as work:
        claim_look(work, looks_of(session)["hour"].id)
    look()
    assert made(session) == ["first"]
    with later_by_the_machine(seconds=90):
        look()
        look()
    assert made(session) == ["first", "hour"]
    assert looks_of(session)["hour"].attempts == 2


def test_a_worker_that_comes_back_after_its_lease_finds_the_look_made(
    session: Session, watched: Watched, work_as: Any, clock: TestClock, look: Look
) -> None:
    clock.advance(hours=1)
    with work_as(SYSTEM) as work:
        claimed = claim_look(work, looks_of(session)["hour"].id)
        assert claimed is not None
        expected = expected_of(work.session, claimed.post_id)
    slow = see(expected, current.platforms().read_post(expected.address))
    with later_by_the_machine(seconds=90):
        look()
        with work_as(SYSTEM) as work:
            assert record_look(work, slow, claimed) is None
    assert made(session) == ["first", "hour"]


def test_what_a_look_saw_of_an_earlier_registration_counts_for_nothing(
    session: Session, work_as: Any, partner: httpx.Client, clock: TestClock, look: Look
) -> None:
    watched = a_post(make.an_approved_order(work_as), partner, body=make.BAD_BODY)
    register(watched)
    look()
    order_id = post_of(session).order_id
    assert session.get_one(Order, order_id).state is OrderState.FIX_REQUIRED
    clock.advance(hours=1)
    with work_as(SYSTEM) as work:
        claimed = claim_look(work, looks_of(session)["hour"].id)
        assert claimed is not None
        early = see(expected_of(work.session, claimed.post_id), None)
    watched.change(body=make.GOOD_BODY)
    register(watched)
    with work_as(SYSTEM) as work:
        assert record_look(work, early, claimed) is None
    look()
    session.expire_all()
    assert session.get_one(Order, order_id).state is OrderState.ACCEPTANCE
    assert [sighting.missing for sighting in sightings_of(session)] == [[Missing.WORDS, Missing.LABEL], []]
    assert looks_of(session)["hour"].planned_at == clock.now + timedelta(hours=1)


def test_a_cancelled_order_is_no_longer_looked_at(
    session: Session, watched: Watched, work_as: Any, clock: TestClock, look: Look
) -> None:
    with work_as(watched.deal.brand) as work:
        finishing.object_to_work(work, watched.deal.order_id, reason="The drink is not in the picture.")
    with work_as(make.TRUST) as work:
        ending.rule(work, watched.deal.order_id, verb="rule_for_brand", reason="The drink is not in the picture.")
    clock.advance(days=40)
    look()
    assert made(session) == ["first"]
    assert all(each.done_at or each.dropped_at for each in looks_of(session).values())


@pytest.mark.parametrize("trouble", ["500", "garbled", "redirect", "huge"])
def test_a_platform_that_does_not_answer_is_asked_again_later_and_less_and_less_often(
    session: Session, watched: Watched, clock: TestClock, look: Look, trouble: str
) -> None:
    clock.advance(hours=1)
    watched.partner.post("/_standin/faults", json={"fault": trouble, "next": 1000}).raise_for_status()
    waits = []
    ahead = timedelta()
    for _ in range(4):
        with later_by_the_machine(seconds=ahead.total_seconds()):
            look()
            due = looks_of(session)["hour"].next_try_at
            assert due is not None
            waits.append(round((due - system_clock()).total_seconds() / 60))
            look()  # it does not ask before
        ahead += timedelta(minutes=waits[-1], seconds=1)
    assert waits == [1, 5, 30, 120]
    assert looks_of(session)["hour"].attempts == 4
    assert made(session) == ["first"]
    watched.partner.delete("/_standin/faults").raise_for_status()
    with later_by_the_machine(seconds=ahead.total_seconds()):
        look()
    assert made(session) == ["first", "hour"]
    assert looks_of(session)["hour"].last_error is None
    assert post_of(session).missing == []


def test_a_platform_that_says_how_long_to_wait_is_left_alone_so_long(
    session: Session, watched: Watched, clock: TestClock, look: Look
) -> None:
    clock.advance(hours=1)
    trouble = {"fault": "429", "next": 1, "seconds": 60}
    watched.partner.post("/_standin/faults", json=trouble | {"seconds": 59}).raise_for_status()
    look()
    first = looks_of(session)["hour"]
    assert first.next_try_at is not None
    assert first.next_try_at - system_clock() <= timedelta(seconds=60)
    with later_by_the_machine(minutes=2):
        watched.partner.post("/_standin/faults", json={"fault": "500", "next": 1}).raise_for_status()
        look()
    assert looks_of(session)["hour"].attempts == 2


def test_one_post_that_cannot_be_read_keeps_no_other_waiting(
    session: Session, kept: Watched, work_as: Any, clock: TestClock, look: Look
) -> None:
    clock.advance(hours=25)
    post = post_of(session)
    with work_as(SYSTEM) as work:
        work.session.get_one(type(post), post.id).url = "https://elsewhere.example/1"
    look()
    tick("drafts.watch_posts", clock)
    looks = looks_of(session)
    assert looks["hour"].last_error
    assert looks["day"].last_error
    assert looks["hour"].done_at is None
