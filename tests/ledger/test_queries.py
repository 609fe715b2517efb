"""Staff page through the book: pages follow each other without a gap, and say how many rows there are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy.orm import Session

from marketplace.base.actor import SYSTEM
from marketplace.base.ids import BrandId, new_id
from marketplace.base.paging import Page
from marketplace.ledger import chart, queries
from marketplace.ledger.books import Chosen, own_entries
from tests.builders.accounts import a_verified_brand
from tests.builders.payouts import WorkAs, a_held_order, usd
from tests.ledger.conftest import top_up

WALLETS = "wallet:brand"


@pytest.fixture(autouse=True)
def booked(work_as: WorkAs) -> None:
    """Three brands that have topped up and committed money."""
    for name in ("Acme", "Nordlys", "Kestrel"):
        a_held_order(work_as, a_verified_brand(work_as, name), usd(50_00))


def _lines(session: Session, page: int, size: int) -> Page[Any]:
    wallet = queries.accounts_like(session, WALLETS, 1).rows[0]
    return queries.entries_of(session, wallet.code, wallet.currency, page, size=size)


@pytest.mark.parametrize(
    ("pages", "name"),
    [
        (lambda session, page, size: queries.journals(session, page, size=size), lambda one: one.id),
        (lambda session, page, size: queries.accounts_like(session, WALLETS, page, size=size), lambda one: one.id),
        (_lines, lambda one: one.entry.id),
    ],
    ids=["journals", "accounts", "lines of an account"],
)
def test_pages_follow_each_other_without_a_gap(
    session: Session, pages: Callable[[Session, int, int], Page[Any]], name: Callable[[Any], Any]
) -> None:
    everything = [name(one) for one in pages(session, 1, 50).rows]
    assert len(set(everything)) == len(everything) >= 2
    pairs = [pages(session, page, 2) for page in range(1, len(everything) // 2 + 2)]
    assert [name(one) for page in pairs for one in page.rows] == everything
    assert {page.total for page in pairs} == {len(everything)}


def test_an_account_that_was_never_used_has_no_lines(session: Session) -> None:
    found = queries.entries_of(session, "wallet:brand:nobody", "USD", 1)
    assert (list(found.rows), found.total, found.count) == ([], 0, 1)


def test_families_are_added_up(session: Session) -> None:
    """Each brand holds fifty dollars and our tenth of them."""
    found = {one.prefix: one for one in queries.totals(session)}
    assert (found["held:order"].accounts, found["held:order"].total) == (3, usd(3 * 55_00))


def test_around_an_account_is_every_line_of_its_journals_and_of_no_other(session: Session) -> None:
    one, *_others = queries.accounts_like(session, "held:order", 1).rows
    found = queries.entries_around(session, one.code)
    assert [(entry.account.code.rpartition(":")[0], entry.amount) for entry in found] == [
        ("held:brief", usd(55_00)),
        ("held:order", usd(-55_00)),
    ]
    assert queries.entries_around(session, "held:order", limit=1) == []
    assert list(queries.entries_around(session, one.code, limit=1)) == [found[0]]


def test_a_page_is_fifty_rows(session: Session, work_as: WorkAs) -> None:
    with work_as(SYSTEM) as work:
        for place in range(51):
            top_up(work, BrandId(new_id()), usd(1_00), key=f"payment {place}")
    stripe = queries.account_with_code(session, chart.psp_stripe(), "USD")
    assert stripe is not None
    pages = (
        queries.journals(session, 1),
        queries.accounts_like(session, WALLETS, 1),
        queries.entries_of(session, stripe.code, "USD", 1),
        own_entries(session, [stripe], Chosen(), 1),
    )
    assert [len(page.rows) for page in pages] == [50] * 4
    assert len(queries.entries_around(session, stripe.code)) == 100
