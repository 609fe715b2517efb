"""Writing in the book."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm.util import identity_key

from marketplace.base.ids import new_id
from marketplace.base.money import Money
from marketplace.ledger import statements
from marketplace.ledger.chart import NormalSide, family_of, owner_of
from marketplace.ledger.content import GENESIS, Line, Posting, checked, fingerprint, link
from marketplace.ledger.errors import AlreadyReversed, KeyReused, Overdrawn
from marketplace.ledger.invariants import content_hash
from marketplace.ledger.kinds import JournalKind
from marketplace.ledger.models import Account, Balance, Check, Journal, Link, Unsealed
from marketplace.ledger.queries import journal, journal_with_key, last_link
from marketplace.work.unit import Work

_OVERDRAWN = "LG004"
_CHAIN_LOCK = 7_236_112_003  # any number that nothing else locks


@dataclass(frozen=True)
class Locked:
    """What an account holds, on its normal side, while nobody else can change it; `version` counts its changes."""

    amount: Money
    version: int


def book(work: Work, posting: Posting, *, key: str) -> Journal:
    """Books a posting of the table of postings, once. Raises what `post` raises."""
    return post(work, kind=posting.kind, key=key, lines=posting.lines)


def post(work: Work, *, kind: str, key: str, lines: Sequence[Line]) -> Journal:
    """Books a movement of money, once: the same key and content give the journal that is already there.

    Lines of zero are left out. Raises BadPosting unless the rest balances in one currency, KeyReused when the key
    was used for something else, Overdrawn when an account would be.
    """
    return _posted(work, JournalKind(kind), key, lines, None)


def reverse(work: Work, journal_id: UUID, key: str) -> Journal:
    """Books the opposite of a journal. Raises AlreadyReversed for a second time (another key) and for reversals."""
    wrong = journal(work.session, journal_id)
    # Who takes back the same journal at the same moment waits here, and then reads that it is done.
    work.session.execute(sa.select(Journal.id).where(Journal.id == journal_id).with_for_update(key_share=True))
    if wrong.reverses_id is not None:
        raise AlreadyReversed()
    earlier = work.session.scalar(sa.select(Journal).where(Journal.reverses_id == journal_id))
    if earlier is not None and earlier.key != key:
        raise AlreadyReversed()
    lines = [Line(entry.account.code, -entry.amount) for entry in wrong.entries]
    return _posted(work, JournalKind.REVERSAL, key, lines, wrong)


def lock_account(work: Work, code: str, currency: str) -> Locked:
    """Locks what an account holds until the end of the work, opening the account when it is new."""
    account_id = _opened(work, [code], currency)[code]
    amount, version = work.session.execute(
        sa.select(Balance.amount_minor, Balance.version).where(Balance.account_id == account_id).with_for_update()
    ).one()
    sign = 1 if family_of(code).normal_side is NormalSide.DEBIT else -1
    return Locked(Money(sign * amount, currency), version)


def seal(work: Work, *, limit: int = 5000) -> int:
    """Gives every journal that has none its place in the chain of hashes; gives how many.

    Done apart from posting, so that two movements of money never wait for each other's place.
    """
    session = work.session
    session.execute(sa.select(sa.func.pg_advisory_xact_lock(_CHAIN_LOCK)))
    waiting = session.scalars(
        sa.select(Journal).where(Journal.id.in_(sa.select(Unsealed.journal_id))).order_by(Journal.number).limit(limit)
    ).all()
    last = last_link(session)
    number, before = (last.number, last.hash) if last else (0, GENESIS)
    sealed_at = max(work.now, last.sealed_at) if last else work.now  # a day that is over gets no link any more
    for one in waiting:
        number += 1
        posted_at = one.posted_at.isoformat() if one.posted_at else ""
        hashed = link(before, number, one.fingerprint, posted_at)
        session.add(Link(number=number, journal_id=one.id, previous_hash=before, hash=hashed, sealed_at=sealed_at))
        before = hashed
    session.execute(sa.delete(Unsealed).where(Unsealed.journal_id.in_([one.id for one in waiting])))
    session.flush()
    return len(waiting)


def record_check(work: Work, found: Mapping[str, bool]) -> Check:
    """Keeps what a check of all books found, and where the chain ends now."""
    session, last = work.session, last_link(work.session)
    check = Check(
        checked_at=work.now,
        broken=[name for name, holds in found.items() if not holds],
        journals=session.execute(sa.select(sa.func.count()).select_from(Journal)).scalar_one(),
        links=last.number if last else 0,
        root=last.hash if last else GENESIS,
        content_hash=content_hash(session),
    )
    session.add(check)
    session.flush()
    return check


def _posted(work: Work, kind: JournalKind, key: str, lines: Sequence[Line], reverses: Journal | None) -> Journal:
    kept = checked(lines)
    currency = kept[0].amount.currency
    pairs = [(line.account, line.amount.minor) for line in kept]
    print_of_it = fingerprint(kind, key, currency, pairs, reverses.key if reverses else None)
    session = work.session
    session.flush()
    connection, journal_id = session.connection(), new_id()
    row = {
        "id": journal_id, "kind": kind.value, "key": key, "currency": currency, "fingerprint": print_of_it,
        "reverses_id": reverses.id if reverses else None, "made_at": work.now,
    }  # fmt: skip
    if connection.execute(statements.BEGIN, row).one_or_none() is None:
        return _the_one_already_there(work, key, print_of_it)
    accounts = _opened(work, [account for account, _ in pairs], currency)
    connection.execute(
        statements.WRITE_LINE,
        [
            {"journal_id": journal_id, "account_id": accounts[account], "amount_minor": amount}
            for account, amount in pairs
        ],
    )
    try:
        posted: Journal = session.scalars(statements.POST, {"id": journal_id, "posted_at": work.now}).one()
    except DBAPIError as error:
        if getattr(error.orig, "sqlstate", None) == _OVERDRAWN:
            raise Overdrawn() from error
        raise
    for account_id in accounts.values():
        if balance := session.identity_map.get(identity_key(Balance, account_id)):
            session.expire(balance)
    return posted


def _the_one_already_there(work: Work, key: str, print_of_it: str) -> Journal:
    found = journal_with_key(work.session, key)
    if found is None or found.fingerprint != print_of_it:
        raise KeyReused()
    return found


def _opened(work: Work, codes: Sequence[str], currency: str) -> dict[str, UUID]:
    """The ids of accounts, opened on first use; always in the order of their codes, so that nobody waits in a ring."""
    wanted = sorted(set(codes))
    connection, these = work.session.connection(), {"codes": wanted, "currency": currency}
    found: dict[str, UUID] = dict(connection.execute(statements.FIND_ACCOUNTS, these).all())
    missing = [code for code in wanted if code not in found]
    if missing:
        work.session.execute(
            insert(Account)
            .values([_new_account(work, code, currency) for code in missing])
            .on_conflict_do_nothing(index_elements=["code", "currency"])
        )
        found = dict(connection.execute(statements.FIND_ACCOUNTS, these).all())
    return found


def _new_account(work: Work, code: str, currency: str) -> dict[str, object]:
    family = family_of(code)
    return {
        "id": new_id(),
        "code": code,
        "currency": currency,
        "owner_id": owner_of(code),
        "normal_side": family.normal_side,
        "may_overdraw": family.may_overdraw,
        "opened_at": work.now,
    }
