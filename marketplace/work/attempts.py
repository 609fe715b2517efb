"""Calls that move money: who is at one, how long it may take, how long its key is good, and what if nobody knows.

Leases and the age of keys go by the machine's clock: Stripe's hours are real ones, a demo's may be advanced.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from enum import Enum
from typing import TYPE_CHECKING, Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped

from marketplace.base.clock import system_clock
from marketplace.base.errors import Unavailable
from marketplace.work.unit import Work

Sent = TypeVar("Sent", bound="Leased")

LEASE = timedelta(seconds=80)
"""Longer than a job may take, shorter than the lease of its delivery."""

KEY_LIFE = timedelta(hours=20)
"""Stripe forgets keys after a day; an older one could pay twice."""


class StillUnknown(Unavailable):
    """The outcome of a call is not known, or somebody else is at it. Tried again with the same key, or looked up."""


class Leased:
    """A moving row that is sent by a call, made by one process at a time: `lease_until` says that somebody is at it."""

    if TYPE_CHECKING:
        __tablename__: str
        state: Mapped[Any]
        state_since: Mapped[datetime]

    lease_until: Mapped[datetime | None]  # by the machine's clock

    @property
    def is_leased(self) -> bool:
        """Whether somebody may be making its call at this moment."""
        return self.lease_until is not None and self.lease_until > system_clock()

    def take_lease(self) -> datetime:
        """Says that its call is made from here, on a row that is locked; gives the lease. Raises StillUnknown."""
        if self.is_leased:
            raise StillUnknown(f"somebody else is sending this of {self.__tablename__}")
        self.lease_until = system_clock() + LEASE
        return self.lease_until

    def must_be_held(self, lease: datetime, under_way: Collection[Enum]) -> None:
        """Raises StillUnknown when the lease has gone to somebody else, or the row out of the states given."""
        if self.lease_until != lease or self.state not in under_way:
            raise StillUnknown("the lease was lost")

    def let_go(self, lease: datetime) -> None:
        """Gives the lease up, unless somebody else has it by now."""
        if self.lease_until == lease:
            self.lease_until = None


def standing_still(
    work: Work, sent: type[Sent], after: Mapping[Any, timedelta], *, only: Collection[sa.ColumnElement[bool]] = ()
) -> Sequence[Sent]:
    """What nobody is at though it has been in a state for longer than `after` says: to be taken up again.

    `after` names the states in which something is to be sent, each with how long it may stand still.
    """
    states: list[Enum] = list(after)
    found = work.session.scalars(
        sa.select(sent).where(
            sent.state.in_(states), sa.or_(sent.lease_until.is_(None), sent.lease_until < system_clock()), *only
        )
    ).all()
    return [one for one in found if one.state_since <= work.now - after[one.state]]
