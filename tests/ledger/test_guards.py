"""Each guard of the book, shown by somebody with the database's password who tries to get past it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from marketplace.base.ids import BrandId
from marketplace.ledger import chart, invariants
from marketplace.ledger.models import Journal

Attempt = Callable[..., None]

JOURNAL = """INSERT INTO ledger_journals (id, kind, key, currency, fingerprint, made_at)
    VALUES ('00000000-0000-7000-8000-000000000001', 'unexplained', 'by hand', 'USD', '', now())"""
LINE = """INSERT INTO ledger_entries (journal_id, account_id, amount_minor)
    SELECT '00000000-0000-7000-8000-000000000001', id, {amount} FROM ledger_accounts
    WHERE code = '{code}' AND currency = '{currency}'"""
POST = "UPDATE ledger_journals SET posted_at = now() WHERE key = 'by hand'"


def line(amount: int, code: str = "psp:stripe", currency: str = "USD") -> str:
    return LINE.format(amount=amount, code=code, currency=currency)


@pytest.fixture
def wallet(topped_up: Journal, brand_id: BrandId) -> str:
    return chart.wallet(brand_id)


def refused(code: str) -> pytest.RaisesExc[DBAPIError]:
    return pytest.raises(DBAPIError, check=lambda error: error.orig.sqlstate == code)


def test_raw_sql_can_post_what_is_right(attempt: Attempt, session: Session, wallet: str) -> None:
    attempt(JOURNAL, line(5), line(-5, wallet), POST)
    assert session.scalar(sa.text("SELECT count(*) FROM ledger_journals")) == 2


def test_an_unbalanced_journal_is_refused(attempt: Attempt, wallet: str) -> None:
    with refused("LG001"):
        attempt(JOURNAL, line(5), line(-4, wallet), POST)


def test_a_journal_of_one_line_is_refused(attempt: Attempt, wallet: str) -> None:
    with refused("LG002"):
        attempt(JOURNAL, line(5), POST)


def test_a_journal_without_lines_is_refused(attempt: Attempt, wallet: str) -> None:
    with refused("LG002"):
        attempt(JOURNAL, POST)


def test_a_line_of_nothing_is_refused(attempt: Attempt, wallet: str) -> None:
    with refused("23514"):
        attempt(JOURNAL, line(0))


def test_a_second_currency_is_refused(attempt: Attempt, wallet: str) -> None:
    euros = """INSERT INTO ledger_accounts (id, code, currency, normal_side, may_overdraw, opened_at)
        VALUES ('00000000-0000-7000-8000-000000000002', 'psp:stripe', 'EUR', 'debit', true, now())"""
    with refused("LG003"):
        attempt(euros, JOURNAL, line(5, currency="EUR"))


def test_an_overdraft_is_refused(attempt: Attempt, wallet: str) -> None:
    with refused("LG004"):
        attempt(JOURNAL, line(100_01, wallet), line(-100_01), POST)


def test_the_outside_world_may_overdraw_what_it_did_to_us(attempt: Attempt, wallet: str) -> None:
    attempt(JOURNAL, line(-500_00), line(500_00 - 100_00, "psp:stripe"), line(100_00, wallet), POST)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_entries SET amount_minor = amount_minor + 1",
        "DELETE FROM ledger_entries",
        "TRUNCATE ledger_entries CASCADE",
        "UPDATE ledger_journals SET key = 'other'",
        "UPDATE ledger_journals SET posted_at = NULL",
        "UPDATE ledger_journals SET posted_at = posted_at",
        "DELETE FROM ledger_journals",
        "TRUNCATE ledger_journals CASCADE",
        "UPDATE ledger_accounts SET may_overdraw = true",
        "DELETE FROM ledger_accounts",
        "TRUNCATE ledger_accounts CASCADE",
        "TRUNCATE ledger_balances",
        "DELETE FROM ledger_balances",
    ],
)
def test_what_is_written_stays_as_it_is(attempt: Attempt, wallet: str, statement: str) -> None:
    with refused("LG005"):
        attempt(statement)


def test_a_line_cannot_join_a_posted_journal(attempt: Attempt, wallet: str) -> None:
    late = """INSERT INTO ledger_entries (journal_id, account_id, amount_minor)
        SELECT j.id, a.id, 5 FROM ledger_journals j, ledger_accounts a"""
    with refused("LG005"):
        attempt(late)


def test_a_journal_cannot_be_born_posted(attempt: Attempt, wallet: str) -> None:
    with refused("LG005"):
        attempt(JOURNAL.replace("made_at)", "made_at, posted_at)").replace("now())", "now(), now())"))


def test_a_journal_cannot_change_while_it_is_posted(attempt: Attempt, wallet: str) -> None:
    with refused("LG005"):
        attempt(JOURNAL, line(5), line(-5, wallet), POST.replace("SET", "SET kind = 'top_up',"))


def test_a_journal_cannot_be_left_unposted(attempt: Attempt, wallet: str) -> None:
    with refused("LG006"):
        attempt(JOURNAL, line(5), line(-5, wallet))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_balances SET amount_minor = amount_minor - 1",
        "INSERT INTO ledger_balances (account_id, amount_minor) SELECT id, 7 FROM ledger_accounts LIMIT 1",
    ],
)
def test_a_balance_cannot_be_changed_by_hand(attempt: Attempt, wallet: str, statement: str) -> None:
    with refused("LG007"):
        attempt(statement)


def test_two_journals_cannot_share_a_key(attempt: Attempt, wallet: str) -> None:
    with refused("23505"):
        attempt(JOURNAL.replace("by hand", "top-up"))


@pytest.mark.parametrize(
    ("invariant", "damage"),
    [
        ("every_journal_balances", "UPDATE ledger_entries SET amount_minor = 1 WHERE amount_minor > 0"),
        ("every_balance_is_the_sum_of_its_entries", "UPDATE ledger_balances SET amount_minor = amount_minor - 1"),
        ("every_fingerprint_fits", "UPDATE ledger_journals SET key = 'other'"),
        ("every_journal_is_posted", "UPDATE ledger_journals SET posted_at = NULL"),
        ("no_account_is_overdrawn", "UPDATE ledger_balances SET amount_minor = -amount_minor"),
        ("every_journal_has_two_lines", "DELETE FROM ledger_entries WHERE amount_minor > 0"),
    ],
)
def test_damage_past_the_guards_is_found(session: Session, wallet: str, invariant: str, damage: str) -> None:
    assert invariants.verify(session)[invariant]
    with session.begin_nested() as undone:
        session.execute(sa.text("SET LOCAL session_replication_role = replica"))
        session.execute(sa.text(damage))
        assert not invariants.verify(session)[invariant]
        undone.rollback()
    assert all(invariants.verify(session).values())
