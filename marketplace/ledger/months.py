"""A month of somebody's accounts: what was there before it, what came, what went, and what was there after it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.base.money import Money
from marketplace.ledger.chart import NormalSide, family_of
from marketplace.ledger.models import Account, Entry, Journal

_MONTH = re.compile(r"(2\d{3})-(0[1-9]|1[0-2])")


@dataclass(frozen=True)
class MonthLine:
    """The accounts of one family together, in one currency: opening + came − went = closing."""

    prefix: str
    opening: Money
    came: Money
    went: Money
    closing: Money


def month_of(instant: datetime) -> datetime:
    """The first instant of the month an instant lies in, by its own zone."""
    return instant.replace(day=1, hour=0, minute=0, second=0, microsecond=0)


def month_after(month: datetime) -> datetime:
    """The first instant of the month that follows."""
    return month.replace(year=month.year + month.month // 12, month=month.month % 12 + 1)


def month_in(text: str) -> datetime | None:
    """The month that a text names (2026-11), its first instant in UTC; none for anything else."""
    found = _MONTH.fullmatch(text)
    return datetime(int(found[1]), int(found[2]), 1, tzinfo=UTC) if found else None


def month_lines(session: Session, accounts: Sequence[Account], month: datetime) -> Sequence[MonthLine]:
    """What a month (UTC, its first instant) did to these accounts, in their order; nothing for those it found empty."""
    return lines_between(session, accounts, month, month_after(month))


def lines_between(
    session: Session, accounts: Sequence[Account], begins: datetime, ends: datetime
) -> Sequence[MonthLine]:
    """The same for any span of time; what was booked at its end is in the next one.

    Each figure is a sum of entries of its own, so that opening and movements prove the closing.
    """
    before, within = Journal.made_at < begins, Journal.made_at < ends
    amount = Entry.amount_minor
    rows = session.execute(
        sa.select(
            Entry.account_id,
            _sum(amount, before),
            _sum(amount, sa.and_(~before, amount > 0)),
            _sum(-amount, sa.and_(~before, amount < 0)),
            _sum(amount, within),
        )
        .join(Journal, Journal.id == Entry.journal_id)
        .where(Entry.account_id.in_([account.id for account in accounts]), within)
        .group_by(Entry.account_id)
    )
    found = {account_id: [int(figure) for figure in figures] for account_id, *figures in rows}
    summed: dict[tuple[str, str], list[int]] = {}
    for account in accounts:
        opening, debits, credits, closing = found.get(account.id, [0, 0, 0, 0])
        if account.normal_side is NormalSide.CREDIT:
            opening, debits, credits, closing = -opening, credits, debits, -closing
        line = summed.setdefault((family_of(account.code).prefix, account.currency), [0, 0, 0, 0])
        for place, figure in enumerate((opening, debits, credits, closing)):
            line[place] += figure
    return [
        MonthLine(prefix, *(Money(figure, currency) for figure in figures))
        for (prefix, currency), figures in summed.items()
        if any(figures)
    ]


def _sum(amount: sa.SQLColumnExpression[int], when: sa.ColumnElement[bool]) -> sa.ColumnElement[int]:
    return sa.func.coalesce(sa.func.sum(amount).filter(when), 0)
