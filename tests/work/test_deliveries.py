"""Facts become jobs that are done once, whatever the queue does."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask
from rq import Queue
from rq.serializers import JSONSerializer
from sqlalchemy.orm import Session

from marketplace.base.actor import SYSTEM
from marketplace.base.facts import Fact, fact
from marketplace.base.ids import new_id
from marketplace.jobs.rq_queue import RqCourier, connect, forget
from marketplace.local.services import Services
from marketplace.work import deliveries
from marketplace.work.dispatch import Dispatcher
from marketplace.work.jobs import job
from marketplace.work.outbox import Delivery, DeliveryState, FactRow
from marketplace.work.unit import NestedWork, unit_of_work

done: list[str] = []


@fact
class BellRang(Fact):
    tune: str


@job(queue="default")
def sing(heard: BellRang) -> None:
    if heard.tune == "false":
        raise RuntimeError("that hurts")
    done.append(heard.tune)


@fact
class MoneyCame(Fact):
    tune: str


@job(queue="money")
def count(came: MoneyCame) -> None:
    done.append(came.tune)


@pytest.fixture(autouse=True)
def bell(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    done.clear()
    kept: Dispatcher = app.extensions["dispatcher"]
    following = {**kept.subscriptions, BellRang: (sing,), MoneyCame: (count,)}
    ours = Dispatcher(following, {**kept.jobs, sing.name: sing, count.name: count}, kept.courier)
    monkeypatch.setitem(app.extensions, "dispatcher", ours)


def test_a_fact_is_kept_and_its_job_is_done_once(session: Session, run_jobs: Callable[[], int]) -> None:
    with unit_of_work(SYSTEM) as work:
        work.announce(BellRang(tune="morning"))
    delivery_id = session.scalars(sa.select(Delivery.id)).one()
    assert run_jobs() == 1
    assert not deliveries.run_delivery(delivery_id)
    assert done == ["morning"]
    assert session.scalars(sa.select(FactRow)).one().payload == {"tune": "morning"}


def test_work_that_fails_announces_nothing(session: Session, run_jobs: Callable[[], int]) -> None:
    def failing_work() -> None:
        with unit_of_work(SYSTEM) as work:
            work.announce(BellRang(tune="never"))
            raise KeyError("on the way")

    with pytest.raises(KeyError):
        failing_work()
    assert run_jobs() == 0
    assert session.scalar(sa.select(sa.func.count()).select_from(FactRow)) == 0


def test_a_failing_job_waits_longer_each_time_and_is_given_up_at_last(session: Session) -> None:
    with unit_of_work(SYSTEM) as work:
        work.announce(BellRang(tune="false"))
    delivery = session.scalars(sa.select(Delivery)).one()
    waits = []
    for _ in range(len(deliveries.BACK_OFF) + 1):
        deliveries.run_delivery(delivery.id)
        session.expire_all()
        waits.append(delivery.next_at)
    assert waits == sorted(waits)
    assert delivery.state is DeliveryState.DEAD
    assert "that hurts" in (delivery.last_error or "")


def test_a_tick_of_the_schedule_starts_its_job_once(session: Session) -> None:
    first = deliveries.tick(sing.name, BellRang(tune="noon"), "tick:noon")
    again = deliveries.tick(sing.name, BellRang(tune="noon"), "tick:noon")
    assert (first, again) == (True, False)


def test_work_inside_work_is_refused(session: Session) -> None:
    def nested() -> None:
        with unit_of_work(SYSTEM), unit_of_work(SYSTEM):
            pass

    with pytest.raises(NestedWork):
        nested()


def test_the_sweep_sends_what_the_queue_has_lost(session: Session, app: Flask) -> None:
    with unit_of_work(SYSTEM) as work:
        work.announce(BellRang(tune="lost"))
    carried = app.extensions["dispatcher"].courier.carried
    carried.clear()
    session.execute(sa.update(Delivery).values(next_at=Delivery.next_at - sa.text("interval '1 minute'")))
    session.commit()
    assert deliveries.sweep() == 1
    assert len(carried) == 1
    assert deliveries.sweep() == 0, "what was sent a moment ago is not sent again"


def test_a_child_goes_on_with_what_waits_the_first_queue_first(session: Session) -> None:
    for tune in ("first", "false", "second"):
        with unit_of_work(SYSTEM) as work:
            work.announce(BellRang(tune=tune))
    with unit_of_work(SYSTEM) as work:
        work.announce(MoneyCame(tune="urgent"))
    taken = deliveries.run_waiting(("money", "default"), until=lambda: len(done) == 2)
    assert done == ["urgent", "first"]
    assert [queue for queue, _ in taken] == ["money", "default"]
    taken += deliveries.run_waiting(("money", "default"), until=lambda: False)
    assert done == ["urgent", "first", "second"]
    assert len({delivery_id for _, delivery_id in taken}) == 4
    failed = session.scalars(sa.select(Delivery).where(Delivery.state == DeliveryState.PENDING)).one()
    assert failed.attempts == 1  # it waits for its next try and is not taken again and again
    assert deliveries.run_waiting(("mail",), until=lambda: False) == []


def test_what_a_child_has_done_is_taken_off_the_queue(services: Services) -> None:
    ours, others = [new_id() for _ in range(3)], new_id()
    queue = f"test-{new_id()}"
    courier = RqCourier(services.redis_url)
    for delivery_id in (*ours, others):
        courier.carry(queue, delivery_id)
    forget(services.redis_url, [(queue, delivery_id) for delivery_id in ours])
    left = Queue(queue, connection=connect(services.redis_url), serializer=JSONSerializer)
    assert left.job_ids == [str(others)]
    forget("redis://127.0.0.1:1/0", [(queue, others)])  # nobody is there
