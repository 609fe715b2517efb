"""Reading the whole book for an export."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby
from operator import attrgetter
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from marketplace.base.money import Money
from marketplace.ledger.content import Line
from marketplace.ledger.exports.rows import Booked, Opened
from marketplace.ledger.models import Account, Entry, Journal, Link


def opened_accounts(session: Session, until: date | None = None) -> list[Opened]:
    """Every account that was used until the end of a day, UTC, by code, with what it held then."""
    rows = session.execute(
        sa.select(Account.code, Account.currency, sa.func.min(Journal.posted_at), sa.func.sum(Entry.amount_minor))
        .join(Entry, Entry.account_id == Account.id)
        .join(Journal, Journal.id == Entry.journal_id)
        .where(_posted_until(until))
        .group_by(Account.code, Account.currency)
        .order_by(Account.code, Account.currency)
    )
    return [
        Opened(code, since.astimezone(UTC).date(), Money(int(minor), currency))
        for code, currency, since, minor in rows
        if since is not None
    ]


def booked(session: Session, until: date | None = None) -> Iterator[Booked]:
    """Every journal that was posted until the end of a day, UTC, by time; read little by little."""
    taken_back = aliased(Journal)
    rows = session.execute(
        sa.select(
            Journal.number, Journal.key, Journal.kind, Journal.posted_at, Journal.currency,
            taken_back.key.label("reverses"), Journal.fingerprint, Link.number.label("link"),
            Account.code, Entry.amount_minor,
        )
        .join(Entry, Entry.journal_id == Journal.id)
        .join(Account, Account.id == Entry.account_id)
        .outerjoin(taken_back, taken_back.id == Journal.reverses_id)
        .outerjoin(Link, Link.journal_id == Journal.id)
        .where(_posted_until(until))
        .order_by(Journal.posted_at, Journal.number, Entry.id)
        .execution_options(yield_per=2000)
    )  # fmt: skip
    for _, lines in groupby(rows, attrgetter("number")):
        yield _as_booked(list(lines))


def _as_booked(rows: list[Any]) -> Booked:
    one = rows[0]
    lines = tuple(Line(row.code, Money(row.amount_minor, one.currency)) for row in rows)
    return Booked(
        one.number, one.key, one.kind.value, one.posted_at, one.currency, one.reverses, one.fingerprint, one.link, lines
    )


def _posted_until(until: date | None) -> sa.ColumnElement[bool]:
    if until is None:
        return Journal.posted_at.is_not(None)
    return Journal.posted_at < datetime.combine(until + timedelta(days=1), time(), UTC)
