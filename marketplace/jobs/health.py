"""Signs of life of the background: heartbeats, and what waits or has died in the outbox."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from marketplace.base.clock import system_clock
from marketplace.database import Model
from marketplace.work.outbox import Delivery, DeliveryState
from marketplace.work.unit import plumbing


class Heartbeat(Model):
    """When a background process last showed that it lives."""

    __tablename__ = "heartbeats"

    name: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime]


@dataclass(frozen=True)
class OutboxHealth:
    """What the outbox holds: waiting, dead, and since when the oldest waits."""

    pending: int
    dead: int
    oldest_pending_at: datetime | None


def beat(name: str) -> None:
    """Keeps a heartbeat."""
    with plumbing() as session:
        session.execute(
            insert(Heartbeat)
            .values(name=name, at=system_clock())
            .on_conflict_do_update(index_elements=["name"], set_={"at": system_clock()})
        )


def heartbeats(session: Session) -> dict[str, datetime]:
    """The last heartbeat of every process that ever showed one."""
    return {row.name: row.at for row in session.scalars(sa.select(Heartbeat))}


def outbox_health(session: Session) -> OutboxHealth:
    """What waits in the outbox now."""
    row = session.execute(
        sa.select(
            sa.func.count().filter(Delivery.state == DeliveryState.PENDING),
            sa.func.count().filter(Delivery.state == DeliveryState.DEAD),
            sa.func.min(Delivery.created_at).filter(Delivery.state == DeliveryState.PENDING),
        )
    ).one()
    return OutboxHealth(*row)


def dead_letters(session: Session, limit: int = 100) -> list[Delivery]:
    """The deliveries that were given up, newest first."""
    return list(
        session.scalars(
            sa.select(Delivery)
            .where(Delivery.state == DeliveryState.DEAD)
            .order_by(Delivery.created_at.desc())
            .limit(limit)
        )
    )
