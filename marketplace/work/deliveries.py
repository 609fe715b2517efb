"""Deliveries done once: claimed under a lease, tried again with back-off, given up into the dead letters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextvars import ContextVar
from datetime import datetime, timedelta
from uuid import UUID

import sqlalchemy as sa
import structlog
from sqlalchemy.orm import Session

from marketplace.base.clock import system_clock
from marketplace.base.errors import NotFound
from marketplace.base.facts import Fact, fact_named
from marketplace.work.dispatch import current_dispatcher
from marketplace.work.outbox import Delivery, DeliveryState, record_tick
from marketplace.work.unit import plumbing

log = structlog.get_logger(__name__)

LEASE = timedelta(seconds=90)
"""A job takes less than a minute; after a minute and a half its worker is taken for dead and another may have it."""

BACK_OFF = tuple(timedelta(seconds=seconds) for seconds in (5, 30, 120, 600, 3600, 3600, 3600))
SENT_AGAIN_AFTER = timedelta(seconds=20)
SWEPT_AFTER = timedelta(seconds=5)


_in_hand: ContextVar[UUID] = ContextVar("delivery_in_hand")


def delivery_in_hand() -> UUID:
    """The delivery being done. A job that must do a thing once keeps its id. Raises LookupError outside a job."""
    return _in_hand.get()


def run_delivery(delivery_id: UUID) -> bool:
    """Does one delivery unless it is done or somebody else has it. True when it was done now.

    A failure is kept with the delivery, which is tried again after its back-off and at last given up for
    a person to look at; it is never raised to the queue.
    """
    claimed = _claim(delivery_id)
    if claimed is None:
        return False
    job = current_dispatcher().jobs[claimed.job]
    with structlog.contextvars.bound_contextvars(
        request_id=claimed.request_id, job=claimed.job, delivery_id=str(delivery_id)
    ):
        token = _in_hand.set(delivery_id)
        try:
            job(_fact_of(claimed))
        except Exception as error:
            log.exception("job failed", attempts=claimed.attempts)
            _put_back(delivery_id, error)
            return False
        finally:
            _in_hand.reset(token)
        _finish(delivery_id)
        log.info("job done", attempts=claimed.attempts)
        return True


def run_waiting(queues: Sequence[str], *, until: Callable[[], bool]) -> list[tuple[str, UUID]]:
    """Does what waits in some queues, the first queue first, until nothing does or `until` says so.

    Gives the deliveries it took, as (queue, id): nobody need be told of them any more.
    """
    taken = []
    while not until():
        found = next(((queue, row) for queue in queues if (row := _next_in(queue))), None)
        if found is None:
            break
        taken.append(found)
        run_delivery(found[1])
    return taken


def sweep(limit: int = 500) -> int:
    """Sends every delivery that is due and on nobody's way again; gives how many. Heals an emptied queue."""
    now = system_clock()
    with plumbing() as session:
        waiting = session.scalars(
            sa.select(Delivery)
            .where(
                Delivery.state == DeliveryState.PENDING,
                Delivery.next_at <= now - SWEPT_AFTER,
                sa.or_(Delivery.running_until.is_(None), Delivery.running_until < now),
                sa.or_(Delivery.sent_at.is_(None), Delivery.sent_at < now - SENT_AGAIN_AFTER),
            )
            .order_by(Delivery.next_at)
            .limit(limit)
            .with_for_update(skip_locked=True)
        ).all()
        jobs = current_dispatcher().jobs
        sent = [(jobs[row.job].queue, row.id) for row in waiting if row.job in jobs]
        for row in waiting:
            row.sent_at = now
    current_dispatcher().send(sent)
    return len(sent)


def tick(job_name: str, fact: Fact, key: str) -> bool:
    """Starts one run of a scheduled job; False when that run was started before."""
    with plumbing() as session:
        delivery_id = record_tick(session, job_name, fact, key)
    if delivery_id is None:
        return False
    current_dispatcher().send([(current_dispatcher().jobs[job_name].queue, delivery_id)])
    return True


