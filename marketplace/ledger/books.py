"""What a brand or a creator sees of the book: their own accounts, entry by entry, by the book alone.

Whose a hold or a payout is, is told by the journal that first filled it: a brief is funded out of one brand's wallet,
an order out of one brief, a payout out of what one creator has.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from marketplace.base.actor import Actor
from marketplace.base.errors import NotFound
from marketplace.base.money import Money
from marketplace.base.paging import Page
from marketplace.ledger import chart
from marketplace.ledger.chart import NormalSide, family_of
from marketplace.ledger.kinds import JournalKind
from marketplace.ledger.models import Account, Entry, Journal, Link
from marketplace.ledger.months import month_after


@dataclass(frozen=True)
class Chosen:
    """Which entries are asked for: those of one account, of one month (UTC, its first instant), or all."""

    account: Account | None = None
    month: datetime | None = None


@dataclass(frozen=True)
class OwnEntry:
    """A line of an own account: what it changed, what the account held after it, and what it is about.

    `about` is the owned account that its journal also touched: an order's hold before a brief's before a payout.
    """

    account: Account
    kind: JournalKind
    made_at: datetime
    change: Money
    after: Money
    about: str | None
    key: str
    fingerprint: str
    link: int | None


def own_accounts(session: Session, actor: Actor) -> Sequence[Account]:
    """The accounts of the brand or creator who asks, in the order of the chart. Raises NotFound for anybody else."""
    if actor.brand_id is not None:
        codes = [chart.wallet(actor.brand_id), chart.owed_by_brand(actor.brand_id)]
        filled = [
            (JournalKind.BRIEF_FUNDED, "held:brief:"),
            (JournalKind.ORDER_HELD, "held:order:"),
            (JournalKind.REFUND_BEGUN, "refund:in_transit:"),
        ]
    elif actor.creator_id is not None:
        pockets = (chart.creator_pending, chart.creator_available, chart.creator_reserved, chart.owed_by_creator)
        codes = [code(actor.creator_id) for code in pockets]
        filled = [(JournalKind.PAYOUT_BEGUN, "creator:in_transit:")]
    else:
        raise NotFound()
    found = list(session.scalars(sa.select(Account).where(Account.code.in_(codes))))
    for kind, prefix in filled:
        found += _filled_from(session, found, kind, prefix)
    order = [family.prefix for family in chart.FAMILIES]
    return sorted(found, key=lambda one: (order.index(family_of(one.code).prefix), one.opened_at, one.currency))


def months_of(session: Session, accounts: Sequence[Account]) -> Sequence[datetime]:
    """The months in which something was booked on these accounts, newest first."""
    month = sa.func.date_trunc("month", Journal.made_at, "UTC")
    rows = session.scalars(
        sa.select(month)
        .join(Entry, Entry.journal_id == Journal.id)
        .where(Entry.account_id.in_([account.id for account in accounts]))
        .distinct()
        .order_by(month.desc())
    )
    return [row.astimezone(UTC) for row in rows]


def years_of(session: Session, accounts: Sequence[Account], now: datetime) -> Sequence[int]:
    """The years there are accounts for, this one too, newest first."""
    months = months_of(session, accounts)
    return range(now.year, months[-1].year - 1, -1) if months else ()


def own_entries(
    session: Session, accounts: Sequence[Account], chosen: Chosen, page: int, *, size: int = 50
) -> Page[OwnEntry]:
    """The entries of these accounts that are asked for, newest first, each with what its account held after it."""
    own = [chosen.account] if chosen.account else list(accounts)
    by_id = {account.id: account for account in own}
    after = sa.func.sum(Entry.amount_minor).over(partition_by=Entry.account_id, order_by=Entry.id)
    running = sa.select(Entry.id, after.label("after")).where(Entry.account_id.in_(by_id)).subquery()
    wanted = sa.select(Entry).join(running, running.c.id == Entry.id).join(Journal, Journal.id == Entry.journal_id)
    if chosen.month:
        wanted = wanted.where(Journal.made_at >= chosen.month, Journal.made_at < month_after(chosen.month))
    total = session.execute(wanted.with_only_columns(sa.func.count())).scalar_one()
    rows = session.execute(
        wanted.with_only_columns(
            Entry.account_id, Entry.amount_minor, running.c.after, Entry.journal_id, Journal.kind, Journal.made_at,
            Journal.key, Journal.fingerprint, Link.number.label("link"),
        )
        .outerjoin(Link, Link.journal_id == Journal.id)
        .order_by(Entry.id.desc())
        .offset((page - 1) * size)
        .limit(size)
    ).all()  # fmt: skip
    about = _about(session, {row.journal_id for row in rows})
    entries = []
    for row in rows:
        account = by_id[row.account_id]
        sign = 1 if account.normal_side is NormalSide.DEBIT else -1
        change, held = (Money(sign * int(minor), account.currency) for minor in (row.amount_minor, row.after))
        entries.append(
            OwnEntry(
                account,
                row.kind,
                row.made_at,
                change,
                held,
                about.get(row.journal_id),
                row.key,
                row.fingerprint,
                row.link,
            )
        )  # fmt: skip
    return Page(entries, page, size, total)


def _filled_from(session: Session, sources: Sequence[Account], kind: JournalKind, prefix: str) -> list[Account]:
    out, into = aliased(Entry), aliased(Entry)
    filled = (
        sa.select(into.account_id)
        .join(Journal, sa.and_(Journal.id == into.journal_id, Journal.kind == kind))
        .join(out, out.journal_id == Journal.id)
        .where(out.account_id.in_([source.id for source in sources]), out.amount_minor > 0, into.amount_minor < 0)
    )
    found = sa.select(Account).where(Account.code.startswith(prefix, autoescape=True), Account.id.in_(filled))
    return list(session.scalars(found))


def _about(session: Session, journal_ids: set[UUID]) -> dict[UUID, str]:
    """The most telling account of each journal."""
    told: dict[UUID, str] = {}
    for prefix in ("creator:in_transit:", "held:brief:", "held:order:"):  # the later one wins
        rows = session.execute(
            sa.select(Entry.journal_id, Account.code)
            .join(Account, Account.id == Entry.account_id)
            .where(Entry.journal_id.in_(journal_ids), Account.code.startswith(prefix, autoescape=True))
        )
        told |= dict(rows.all())
    return told
