"""What is always true of the book, asked of the rows themselves."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from marketplace.base.text import N_
from marketplace.ledger.content import GENESIS, fingerprint, link, sha256
from marketplace.ledger.models import Account, Entry, Journal, Link
from marketplace.work.invariants import Invariants

_NONE_LIKE: Mapping[str, str] = {
    "every_journal_balances": """
        SELECT FROM ledger_entries GROUP BY journal_id HAVING sum(amount_minor) <> 0""",
    "every_journal_has_two_lines": """
        SELECT FROM ledger_journals j WHERE (SELECT count(*) FROM ledger_entries e WHERE e.journal_id = j.id) < 2""",
    "every_journal_has_one_currency": """
        SELECT FROM ledger_entries e JOIN ledger_accounts a ON a.id = e.account_id
        JOIN ledger_journals j ON j.id = e.journal_id WHERE a.currency <> j.currency""",
    "every_journal_is_posted": "SELECT FROM ledger_journals WHERE posted_at IS NULL",
    "every_balance_is_the_sum_of_its_entries": """
        SELECT FROM ledger_accounts a LEFT JOIN ledger_balances b ON b.account_id = a.id
        LEFT JOIN (SELECT account_id, sum(amount_minor) AS total FROM ledger_entries GROUP BY 1) e
        ON e.account_id = a.id WHERE b.amount_minor IS DISTINCT FROM coalesce(e.total, 0)""",
    "no_account_is_overdrawn": """
        SELECT FROM ledger_accounts a JOIN ledger_balances b ON b.account_id = a.id WHERE NOT a.may_overdraw
        AND ((a.normal_side = 'debit' AND b.amount_minor < 0) OR (a.normal_side = 'credit' AND b.amount_minor > 0))""",
    "every_reversal_mirrors_its_journal": """
        SELECT FROM ledger_journals r JOIN ledger_entries e ON e.journal_id IN (r.id, r.reverses_id)
        WHERE r.reverses_id IS NOT NULL GROUP BY r.id, e.account_id HAVING sum(e.amount_minor) <> 0""",
    "every_journal_is_in_the_chain_or_waits_for_it": """
        SELECT FROM ledger_journals j WHERE NOT EXISTS (SELECT FROM ledger_chain c WHERE c.journal_id = j.id)
        AND NOT EXISTS (SELECT FROM ledger_unsealed u WHERE u.journal_id = j.id)""",
    "nothing_is_unexplained": """
        SELECT FROM ledger_accounts a JOIN ledger_balances b ON b.account_id = a.id
        WHERE a.code = 'suspense' AND b.amount_minor <> 0""",
    "the_chain_is_what_earlier_checks_saw": """
        SELECT FROM ledger_checks k LEFT JOIN ledger_chain c ON c.number = k.links
        WHERE k.links > 0 AND c.hash IS DISTINCT FROM k.root""",
    "days_follow_each_other_in_the_chain": """
        SELECT FROM ledger_chain c JOIN ledger_chain n ON n.number = c.number + 1 WHERE n.sealed_at < c.sealed_at""",
}  # each holds when its query finds no row


SAYS: Mapping[str, str] = {
    "every_journal_balances": N_("Every journal balances"),
    "every_journal_has_two_lines": N_("Every journal has two lines"),
    "every_journal_has_one_currency": N_("Every journal has one currency"),
    "every_balance_is_the_sum_of_its_entries": N_("Every balance is the sum of its entries"),
    "no_account_is_overdrawn": N_("No account is overdrawn"),
    "every_reversal_mirrors_its_journal": N_("Every reversal mirrors its journal"),
    "every_journal_is_in_the_chain_or_waits_for_it": N_("Every journal is in the chain or waits for it"),
    "nothing_is_unexplained": N_("Nothing is unexplained"),
    "every_journal_is_posted": N_("Every journal is posted"),
    "the_chain_is_what_earlier_checks_saw": N_("The chain is what earlier checks saw"),
    "days_follow_each_other_in_the_chain": N_("Days follow each other in the chain"),
    "every_fingerprint_fits": N_("Every fingerprint fits"),
    "the_chain_is_intact": N_("The chain is intact"),
}
"""The invariants as people read them."""


def verify(session: Session) -> dict[str, bool]:
    """Whether each invariant of the book holds."""
    found = {name: not _finds_a_row(session, query) for name, query in _NONE_LIKE.items()}
    more: Mapping[str, Callable[[Session], bool]] = {
        "every_fingerprint_fits": _fingerprints_fit,
        "the_chain_is_intact": _chain_is_intact,
    }
    return found | {name: holds(session) for name, holds in more.items()}


def content_hash(session: Session) -> str:
    """A hash of all that was booked, which does not depend on when or in what order it came.

    Journals by key, their lines sorted, no time and no sequence.
    """
    prints = session.scalars(sa.select(Journal.fingerprint).order_by(sa.collate(Journal.key, "C")))
    return sha256("\n".join(prints))


def daily_root(session: Session, day: date) -> str | None:
    """The end of the chain at the end of a day, UTC: it stands for everything booked until then."""
    end = datetime.combine(day + timedelta(days=1), time(), UTC)
    return session.scalar(sa.select(Link.hash).where(Link.sealed_at < end).order_by(Link.number.desc()).limit(1))


def _finds_a_row(session: Session, query: str) -> bool:
    return bool(session.scalar(sa.text(f"SELECT EXISTS ({query})")))


def _fingerprints_fit(session: Session) -> bool:
    lines = (
        sa.select(
            Entry.journal_id,
            sa.func.array_agg(Account.code).label("codes"),
            sa.func.array_agg(Entry.amount_minor).label("amounts"),
        )
        .join(Account, Account.id == Entry.account_id)
        .group_by(Entry.journal_id)
        .subquery()
    )
    wrong = aliased(Journal)
    rows = session.execute(
        sa.select(
            Journal.kind, Journal.key, Journal.currency, wrong.key, Journal.fingerprint, lines.c.codes, lines.c.amounts
        )
        .join(lines, lines.c.journal_id == Journal.id)
        .outerjoin(wrong, wrong.id == Journal.reverses_id)
        .execution_options(yield_per=1000)
    )
    return all(
        print_of_it == fingerprint(kind, key, currency, list(zip(codes, amounts, strict=True)), reversed_key)
        for kind, key, currency, reversed_key, print_of_it, codes, amounts in rows
    )


def _chain_is_intact(session: Session) -> bool:
    rows = session.execute(
        sa.select(Link.number, Link.previous_hash, Link.hash, Journal.fingerprint, Journal.posted_at)
        .join(Journal, Journal.id == Link.journal_id)
        .order_by(Link.number)
        .execution_options(yield_per=1000)
    )
    before = GENESIS
    for place, (number, previous, hashed, print_of_it, posted_at) in enumerate(rows, start=1):
        expected = link(before, number, print_of_it, posted_at.isoformat() if posted_at else "")
        if number != place or previous != before or hashed != expected:
            return False
        before = hashed
    return True


INVARIANTS = Invariants(verify, SAYS)
