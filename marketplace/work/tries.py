"""Tries to move money by a call: each a row with its own key, kept before the call and ended after it.

A new key is only ever taken when the last try is known to have failed, or after the service was asked what became
of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import TypeVar
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.base.clock import system_clock
from marketplace.base.ids import new_id
from marketplace.base.text import N_
from marketplace.database import enum_type
from marketplace.work.attempts import KEY_LIFE


class Outcome(StrEnum):
    """How a try ended. One without an outcome may have moved the money."""

    SENT = "sent"
    NO_FUNDS = "no_funds"
    ACCOUNT_NOT_READY = "account_not_ready"
    REFUSED = "refused"
    STORED_FAILURE = "stored_failure"
    TOO_OLD = "too_old"


LABELS: dict[StrEnum, str] = {
    Outcome.SENT: N_("Sent"),
    Outcome.NO_FUNDS: N_("The platform's balance was too small"),
    Outcome.ACCOUNT_NOT_READY: N_("The payout account was not ready"),
    Outcome.REFUSED: N_("Stripe refused the request"),
    Outcome.STORED_FAILURE: N_("Stripe kept a failure for this key"),
    Outcome.TOO_OLD: N_("The key was too old to be used again"),
}

TONES: dict[StrEnum, str] = {
    Outcome.SENT: "success",
    Outcome.NO_FUNDS: "warning",
    Outcome.ACCOUNT_NOT_READY: "danger",
    Outcome.REFUSED: "danger",
}


class Tried:
    """One try to move money under one idempotency key; a subclass says of what it is a try."""

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    number: Mapped[int] = mapped_column(sa.Integer)
    key: Mapped[str] = mapped_column(unique=True)
    calls: Mapped[int] = mapped_column(sa.Integer, default=1)  # how often the key was used
    began_at: Mapped[datetime]  # by the machine's clock: keys grow old in real hours
    ended_at: Mapped[datetime | None]
    outcome: Mapped[Outcome | None] = mapped_column(enum_type(Outcome))
    says: Mapped[str] = mapped_column(default="")  # what the service answered

    def end(self, outcome: Outcome, says: str = "") -> None:
        """Keeps how it ended; what has ended stays as it is."""
        if self.outcome is None:
            self.outcome, self.ended_at = outcome, system_clock()
            self.says = says or self.says


AnyTry = TypeVar("AnyTry", bound=Tried)


def open_try(tries: Sequence[AnyTry]) -> AnyTry | None:
    """The last try, to be made once more with the same key, if nobody knows how it ended. A key too old ends it."""
    last = tries[-1] if tries else None
    if last is None or last.outcome is not None:
        return None
    if system_clock() - last.began_at < KEY_LIFE:
        last.calls += 1
        return last
    last.end(Outcome.TOO_OLD)
    return None


def end_try(tries: Sequence[Tried], try_id: UUID | None, outcome: Outcome, says: str) -> None:
    """Keeps how one of these tries ended."""
    for each in tries:
        if each.id == try_id:
            each.end(outcome, says)


def keep_unknown(tries: Sequence[Tried], try_id: UUID | None, says: str, *, key_is_spent: bool) -> None:
    """Keeps what was answered without saying how it ended. A spent key can say no more, so its try ends."""
    for each in tries:
        if each.id == try_id:
            each.says = says
            if key_is_spent:
                each.end(Outcome.STORED_FAILURE)


def all_sent(tries: Sequence[Tried]) -> None:
    """The money has moved once: every try whose end nobody knew belongs to it."""
    for each in tries:
        each.end(Outcome.SENT)
