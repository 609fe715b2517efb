"""Catches pages that write and forget to commit: in a test they would still see what they wrote."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import ORMExecuteState, Session

from marketplace.database import db

_WRITTEN = "written without a commit"


class UncommittedWrites(AssertionError):
    """A page wrote and did not commit: its change is lost as soon as the request ends."""


@contextmanager
def none_left_by(request: str) -> Iterator[None]:
    """Raises UncommittedWrites when the block leaves writes in the session that no unit of work has committed."""
    session = db.session()
    session.info.pop(_WRITTEN, None)
    yield
    session = db.session()
    lost = session.info.pop(_WRITTEN, None) or [*session.new, *session.dirty, *session.deleted]
    if lost:
        raise UncommittedWrites(f"{request} wrote without a unit of work: {lost}")


@event.listens_for(Session, "before_flush")
def _flushing(session: Session, _context: Any, _instances: Any) -> None:
    changed = [*session.new, *(row for row in session.dirty if session.is_modified(row)), *session.deleted]
    if changed:
        session.info[_WRITTEN] = [type(row).__name__ for row in changed]


@event.listens_for(Session, "do_orm_execute")
def _executing(state: ORMExecuteState) -> None:
    if state.is_insert or state.is_update or state.is_delete:
        state.session.info[_WRITTEN] = [f"{type(state.statement).__name__} by hand"]


@event.listens_for(Session, "after_commit")
@event.listens_for(Session, "after_rollback")
def _ended(session: Session) -> None:
    session.info.pop(_WRITTEN, None)
