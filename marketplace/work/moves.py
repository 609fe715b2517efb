"""Things that live by a lifecycle, and the history of their moves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, declared_attr, mapped_column, object_session

from marketplace.base.actor import Side
from marketplace.base.ids import new_id
from marketplace.base.lifecycle import Lifecycle
from marketplace.database import Model


class Move(Model):
    """One step of one thing's life: who, when, from where to where, and why. Rows are only ever added."""

    __tablename__ = "moves"
    __table_args__ = (sa.Index("ix_moves_subject", "kind", "subject_id", "at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    kind: Mapped[str]
    subject_id: Mapped[UUID]
    verb: Mapped[str]
    from_state: Mapped[str]
    to_state: Mapped[str]
    by: Mapped[str]
    person_id: Mapped[UUID | None]
    at: Mapped[datetime]
    why: Mapped[str] = mapped_column(default="")


class Moving:
    """A row whose state changes by a move and by nothing else.

    A subclass names its `LIFECYCLE` and a `state` column. `due_at` is the instant at which the system
    makes the clocked step of the state by itself; it stands still (`due_left_seconds`) while the thing
    is somewhere it can come back from.
    """

    LIFECYCLE: ClassVar[Lifecycle[Any]]

    if TYPE_CHECKING:
        state: Mapped[Any]

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    state_before: Mapped[str | None]
    state_since: Mapped[datetime]
    due_at: Mapped[datetime | None] = mapped_column(index=True)
    due_left_seconds: Mapped[int | None]
    version_id: Mapped[int] = mapped_column(default=1)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:
        return {"version_id_col": cls.version_id}

    @property
    def terms_for_choices(self) -> Mapping[str, Any]:
        """The frozen terms from which a step with a choice picks its target."""
        return {}

    def clock_end(self, clock: str, at: datetime) -> datetime:
        """When a clock that starts now runs out. Subclasses with lengths of their own override this."""
        return at + self.LIFECYCLE.clocks[clock]

    def move(self, verb: str, *, by: Side, at: datetime, person_id: UUID | None = None, why: str = "") -> None:
        """Takes one step of the lifecycle, keeps it in the history and sets the clock of the new state.

        Raises NotOpen when the verb is not open in this state, NotYours when it belongs to another side.
        """
        lifecycle, before = self.LIFECYCLE, self.state
        previous = type(before)(self.state_before) if self.state_before else None
        after = lifecycle.next_state(before, verb, by, previous=previous, terms=self.terms_for_choices)
        returning = lifecycle.leads_back(before) and previous is after
        left = self.due_at - at if self.due_at else None
        self.state, self.state_before, self.state_since = after, before.value, at
        if returning and self.due_left_seconds is not None:
            self.due_at = at + timedelta(seconds=self.due_left_seconds)
        elif (clocked := lifecycle.clocked(after)) and clocked.after:
            self.due_at = self.clock_end(clocked.after, at)
        else:
            self.due_at = None
        pausing = lifecycle.leads_back(after) and left is not None
        self.due_left_seconds = max(0, int(left.total_seconds())) if pausing and left is not None else None
        self._keep(verb, before.value, after.value, by, person_id, at, why)

    def begin(self, *, at: datetime) -> None:
        """Puts a new row at the start of its lifecycle and sets the first clock."""
        self.id = self.id or new_id()
        self.state, self.state_since = self.LIFECYCLE.start, at
        if (clocked := self.LIFECYCLE.clocked(self.state)) and clocked.after:
            self.due_at = self.clock_end(clocked.after, at)

    def open_to(self, side: Side) -> tuple[str, ...]:
        """The verbs a side may do now: the buttons of its page."""
        return self.LIFECYCLE.open_to(self.state, side)

    def _keep(
        self, verb: str, before: str, after: str, by: Side, person_id: UUID | None, at: datetime, why: str
    ) -> None:
        session = object_session(self)
        if session is None:
            raise RuntimeError("a thing must be added to the session before it moves")
        kind: str = self.__tablename__  # type: ignore[attr-defined]
        session.add(
            Move(
                kind=kind, subject_id=self.id, verb=verb, from_state=before, to_state=after,
                by=by.value, person_id=person_id, at=at, why=why,
            )
        )  # fmt: skip


def moves_of(session: Session, thing: Moving) -> Sequence[Move]:
    """The history of a thing, oldest first."""
    kind: str = thing.__tablename__  # type: ignore[attr-defined]
    return session.scalars(
        sa.select(Move).where(Move.kind == kind, Move.subject_id == thing.id).order_by(Move.at, Move.id)
    ).all()
