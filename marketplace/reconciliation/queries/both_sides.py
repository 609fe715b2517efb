"""Both sides, as they are compared: journals on our account at Stripe, and the changes that Stripe tells of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from marketplace.base.money import Money
from marketplace.ledger import chart
from marketplace.ledger.models import Account, Entry, Journal
from marketplace.payouts.models import Payout
from marketplace.reconciliation.models import BalanceChange, Correction
from marketplace.reconciliation.references import parts_of_key
from marketplace.reconciliation.sides import FEES, Booked, Told
from marketplace.wallets.models import TopUp
from marketplace.withdrawals.models import Withdrawal

KNOWN_AS: Mapping[str, tuple[Any, Any]] = {
    "top_up": (TopUp.id, TopUp.balance_transaction),
    "payout": (Payout.id, Payout.transfer_id),
    "withdrawal": (Withdrawal.id, Withdrawal.payout_id),
    "reconciliation": (Correction.id, Correction.about),
}
"""The first word of a journal's key -> where our id stands, and beside it Stripe's."""


def told_side(session: Session) -> list[Told]:
    """Every change of our balance that is kept here."""
    return [change.told for change in session.scalars(sa.select(BalanceChange)).yield_per(2000)]


def booked_side(session: Session, journal_ids: Iterable[UUID] | None = None) -> list[Booked]:
    """Every journal on our account at Stripe, or those of them that are asked for."""
    taken_back = aliased(Journal)
    rows = session.execute(
        sa.select(
            Journal.id, Journal.key, Journal.kind, Journal.made_at, Account.currency, Entry.amount_minor,
            taken_back.kind.label("reversed_kind"), taken_back.key.label("reversed_key"),
        )
        .join(Entry, Entry.journal_id == Journal.id)
        .join(Account, Account.id == Entry.account_id)
        .outerjoin(taken_back, taken_back.id == Journal.reverses_id)
        .where(Account.code == chart.psp_stripe(), _among(journal_ids))
    ).all()  # fmt: skip
    names = _Names(session, everything=journal_ids is None)
    return [
        Booked(
            journal_id=row.id,
            key=row.key,
            kind=row.kind,
            amount=Money(row.amount_minor, row.currency),
            at=row.made_at,
            about=names.about(row.key) or (names.about(row.reversed_key) if row.reversed_key else None),
            purpose=names.purpose(row.key),
            is_fee=(row.reversed_kind or row.kind) in FEES,
        )
        for row in rows
    ]


def _among(journal_ids: Iterable[UUID] | None) -> sa.ColumnElement[bool]:
    return sa.true() if journal_ids is None else Journal.id.in_(list(journal_ids))


class _Names:
    """Stripe's ids of our things, read at once when everything is asked for and one by one otherwise."""

    def __init__(self, session: Session, *, everything: bool) -> None:
        self._session = session
        self._kept: dict[tuple[str, UUID], str | None] = {}
        self._everything = everything
        for sort, (ours, theirs) in KNOWN_AS.items() if everything else ():
            rows = session.execute(sa.select(ours, theirs).where(theirs.is_not(None)))
            self._kept |= {(sort, our_id): their_id for our_id, their_id in rows}

    def about(self, key: str) -> str | None:
        parts = parts_of_key(key)
        if parts.theirs or parts.ours is None or parts.sort not in KNOWN_AS:
            return parts.theirs
        place = (parts.sort, parts.ours)
        if place not in self._kept and not self._everything:
            ours, theirs = KNOWN_AS[parts.sort]
            self._kept[place] = self._session.scalar(sa.select(theirs).where(ours == parts.ours))
        return self._kept.get(place)

    def purpose(self, key: str) -> str | None:
        ours = parts_of_key(key).ours
        return str(ours) if ours else None
