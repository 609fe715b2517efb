"""Reads: our accounts at Stripe entry by entry, each with its balance transaction and what it comes from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from marketplace.base.errors import NotFound
from marketplace.base.money import Money
from marketplace.ledger.kinds import JournalKind
from marketplace.ledger.models import Account, Balance, Entry, Journal
from marketplace.reconciliation.models import BalanceChange, Item, Match
from marketplace.reconciliation.queries.origins import Thing, origins_of
from marketplace.reconciliation.queries.sought import ACCOUNTS, Sought, state_of_entry
from marketplace.reconciliation.states import ItemState, MatchState


@dataclass(frozen=True)
class DrilledEntry:
    """One entry, down to what it stands for at Stripe and what it comes from here; `amount` is debit positive."""

    id: int
    journal_id: UUID
    number: int
    kind: JournalKind
    key: str
    at: datetime
    amount: Money
    state: MatchState
    change: BalanceChange | None
    item_id: UUID | None
    comes_from: Sequence[Thing]


@dataclass(frozen=True)
class Slice:
    """Some entries, newest first; `older_than` leads on to the next ones."""

    rows: Sequence[DrilledEntry]
    older_than: int | None


@dataclass(frozen=True)
class Sums:
    """What the entries that are asked for come to, and what the whole account holds."""

    count: int
    came: Money
    went: Money
    held: Money

    @property
    def together(self) -> Money:
        """What came less what went."""
        return self.came + self.went


def currencies_of(session: Session, account: str) -> Sequence[str]:
    """The currencies in which an account was used, the fullest first."""
    fullest = sa.func.abs(Balance.amount_minor).desc()
    return session.scalars(
        sa.select(Account.currency)
        .join(Balance, Balance.account_id == Account.id)
        .where(Account.code == account)
        .order_by(fullest, Account.currency)
    ).all()


def kinds_on(session: Session, account: str) -> Sequence[JournalKind]:
    """The kinds of journals there can be on an account, in the order of their table."""
    used = set(
        session.scalars(
            sa.select(Journal.kind)
            .join(Entry, Entry.journal_id == Journal.id)
            .join(Account, Account.id == Entry.account_id)
            .where(Account.code == account)
            .distinct()
        )
    )
    return [kind for kind in JournalKind if kind in used]


def sums_of(session: Session, sought: Sought) -> Sums:
    """What the entries that are asked for come to."""
    came = sa.func.coalesce(sa.func.sum(sa.func.greatest(Entry.amount_minor, 0)), 0)
    went = sa.func.coalesce(sa.func.sum(sa.func.least(Entry.amount_minor, 0)), 0)
    row = session.execute(_from(sa.select(sa.func.count(), came, went)).where(sought.condition(session))).one()
    held = session.scalar(
        sa.select(Balance.amount_minor)
        .join(Account, Account.id == Balance.account_id)
        .where(Account.code == sought.account, Account.currency == sought.currency)
    )
    came_in, went_out, there = (Money(int(minor or 0), sought.currency) for minor in (row[1], row[2], held))
    return Sums(row[0], came_in, went_out, there)


def drilled(session: Session, sought: Sought, *, older_than: int | None = None, size: int = 50) -> Slice:
    """The entries that are asked for, newest first. The next ones are found by where these end, however many came."""
    wanted = sought.condition(session)
    if older_than is not None:
        wanted = sa.and_(wanted, Entry.id < older_than)
    found = _read(session, wanted, limit=size + 1)
    return Slice(found[:size], found[size - 1].id if len(found) > size else None)


def all_drilled(session: Session, sought: Sought, *, at_once: int = 1000) -> Iterator[DrilledEntry]:
    """All entries that are asked for, newest first, read in portions."""
    older_than: int | None = None
    while True:
        part = drilled(session, sought, older_than=older_than, size=at_once)
        yield from part.rows
        older_than = part.older_than
        if older_than is None:
            return


def change_of(session: Session, change_id: str) -> BalanceChange:
    """A change of our balance at Stripe. Raises NotFound."""
    found = session.get(BalanceChange, change_id)
    if found is None:
        raise NotFound()
    return found


def drilled_of_change(session: Session, change_id: str) -> Sequence[DrilledEntry]:
    """The entries that stand for a change of our balance."""
    of_it = sa.select(Match.journal_id).where(Match.change_id == change_id)
    return _read(session, sa.and_(Account.code.in_(ACCOUNTS), Journal.id.in_(of_it)), limit=500)


def items_about(session: Session, change_id: str) -> Sequence[Item]:
    """The items that a change of our balance is in, newest first."""
    return session.scalars(
        sa.select(Item).where(Item.told_ids.contains([change_id])).order_by(Item.found_at.desc(), Item.id)
    ).all()


def _from(select: sa.Select[Any]) -> sa.Select[Any]:
    return (
        select.select_from(Entry)
        .join(Account, Account.id == Entry.account_id)
        .join(Journal, Journal.id == Entry.journal_id)
    )


def _read(session: Session, wanted: sa.ColumnElement[bool], *, limit: int) -> list[DrilledEntry]:
    taken_back = aliased(Journal)
    columns: tuple[Any, ...] = (
        Entry.id, Entry.amount_minor, Account.currency, Journal.id.label("journal_id"), Journal.number, Journal.kind,
        Journal.key, Journal.made_at, state_of_entry().label("state"), taken_back.key.label("reversed_key"),
        BalanceChange,
    )  # fmt: skip
    rows = session.execute(
        _from(sa.select(*columns))
        .outerjoin(taken_back, taken_back.id == Journal.reverses_id)
        .outerjoin(Match, Match.journal_id == Journal.id)
        .outerjoin(BalanceChange, BalanceChange.id == Match.change_id)
        .where(wanted)
        .order_by(Entry.id.desc())
        .limit(limit)
    ).all()
    # A journal that takes another back comes from what that came from; its own key may name only who took it back.
    keys = {row.id: (row.reversed_key or row.key) for row in rows}
    origins = origins_of(session, {*keys.values(), *(row.key for row in rows)})
    items = _open_items(session, [row.journal_id for row in rows if row.state == MatchState.OPEN])
    return [
        DrilledEntry(
            id=row.id,
            journal_id=row.journal_id,
            number=row.number,
            kind=row.kind,
            key=row.key,
            at=row.made_at,
            amount=Money(row.amount_minor, row.currency),
            state=MatchState(row.state),
            change=row.BalanceChange,
            item_id=items.get(row.journal_id),
            comes_from=origins[keys[row.id]] or origins[row.key],
        )
        for row in rows
    ]


def _open_items(session: Session, journal_ids: Iterable[UUID]) -> dict[UUID, UUID]:
    wanted = set(journal_ids)
    if not wanted:
        return {}
    rows = session.execute(sa.select(Item.id, Item.journal_ids).where(Item.state == ItemState.OPEN))
    return {UUID(one): item_id for item_id, named in rows for one in named if UUID(one) in wanted}
