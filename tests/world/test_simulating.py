"""Random moves by all sides keep the books and never leave the lifecycle; clocks are late at most, and run once."""

from __future__ import annotations

import random
from contextlib import suppress
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from marketplace.base.actor import SYSTEM
from marketplace.base.errors import Refusal
from marketplace.database import db
from marketplace.local.services import Services
from marketplace.orders.models import Order
from marketplace.orders.queries import orders_due
from marketplace.orders.states import OrderState
from marketplace.work.instants import running_on
from marketplace.work.moves import Move
from marketplace.work.unit import unit_of_work
from marketplace.world import acts, simulating
from marketplace.world.playground import Playground
from marketplace.world.running import CLOCK_JOBS, carrying_nothing, run_jobs
from marketplace.world.simulating import Found, play
from tests.conftest import a_database_of_its_own

SEEDS = st.integers(min_value=0, max_value=2**32)
_ALONE = {"deadline": None, "suppress_health_check": list(HealthCheck), "phases": (Phase.explicit, Phase.generate)}


def played(app: Flask, services: Services, seed: int, steps: int) -> Found:
    with a_database_of_its_own(app, services, "playground"), app.app_context():
        try:
            return play(Playground(seed), steps)
        finally:
            db.session.remove()


def nothing_broke(found: Found) -> None:
    assert found.is_sound, found
    assert found.moves > found.steps / 20, "moves that are all refused show nothing"


@settings(max_examples=2, **_ALONE)
@given(seed=SEEDS)
def test_random_moves_break_nothing(app: Flask, services: Services, seed: int) -> None:
    nothing_broke(played(app, services, seed, steps=120))


@pytest.mark.long
@settings(max_examples=40, **_ALONE)
@given(seed=SEEDS, steps=st.integers(200, 1200))
def test_many_random_moves_break_nothing(app: Flask, services: Services, seed: int, steps: int) -> None:
    nothing_broke(played(app, services, seed, steps))


def test_a_state_written_by_hand_is_found(app: Flask, services: Services) -> None:
    """Were the simulation blind to states outside the table, the tests above would show nothing."""
    with a_database_of_its_own(app, services, "playground"), app.app_context():
        assert play(Playground(0), 120).unlisted_states == 0
        one = sa.select(Move.id).where(Move.kind == Order.__tablename__).limit(1).scalar_subquery()
        with unit_of_work(SYSTEM) as work:
            work.session.execute(sa.update(Move).where(Move.id == one).values(to_state="nowhere"))
        assert simulating.unlisted_steps(db.session()) > 0
        db.session.remove()


def test_after_an_outage_every_clock_runs_late_but_once(app: Flask, services: Services) -> None:
    with a_database_of_its_own(app, services, "playground"), app.app_context():
        ground = Playground(11)
        stage = ground.stage
        with running_on(lambda: stage.now), carrying_nothing():
            offered = _offered_orders(ground, 4)
            stage.now += timedelta(days=9)  # nobody was there to run anything
            with unit_of_work(SYSTEM) as work:
                assert set(offered) <= set(orders_due(work.session, work.now))
            taken = simulating._clocked_by(lambda: run_jobs(stage, CLOCK_JOBS))
            again = simulating._clocked_by(lambda: run_jobs(stage, CLOCK_JOBS))
            with unit_of_work(SYSTEM) as work:
                states = {work.session.get_one(Order, order_id).state for order_id in offered}
        assert states == {OrderState.EXPIRED}
        assert {order_id for order_id, _ in taken} >= set(offered)
        assert max(taken.values()) == 1
        assert not set(again) & set(taken)
        db.session.remove()


def _offered_orders(ground: Playground, count: int) -> list[object]:
    chance = random.Random(1)
    while len([deal for deal in ground.deals if deal.order_id]) < count:
        ground.begin_a_deal()
        with suppress(Refusal):  # a brief may be full
            acts.shortlist(ground.deals[-1])
            acts.offer(ground.deals[-1])
        ground.stage.now += timedelta(minutes=chance.randint(1, 9))
        ground.stage.settle_down()
    return [deal.order_id for deal in ground.deals if deal.order_id]
