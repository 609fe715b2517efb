"""The unit of work: where every transaction begins and ends, visibly, and nowhere else."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from marketplace.base.actor import Actor
from marketplace.base.errors import Conflict
from marketplace.base.facts import Fact
from marketplace.database import db
from marketplace.work import outbox
from marketplace.work.dispatch import current_dispatcher
from marketplace.work.instants import instant_of

_DEADLOCK_OR_SERIALIZATION = {"40001", "40P01", "55P03"}
_open: ContextVar[bool] = ContextVar("unit_of_work_open", default=False)


class NestedWork(RuntimeError):
    """A unit of work was begun inside another. Pass the open one on instead."""


@dataclass
class Work:
    """What an action is given: the session, the instant, and who is asking."""

    session: Session
    now: datetime
    actor: Actor
    deliveries: list[tuple[str, UUID]] = field(default_factory=list)

    def announce(self, fact: Fact) -> None:
        """Says that something happened: kept with the change itself, told to its subscribers after the commit."""
        self.session.flush()
        self.deliveries += outbox.record(self.session, fact, actor=self.actor, at=self.now)


@contextmanager
def unit_of_work(actor: Actor) -> Iterator[Work]:
    """One transaction for one actor at one instant; commits at the end, or rolls back when anything is raised.

    A lost race (a stale version, a deadlock) becomes a `Conflict`. After the commit the jobs that follow
    from the announced facts are sent on their way; if that fails, the sweep sends them.
    """
    if _open.get():
        raise NestedWork("a unit of work is already open")
    session = db.session()
    session.rollback()  # ends the transaction in which the page has read; nothing is lost, only re-read
    token = _open.set(True)
    try:
        work = Work(session=session, now=instant_of(session), actor=actor)
        yield work
        session.commit()
    except StaleDataError as error:
        session.rollback()
        raise Conflict() from error
    except OperationalError as error:
        session.rollback()
        if getattr(error.orig, "sqlstate", None) in _DEADLOCK_OR_SERIALIZATION:
            raise Conflict() from error
        raise
    except BaseException:
        session.rollback()
        raise
    finally:
        _open.reset(token)
    current_dispatcher().send(work.deliveries)


@contextmanager
def plumbing() -> Iterator[Session]:
    """A short transaction of the machinery itself (leases, deliveries, health), apart from any piece of work."""
    with Session(bind=db.engine, join_transaction_mode="create_savepoint") as session, session.begin():
        yield session
