"""Reading the book."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, selectinload

from marketplace.base.errors import NotFound
from marketplace.base.money import Money
from marketplace.base.paging import Page
from marketplace.ledger.chart import FAMILIES, AccountClass, NormalSide, family_of
from marketplace.ledger.models import Account, Balance, Check, Entry, Journal, Link

_OWNER_LENGTH = len(":00000000-0000-0000-0000-000000000000")
_SIGN = {NormalSide.DEBIT: 1, NormalSide.CREDIT: -1}


@dataclass(frozen=True)
class FamilyTotal:
    """What all accounts of one family hold together, in one currency."""

    prefix: str
    label: str
    account_class: AccountClass
    accounts: int
    total: Money


@dataclass(frozen=True)
class RunningEntry:
    """A line of an account with what the account held after it, in the account's normal side."""

    entry: Entry
    after: Money


def balance(session: Session, code: str, currency: str) -> Money:
    """What an account holds, on its normal side; nothing for one that was never used."""
    return Money(balances(session, [code]).get((code, currency), 0), currency)


def balances(session: Session, codes: Iterable[str]) -> dict[tuple[str, str], int]:
    """What several accounts hold, by (code, currency), on their normal sides."""
    rows = session.execute(
        sa.select(Account.code, Account.currency, Account.normal_side, Balance.amount_minor)
        .join(Balance, Balance.account_id == Account.id)
        .where(Account.code.in_(list(codes)))
    )
    return {(code, currency): _SIGN[side] * amount for code, currency, side, amount in rows}


def amounts_of(session: Session, code: str) -> dict[str, Money]:
    """What an account holds in each currency it was used in."""
    return {currency: Money(minor, currency) for (_, currency), minor in balances(session, [code]).items()}


def journal(session: Session, journal_id: UUID) -> Journal:
    """One journal with its lines. Raises NotFound."""
    found = session.scalar(sa.select(Journal).where(Journal.id == journal_id).options(selectinload(Journal.entries)))
    if found is None:
        raise NotFound()
    return found


def journal_with_key(session: Session, key: str) -> Journal | None:
    """The journal that was booked under a key."""
    return session.scalar(sa.select(Journal).where(Journal.key == key).options(selectinload(Journal.entries)))


def journals_with_keys(session: Session, keys: Iterable[str]) -> Sequence[Journal]:
    """The journals that were booked under these keys, in the order of their numbers."""
    wanted = sa.select(Journal).where(Journal.key.in_(list(keys))).options(selectinload(Journal.entries))
    return session.scalars(wanted.order_by(Journal.number)).all()


def reversal_of(session: Session, journal_id: UUID) -> Journal | None:
    """The journal that takes another back."""
    return session.scalar(sa.select(Journal).where(Journal.reverses_id == journal_id))


def journals(session: Session, page: int, *, size: int = 50) -> Page[Journal]:
    """All journals, newest first."""
    total = session.execute(sa.select(sa.func.count()).select_from(Journal)).scalar_one()
    rows = session.scalars(
        sa.select(Journal)
        .options(selectinload(Journal.entries))
        .order_by(Journal.number.desc())
        .offset((page - 1) * size)
        .limit(size)
    ).all()
    return Page(rows, page, size, total)


def account(session: Session, account_id: UUID) -> Account:
    """One account. Raises NotFound."""
    found = session.get(Account, account_id)
    if found is None:
        raise NotFound()
    return found


def account_with_code(session: Session, code: str, currency: str) -> Account | None:
    """The account of this code, if it was ever used."""
    return session.scalar(sa.select(Account).where(Account.code == code, Account.currency == currency))


def entries_of(session: Session, code: str, currency: str, page: int, *, size: int = 50) -> Page[RunningEntry]:
    """The lines of an account, newest first, each with what the account held after it."""
    found = account_with_code(session, code, currency)
    if found is None:
        return Page([], page, size, 0)
    after = sa.func.sum(Entry.amount_minor).over(order_by=Entry.id).label("after")
    running = sa.select(Entry.id, after).where(Entry.account_id == found.id).subquery()
    rows = session.execute(
        sa.select(Entry, running.c.after)
        .join(running, running.c.id == Entry.id)
        .order_by(Entry.id.desc())
        .offset((page - 1) * size)
        .limit(size)
    ).all()
    total = session.execute(sa.select(sa.func.count()).where(Entry.account_id == found.id)).scalar_one()
    sign = _SIGN[found.normal_side]
    return Page([RunningEntry(row[0], Money(sign * int(row[1]), currency)) for row in rows], page, size, total)


