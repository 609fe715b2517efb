"""Which payouts somebody wants to see: by state, words, currency, rail, days, lateness and holds; in which order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, tzinfo
from enum import StrEnum

import sqlalchemy as sa

from marketplace.base.errors import Invalid
from marketplace.base.ids import ends_of_short_code
from marketplace.creators.models import Creator
from marketplace.payouts.countries import Rail
from marketplace.payouts.models import Payout
from marketplace.payouts.queries.holds import is_held
from marketplace.payouts.queries.ordering import Order
from marketplace.payouts.spans import Span
from marketplace.payouts.states import PayoutState

_OVER = (PayoutState.SENT, PayoutState.RETURNED)


class DayOf(StrEnum):
    """Which day of a payout a span is about."""

    MADE = "made"
    SENT = "sent"


_DAY_OF = {DayOf.MADE: Payout.queued_at, DayOf.SENT: Payout.sent_at}


@dataclass(frozen=True)
class Wanted:
    """What a list of payouts is narrowed to. Everything that is left out narrows nothing.

    Days that make no sense (`days_refused`, as they were typed in `days_typed`) let nothing through: whoever acts on
    all that fits must not act on more than they asked for.
    """

    state: PayoutState | None = None
    words: str = ""
    currency: str = ""
    rail: Rail | None = None
    is_late: bool = False
    is_held: bool = False
    day_of: DayOf = DayOf.MADE
    days: Span = Span()
    days_typed: tuple[str, str] = ("", "")
    days_refused: Invalid | None = field(default=None, compare=False)
    zone: tzinfo = field(default=UTC, compare=False)
    order_asked: Order | None = field(default=None, compare=False)

    @classmethod
    def read(cls, said: Mapping[str, str], zone: tzinfo = UTC) -> Wanted:
        """From an address; nonsense narrows nothing, and no state at all means those that wait for a batch.

        `zone` is where the reader's days begin.
        """
        state, rail, day_of = said.get("state", PayoutState.QUEUED.value), said.get("rail", ""), said.get("by", "")
        typed = (said.get("from", "").strip()[:20], said.get("to", "").strip()[:20])
        days, refused = Span(), None
        try:
            days = Span.read(*typed)
        except Invalid as no:
            refused = no
        return cls(
            state=PayoutState(state) if state in set(PayoutState) else None,
            words=said.get("q", "").replace("\x00", "").strip()[:100],
            currency=said.get("currency", "").upper()[:3],
            rail=Rail(rail) if rail in set(Rail) else None,
            is_late=said.get("late") == "1",
            is_held=said.get("held") == "1",
            day_of=DayOf(day_of) if day_of in set(DayOf) and any(typed) else DayOf.MADE,
            days=days,
            days_typed=typed,
            days_refused=refused,
            zone=zone,
            order_asked=Order.read(said.get("sort", "")),
        )

    @property
    def as_address(self) -> dict[str, str]:
        """What `read` reads it from."""
        parts = {
            "state": self.state.value if self.state else "all",
            "q": self.words,
            "currency": self.currency,
            "rail": self.rail.value if self.rail else "",
            "late": "1" if self.is_late else "",
            "held": "1" if self.is_held else "",
            "by": self.day_of.value if self.day_of is not DayOf.MADE else "",
            "from": self.days_typed[0],
            "to": self.days_typed[1],
            "sort": str(self.order_asked) if self.order_asked else "",
        }
        return {name: value for name, value in parts.items() if value}

    @property
    def in_any_state(self) -> Wanted:
        """The same in whatever state."""
        return replace(self, state=None)

    @property
    def narrows(self) -> bool:
        """Whether anything but a state is asked for."""
        return self.in_any_state != Wanted()

    @property
    def order(self) -> Order:
        """The order asked for, or the usual one."""
        return self.order_asked or Order.usual(self.state)

    def condition(self, now: datetime) -> sa.ColumnElement[bool]:
        """As a condition on `Payout`; the creator has to be joined."""
        asked: list[sa.ColumnElement[bool]] = [sa.true()]
        if self.state is not None:
            asked.append(Payout.state == self.state)
        if self.currency:
            asked.append(Payout.currency == self.currency)
        if self.rail is not None:
            asked.append(Payout.rail == self.rail)
        if self.days_refused:
            asked.append(sa.false())
        if begins := self.days.begins(self.zone):
            asked.append(_DAY_OF[self.day_of] >= begins)
        if ends := self.days.ends(self.zone):
            asked.append(_DAY_OF[self.day_of] < ends)
        if self.is_late:
            asked.append(late_at(now))
        if self.is_held:
            asked.append(is_held())
        if self.words:
            asked.append(_spoken_of(self.words))
        return sa.and_(*asked)


def late_at(now: datetime) -> sa.ColumnElement[bool]:
    """Whether a payout left after the day it was promised for, or has not left though that day is over."""
    waits = sa.and_(Payout.state.not_in(_OVER), Payout.promised_by < now)
    return sa.or_(waits, sa.and_(Payout.sent_at.is_not(None), Payout.sent_at > Payout.promised_by))


def _spoken_of(words: str) -> sa.ColumnElement[bool]:
    """A creator's name, Stripe's id of the transfer or the account, or the code of a payout or a batch."""
    found = [
        Creator.name.icontains(words, autoescape=True),
        Payout.transfer_id == words,
        Payout.external_account == words,
    ]
    if ending := ends_of_short_code(words):
        found += [sa.cast(column, sa.Text).like(f"%{ending}") for column in (Payout.id, Payout.batch_id)]
    return sa.or_(*found)