def run_everything(*, until: datetime | None = None, rounds: int = 50) -> int:
    """Does every waiting delivery in this process, in order, until none is left; for worlds, simulations and tests."""
    done = 0
    for _ in range(rounds):
        waiting = _waiting_ids(until)
        if not waiting:
            return done
        done += sum(run_delivery(delivery_id) for delivery_id in waiting)
    return done


def retry_delivery(session: Session, delivery_id: UUID) -> None:
    """Puts a dead or parked delivery back in line."""
    row = _row(session, delivery_id)
    row.state, row.attempts, row.next_at, row.sent_at = DeliveryState.PENDING, 0, system_clock(), None


def park_delivery(session: Session, delivery_id: UUID) -> None:
    """Sets a dead delivery aside: somebody has seen it and nothing more is to be done."""
    _row(session, delivery_id).state = DeliveryState.PARKED


def _next_in(queue: str) -> UUID | None:
    """The delivery that has waited longest in a queue, if nobody has it; claiming it is another step."""
    names = [name for name, job in current_dispatcher().jobs.items() if job.queue == queue]
    now = system_clock()
    with plumbing() as session:
        return session.scalar(
            sa.select(Delivery.id)
            .where(
                Delivery.state == DeliveryState.PENDING,
                Delivery.next_at <= now,
                Delivery.job.in_(names),
                sa.or_(Delivery.running_until.is_(None), Delivery.running_until < now),
            )
            .order_by(Delivery.next_at)
            .limit(1)
            .with_for_update(skip_locked=True)
        )


def _waiting_ids(until: datetime | None) -> Sequence[UUID]:
    with plumbing() as session:
        return session.scalars(
            sa.select(Delivery.id)
            .where(Delivery.state == DeliveryState.PENDING, Delivery.next_at <= (until or system_clock()))
            .order_by(Delivery.created_at, Delivery.id)
        ).all()


def _claim(delivery_id: UUID) -> Delivery | None:
    """Takes a delivery in one statement, unless it is done, in somebody's hands or just being claimed."""
    now = system_clock()
    free = (
        sa.select(Delivery.id)
        .where(
            Delivery.id == delivery_id,
            Delivery.state == DeliveryState.PENDING,
            sa.or_(Delivery.running_until.is_(None), Delivery.running_until <= now),
        )
        .with_for_update(skip_locked=True)
    )
    with plumbing() as session:
        row = session.scalar(
            sa.update(Delivery)
            .where(Delivery.id.in_(free))
            .values(running_until=now + LEASE, attempts=Delivery.attempts + 1)
            .returning(Delivery)
        )
        if row is not None:
            session.expunge(row)
        return row


def _finish(delivery_id: UUID) -> None:
    """Raises NotFound when it is gone."""
    done = {"state": DeliveryState.DONE, "done_at": system_clock(), "running_until": None, "last_error": None}
    with plumbing() as session:
        update = sa.update(Delivery).where(Delivery.id == delivery_id).values(**done).returning(Delivery.id)
        if session.scalar(update) is None:
            raise NotFound()


def _put_back(delivery_id: UUID, error: Exception) -> None:
    with plumbing() as session:
        row = _row(session, delivery_id)
        row.running_until = None
        row.last_error = f"{type(error).__name__}: {error}"[:2000]
        if row.attempts > len(BACK_OFF):
            row.state = DeliveryState.DEAD
        else:
            row.next_at = system_clock() + BACK_OFF[row.attempts - 1]
            row.sent_at = None


def _row(session: Session, delivery_id: UUID) -> Delivery:
    row = session.get(Delivery, delivery_id, with_for_update=True)
    if row is None:
        raise NotFound()
    return row


def _fact_of(row: Delivery) -> Fact:
    return fact_named(row.fact_name).from_json(row.payload)
