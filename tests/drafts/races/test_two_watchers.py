"""Two workers who look at one public post at once, on connections of their own: one look, one finding."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import httpx
import pytest
import sqlalchemy as sa
from flask import Flask

from marketplace.drafts.events import PostBound
from marketplace.drafts.invariants import verify
from marketplace.drafts.models import PlannedLook, Post, PostFinding, Sighting
from marketplace.orders.actions import finishing
from marketplace.orders.models import Order
from marketplace.orders.states import OrderState
from marketplace.work.dispatch import current_dispatcher
from marketplace.work.instants import running_on
from marketplace.work.outbox import FactRow
from marketplace.work.unit import unit_of_work
from tests.builders import orders as make
from tests.conftest import NOON, TestClock
from tests.drafts.watching.conftest import Watched, a_post, partner, platforms_program, register, tick
from tests.payouts.races.conftest import Look, at_once

__all__ = ["at_once", "partner", "platforms_program"]

Run = Callable[..., list[Any]]


@pytest.fixture
def public(app: Flask, committed: Look, clock: TestClock, partner: httpx.Client) -> Watched:
    """A registered post, at which nobody has looked yet."""
    with committed():
        made = a_post(make.an_approved_order(unit_of_work), partner)
        register(made)
    return made


def in_a_moment(clock: TestClock, job: str) -> Callable[[], None]:
    """Starts a job on the test's clock, which other threads do not see by themselves."""

    def start() -> None:
        with running_on(clock):
            tick(job, clock)

    return start


def test_five_workers_make_each_look_once(at_once: Run, committed: Look, public: Watched, clock: TestClock) -> None:
    clock.now = NOON + timedelta(days=8)
    at_once([in_a_moment(clock, "drafts.look_at_posts")] * 5)
    with committed() as session:
        made = session.scalars(sa.select(Sighting).order_by(Sighting.number)).all()
        assert sorted(sighting.content["look"] for sighting in made) == ["day", "first", "hour", "week"]
        assert [sighting.number for sighting in made] == [1, 2, 3, 4]
        assert all(verify(session).values())
        assert session.scalars(sa.select(Order.state)).one() is OrderState.ACCEPTANCE


def test_a_finding_of_two_looks_at_once_is_announced_once(
    at_once: Run, committed: Look, public: Watched, clock: TestClock
) -> None:
    with committed():
        tick("drafts.look_at_posts", clock)
        with unit_of_work(public.deal.brand) as work:
            finishing.confirm_work(work, public.deal.order_id)
    public.change(body=make.BAD_BODY)
    clock.now = NOON + timedelta(days=2)
    at_once([in_a_moment(clock, "drafts.look_at_posts"), in_a_moment(clock, "drafts.watch_posts")] * 2)
    with committed() as session:
        told = sa.select(sa.func.count()).where(FactRow.name == "drafts.LabelRemoved")
        assert session.scalar(told) == 1
        assert sorted(session.scalars(sa.select(PostFinding.what))) == ["label", "words"]
        assert all(verify(session).values())


def test_a_post_registered_twice_at_once_is_planned_once(
    at_once: Run, committed: Look, public: Watched, clock: TestClock
) -> None:
    with committed() as session:
        post_id, order_id = session.execute(sa.select(Post.id, Post.order_id)).one()
    fact = PostBound(post_id=post_id, order_id=order_id)

    def check() -> None:
        with running_on(clock):
            current_dispatcher().jobs["drafts.check_post"](fact)

    at_once([check] * 4)
    with committed() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(Sighting)) == 1
        assert session.scalar(sa.select(sa.func.count()).select_from(PlannedLook)) == 6
        assert session.get_one(Order, order_id).state is OrderState.ACCEPTANCE


def test_looking_and_confirming_at_once_both_happen(
    at_once: Run, committed: Look, public: Watched, clock: TestClock
) -> None:
    with committed():
        tick("drafts.look_at_posts", clock)
    clock.now = NOON + timedelta(hours=1)

    def confirm() -> str:
        with unit_of_work(public.deal.brand) as work:
            return finishing.confirm_work(work, public.deal.order_id).state.value

    at_once([in_a_moment(clock, "drafts.look_at_posts"), confirm])
    with committed() as session:
        assert session.scalars(sa.select(Order.state)).one() is OrderState.RETENTION
        made = [sighting.content["look"] for sighting in session.scalars(sa.select(Sighting).order_by(Sighting.number))]
        assert made == ["first", "hour"]
