"""The hourly check of the books, and what it finds of somebody who got past every guard."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from marketplace.base.actor import SYSTEM
from marketplace.base.ids import BrandId, new_id
from marketplace.ledger import invariants, queries
from marketplace.ledger.actions import seal
from marketplace.ledger.content import GENESIS
from marketplace.ledger.jobs import check_books
from marketplace.ledger.models import Check, Link
from marketplace.work.instants import running_on
from marketplace.work.invariants import sentences, verify_all
from marketplace.work.jobs import Ticked
from tests.builders.accounts import a_staff_member
from tests.conftest import NOON
from tests.ledger.conftest import WorkAs, top_up, usd

LAST = "(SELECT id FROM ledger_journals ORDER BY number DESC LIMIT 1)"
UNDO_LAST = [
    f"UPDATE ledger_balances b SET amount_minor = b.amount_minor - e.amount_minor FROM ledger_entries e"
    f" WHERE e.account_id = b.account_id AND e.journal_id = {LAST}",
    f"DELETE FROM ledger_entries WHERE journal_id = {LAST}",
    f"DELETE FROM ledger_chain WHERE journal_id = {LAST}",
    f"DELETE FROM ledger_journals WHERE id = {LAST}",
]  # fmt: skip

TAMPERING = {
    "an amount, with its other side and the balances": (
        ["UPDATE ledger_entries SET amount_minor = 2 * amount_minor",
         "UPDATE ledger_balances SET amount_minor = 2 * amount_minor"],
        {"every_fingerprint_fits"},
    ),
    "an amount, with the fingerprint left out": (
        ["UPDATE ledger_entries SET amount_minor = amount_minor + 1 WHERE id = (SELECT min(id) FROM ledger_entries)"],
        {"every_journal_balances", "every_balance_is_the_sum_of_its_entries", "every_fingerprint_fits"},
    ),
    "a fingerprint to fit": (
        ["UPDATE ledger_journals SET fingerprint = repeat('0', 64) WHERE key = 'one'"],
        {"every_fingerprint_fits", "the_chain_is_intact"},
    ),
    "a journal from the middle, with all that is about it": (
        [statement.replace("number DESC", "number").replace("LIMIT 1", "OFFSET 1 LIMIT 1") for statement in UNDO_LAST],
        {"the_chain_is_intact"},
    ),
    "the last journal, with all that is about it": (UNDO_LAST, {"the_chain_is_what_earlier_checks_saw"}),
    "the order of two journals": (
        ["UPDATE ledger_chain SET journal_id = gen_random_uuid() WHERE number = 1",
         "UPDATE ledger_chain c SET journal_id = j.id FROM ledger_journals j WHERE j.key = 'one' AND c.number = 2",
         "UPDATE ledger_chain c SET journal_id = j.id FROM ledger_journals j WHERE j.key = 'two' AND c.number = 1"],
        {"the_chain_is_intact"},
    ),
    "when it was posted": (
        ["UPDATE ledger_journals SET posted_at = posted_at - interval '1 day' WHERE key = 'one'"],
        {"the_chain_is_intact"},
    ),
    "a day of the chain": (
        ["UPDATE ledger_chain SET sealed_at = sealed_at - interval '1 day' WHERE number = 2"],
        {"days_follow_each_other_in_the_chain"},
    ),
}  # fmt: skip


@pytest.fixture
def three_journals(work_as: WorkAs, brand_id: BrandId) -> None:
    with work_as(SYSTEM) as work:
        for key in ("one", "two", "three"):
            top_up(work, brand_id, usd(7), key=key)
        seal(work)


@contextmanager
def past_every_guard(session: Session) -> Iterator[None]:
    """As a superuser who switches the triggers off, and everything is undone afterwards."""
    with session.begin_nested() as undone:
        session.execute(sa.text("SET LOCAL session_replication_role = replica"))
        yield
        undone.rollback()


def test_the_hourly_check_is_kept_with_the_end_of_the_chain(session: Session, three_journals: None) -> None:
    check_books(Ticked(due_at=NOON))
    check = queries.last_check(session)
    link = queries.last_link(session)
    assert check
    assert link
    assert (check.broken, check.journals, check.links, check.root) == ([], 3, 3, link.hash)
    assert check.content_hash == invariants.content_hash(session)


def test_an_empty_book_is_checked_too(session: Session) -> None:
    check_books(Ticked(due_at=NOON))
    check = queries.last_check(session)
    assert check
    assert (check.broken, check.journals, check.links, check.root) == ([], 0, 0, GENESIS)


@pytest.mark.parametrize("what", TAMPERING)
def test_who_changes_the_past_is_found(session: Session, three_journals: None, what: str) -> None:
    check_books(Ticked(due_at=NOON))
    assert all(verify_all(session).values())
    statements, found_by = TAMPERING[what]
    with past_every_guard(session):
        for statement in statements:
            session.execute(sa.text(statement))
        broken = {name for name, holds in verify_all(session).items() if not holds}
        assert found_by <= broken
        assert broken <= found_by | {"every_top_up_was_booked_as_paid"}
    assert all(verify_all(session).values())


def test_a_broken_book_is_shown_to_staff(
    session: Session, three_journals: None, work_as: WorkAs, sign_in: Callable[[object], FlaskClient]
) -> None:
    browser = sign_in(a_staff_member(work_as, "Ines"))
    check_books(Ticked(due_at=NOON))
    for address in ("/staff/ledger", "/staff/health"):
        assert "The books do not hold" not in browser.get(address).text
    session.execute(sa.text("SET session_replication_role = replica"))
    session.execute(sa.text("UPDATE ledger_balances SET amount_minor = amount_minor + 1"))
    session.execute(sa.text("SET session_replication_role = origin"))
    session.commit()
    check_books(Ticked(due_at=NOON))
    for address in ("/staff/ledger", "/staff/health"):
        shown = browser.get(address).text
        assert "The books do not hold" in shown
        assert "Every balance is the sum of its entries: broken" in shown


def test_checks_are_kept_as_they_were(session: Session, three_journals: None) -> None:
    check_books(Ticked(due_at=NOON))
    for statement in (sa.update(Check).values(broken=["nothing"]), sa.delete(Check)):
        with pytest.raises(DBAPIError, match="only ever added to"), session.begin_nested():
            session.execute(statement)


def test_every_invariant_has_its_sentence(session: Session) -> None:
    assert set(verify_all(session)) <= set(sentences())


def test_a_day_that_is_over_gets_no_link_any_more(session: Session, work_as: WorkAs, three_journals: None) -> None:
    """Also when a seal that began before midnight ends after one that began later."""
    with running_on(lambda: NOON - timedelta(days=1)), work_as(SYSTEM) as work:
        top_up(work, BrandId(new_id()), usd(1), key="late")
        seal(work)
    sealed = session.scalars(sa.select(Link.sealed_at).order_by(Link.number)).all()
    assert sealed == sorted(sealed)
    assert invariants.daily_root(session, (NOON - timedelta(days=1)).date()) is None
