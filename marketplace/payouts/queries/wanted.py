"""Which payouts somebody wants to see: by state, words, currency, rail, lateness and holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

import sqlalchemy as sa

from marketplace.base.ids import ends_of_short_code
from marketplace.creators.models import Creator
from marketplace.payouts.countries import Rail
from marketplace.payouts.models import Payout
from marketplace.payouts.queries.holds import is_held
from marketplace.payouts.states import PayoutState

_OVER = (PayoutState.SENT, PayoutState.RETURNED)


@dataclass(frozen=True)
class Wanted:
    """What a list of payouts is narrowed to. Everything that is left out narrows nothing."""

    state: PayoutState | None = None
    words: str = ""
    currency: str = ""
    rail: Rail | None = None
    is_late: bool = False
    is_held: bool = False

    @classmethod
    def read(cls, said: Mapping[str, str]) -> Wanted:
        """From an address; nonsense narrows nothing, and no state at all means those that wait for a batch."""
        state, rail = said.get("state", PayoutState.QUEUED.value), said.get("rail", "")
        return cls(
            state=PayoutState(state) if state in set(PayoutState) else None,
            words=said.get("q", "").replace("\x00", "").strip()[:100],
            currency=said.get("currency", "").upper()[:3],
            rail=Rail(rail) if rail in set(Rail) else None,
            is_late=said.get("late") == "1",
            is_held=said.get("held") == "1",
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

    def condition(self, now: datetime) -> sa.ColumnElement[bool]:
        """As a condition on `Payout`; the creator has to be joined."""
        asked: list[sa.ColumnElement[bool]] = [sa.true()]
        if self.state is not None:
            asked.append(Payout.state == self.state)
        if self.currency:
            asked.append(Payout.currency == self.currency)
        if self.rail is not None:
            asked.append(Payout.rail == self.rail)
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