def entries_around(session: Session, code: str, *, limit: int = 100) -> Sequence[Entry]:
    """Every line of the journals that have moved something on an account, oldest first."""
    theirs = sa.select(Entry.journal_id).join(Account, Account.id == Entry.account_id).where(Account.code == code)
    return session.scalars(sa.select(Entry).where(Entry.journal_id.in_(theirs)).order_by(Entry.id).limit(limit)).all()


def accounts_like(session: Session, prefix: str, page: int, *, size: int = 50) -> Page[Account]:
    """The accounts of one family that hold something or ever did, by code."""
    of_family = sa.or_(Account.code == prefix, Account.code.like(prefix.replace("_", r"\_") + ":%", escape="\\"))
    total = session.execute(sa.select(sa.func.count()).select_from(Account).where(of_family)).scalar_one()
    rows = session.scalars(
        sa.select(Account)
        .join(Balance, Balance.account_id == Account.id)
        .where(of_family)
        .order_by(sa.func.abs(Balance.amount_minor).desc(), Account.code, Account.currency)
        .offset((page - 1) * size)
        .limit(size)
    ).all()
    return Page(rows, page, size, total)


def totals(session: Session) -> Sequence[FamilyTotal]:
    """What the accounts of every family hold together, by currency, in the order of the chart."""
    summed: dict[tuple[str, str], tuple[int, int]] = {}
    rows = session.execute(
        sa.select(Account.code, Account.currency, Account.normal_side, Balance.amount_minor).join(
            Balance, Balance.account_id == Account.id
        )
    )
    for code, currency, side, amount in rows:
        key = (family_of(code).prefix, currency)
        count, held = summed.get(key, (0, 0))
        summed[key] = (count + 1, held + _SIGN[side] * amount)
    return [
        FamilyTotal(family.prefix, family.label, family.account_class, count, Money(held, currency))
        for family in FAMILIES
        for (prefix, currency), (count, held) in sorted(summed.items())
        if prefix == family.prefix
    ]


def owed_to_others(session: Session) -> Sequence[tuple[str, Money]]:
    """What we owe: all accounts of each family of liabilities together, by currency, in the order of the chart."""
    names_its_owner = sa.func.length(Account.code) - _OWNER_LENGTH
    family = sa.case((Account.owner_id.is_(None), Account.code), else_=sa.func.left(Account.code, names_its_owner))
    rows = session.execute(
        sa.select(family, Account.currency, sa.cast(sa.func.sum(-Balance.amount_minor), sa.BigInteger))
        .join(Balance, Balance.account_id == Account.id)
        .where(Account.normal_side == NormalSide.CREDIT, Balance.amount_minor != 0)
        .group_by(family, Account.currency)
    ).all()
    held = {(prefix, currency): minor for prefix, currency, minor in rows}
    liabilities = [one.prefix for one in FAMILIES if one.account_class is AccountClass.LIABILITY]
    currencies = sorted({currency for _, currency in held})
    return [
        (prefix, Money(held[prefix, currency], currency))
        for prefix in liabilities
        for currency in currencies
        if (prefix, currency) in held
    ]


def held_by(account_row: Account) -> Money:
    """What an account holds, on its normal side."""
    return Money(_SIGN[account_row.normal_side] * account_row.balance.amount_minor, account_row.currency)


def last_link(session: Session) -> Link | None:
    """The end of the chain of hashes."""
    return session.scalar(sa.select(Link).order_by(Link.number.desc()).limit(1))


def last_check(session: Session) -> Check | None:
    """What the latest check of all books found; None when there was none yet."""
    return session.scalar(sa.select(Check).order_by(Check.checked_at.desc(), Check.id.desc()).limit(1))
