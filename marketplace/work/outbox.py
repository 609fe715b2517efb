"""The outbox: facts, and one delivery for every job that follows from them, kept in the same transaction."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

import sqlalchemy as sa
import structlog
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from marketplace.base.actor import Actor
from marketplace.base.clock import system_clock
from marketplace.base.facts import Fact
from marketplace.base.ids import new_id
from marketplace.database import Model, enum_type
from marketplace.work.dispatch import current_dispatcher


class DeliveryState(StrEnum):
    """Where a delivery stands: still to be done, done, or given up for a person to look at."""

    PENDING = "pending"
    DONE = "done"
    DEAD = "dead"
    PARKED = "parked"


class FactRow(Model):
    """A fact as it was announced. Never changed: the rows are the audit trail."""

    __tablename__ = "facts"

    id: Mapped[int] = mapped_column(sa.BigInteger, sa.Identity(), primary_key=True)
    name: Mapped[str] = mapped_column(index=True)
    payload: Mapped[dict[str, Any]]
    occurred_at: Mapped[datetime]
    side: Mapped[str | None]
    person_id: Mapped[UUID | None]
    request_id: Mapped[str | None]


class Delivery(Model):
    """One job to be done once for one fact or one tick of the schedule; told at least once until it is done.

    Its times are the machine's, not a demo's: leases and back-off must not jump.
    """

    __tablename__ = "deliveries"
    __table_args__ = (
        sa.UniqueConstraint("job", "key"),
        sa.Index("ix_deliveries_pending", "next_at", postgresql_where=sa.text("state = 'pending'")),
        sa.Index("ix_deliveries_dead", "fact_name", postgresql_where=sa.text("state = 'dead'")),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    job: Mapped[str]
    key: Mapped[str]
    fact_name: Mapped[str]
    payload: Mapped[dict[str, Any]]
    state: Mapped[DeliveryState] = mapped_column(enum_type(DeliveryState), default=DeliveryState.PENDING)
    attempts: Mapped[int] = mapped_column(sa.Integer, default=0)
    next_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    running_until: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
    last_error: Mapped[str | None]
    created_at: Mapped[datetime]
    request_id: Mapped[str | None]


def record(session: Session, fact: Fact, *, actor: Actor, at: datetime) -> list[tuple[str, UUID]]:
    """Keeps a fact and the deliveries that follow from it; gives the deliveries as (queue, id)."""
    request_id = structlog.contextvars.get_contextvars().get("request_id")
    row = FactRow(
        name=fact.NAME,
        payload=fact.as_json(),
        occurred_at=at,
        side=actor.side.value if actor.side else None,
        person_id=actor.person_id,
        request_id=request_id,
    )
    session.add(row)
    session.flush()
    jobs = current_dispatcher().jobs_following(type(fact))
    return [(job.queue, _deliver(session, job.name, f"fact:{row.id}", fact, request_id)) for job in jobs]


def record_tick(session: Session, job_name: str, fact: Fact, key: str) -> UUID | None:
    """Keeps one run of a scheduled job; None when that run is already kept."""
    return session.execute(
        insert(Delivery)
        .values(_delivery_values(job_name, key, fact, None))
        .on_conflict_do_nothing(index_elements=["job", "key"])
        .returning(Delivery.id)
    ).scalar_one_or_none()


def _deliver(session: Session, job_name: str, key: str, fact: Fact, request_id: str | None) -> UUID:
    delivery = Delivery(**_delivery_values(job_name, key, fact, request_id))
    session.add(delivery)
    session.flush()
    return delivery.id


def _delivery_values(job_name: str, key: str, fact: Fact, request_id: str | None) -> dict[str, Any]:
    now = system_clock()
    return {
        "id": new_id(),
        "job": job_name,
        "key": key,
        "fact_name": fact.NAME,
        "payload": fact.as_json(),
        "state": DeliveryState.PENDING,
        "attempts": 0,
        "next_at": now,
        "created_at": now,
        "request_id": request_id,
    }
