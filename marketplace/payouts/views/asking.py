"""What somebody asks for: all payouts that fit an address, or the ones they have ticked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from marketplace.payouts import queries
from marketplace.payouts.forms import ids_in
from marketplace.payouts.queries import Wanted
from marketplace.web.language import current_zone

MOST_AT_ONCE = 500
"""So many rows are looked at and changed while somebody waits for the page."""


@dataclass(frozen=True)
class Chosen:
    """The payouts that somebody has chosen, at most `MOST_AT_ONCE`: by ticking them, or all that fit a filter."""

    ids: Sequence[UUID]
    wanted: Wanted
    is_all: bool
    total: int

    @property
    def fields(self) -> list[tuple[str, str]]:
        """What a form repeats to choose the same again, and to come back to the same list."""
        chosen = [("all", "1")] if self.is_all else [("payout", str(payout_id)) for payout_id in self.ids]
        return [*chosen, *self.wanted.as_address.items()]


def asked_for(said: MultiDict[str, str]) -> Wanted:
    """The payouts that an address or a form asks for; days begin where the reader is."""
    return Wanted.read(said, ZoneInfo(current_zone() or "UTC"))


def chosen_in(session: Session, form: MultiDict[str, str], now: datetime) -> Chosen:
    """The payouts that a form chooses: the ticked ones, or with `all` every one that fits its filter."""
    wanted = asked_for(form)
    if form.get("all"):
        ids, total = queries.ids_wanted(session, wanted, now, limit=MOST_AT_ONCE)
        return Chosen(ids, wanted, is_all=True, total=total)
    ticked = ids_in(form.getlist("payout"))
    return Chosen(ticked[:MOST_AT_ONCE], wanted, is_all=False, total=len(ticked))
