"""Every cent of an account at Stripe leads down to its balance transaction and to what it comes from."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy.orm import Session

from marketplace.base.money import Money
from marketplace.ledger.queries import balance
from marketplace.payouts.errands.sending import check_transfer
from marketplace.reconciliation.models import Run
from marketplace.reconciliation.queries import Sought, all_drilled, drilled, sums_of
from marketplace.reconciliation.states import MatchState
from tests.builders.payouts import (
    WorkAs,
    a_chargeback,
    a_paid_top_up,
    a_top_up_paid_unheard,
    a_topped_up_wallet,
    usd,
)
from tests.builders.reconciliation import an_open_item
from tests.conftest import TestClock
from tests.gateways.payments.standin import StandIn
from tests.payouts.cast import Cast
from tests.reconciliation.conftest import a_sent_payout

SignIn = Callable[[Any], Any]
PATH = "/staff/reconciliation/entries"


def text_of(browser: Any, path: str) -> str:
    answer = browser.get(path)
    assert answer.status_code == 200, path
    return str(answer.get_data(as_text=True))


def test_a_month_at_stripe_is_drilled_down_to_the_cent(
    session: Session, work_as: WorkAs, standin: StandIn, cast: Cast, run_jobs: Callable[[], int],
    tonight: Callable[[], Run], sign_in: SignIn,
) -> None:  # fmt: skip
    payout = a_sent_payout(work_as, standin, cast, run_jobs)
    standin.reverse(str(payout.transfer_id))
    check_transfer(str(payout.transfer_id))
    a_paid_top_up(work_as, standin, cast.acme, Money(70_000, "JPY"))
    tonight()
    for currency in ("USD", "JPY"):
        sought = Sought(currency=currency)
        rows, held = list(all_drilled(session, sought, at_once=2)), balance(session, "psp:stripe", currency)
        assert (sum(row.amount.minor for row in rows), sums_of(session, sought).together) == (held.minor, held)
        assert all(row.state is MatchState.MATCHED and row.comes_from for row in rows)
        changes = {row.change.id: row.change for row in rows if row.change}
        assert sum(change.net_minor for change in changes.values()) == held.minor

    sent, back = (
        next(row for row in all_drilled(session, Sought(currency="USD", words=str(payout.id))) if row.kind == kind)
        for kind in ("payout_sent", "reversal")
    )
    assert sent.change
    assert back.change
    assert back.change.parent == payout.transfer_id == sent.change.source
    assert [thing.sort for thing in sent.comes_from] == ["payout", "creator", "order", "brief", "brand"]
    assert sent.comes_from == back.comes_from
    order = sent.comes_from[2]
    for words in (str(payout.transfer_id), payout.code, order.code, str(order.id)):
        assert {row.id for row in drilled(session, Sought(currency="USD", words=words)).rows} >= {sent.id, back.id}
    assert [row.id for row in drilled(session, Sought(currency="USD", words=sent.change.id)).rows] == [sent.id]

    said = text_of(sign_in(cast.ines), f"{PATH}?currency=USD&q={payout.transfer_id}")
    for found in (sent.change.id, f"/staff/payouts/{payout.id}", f"/orders/{order.id}", "Acme", "Maya"):
        assert found in said
    shown = text_of(sign_in(cast.ines), f"/staff/reconciliation/changes/{sent.change.id}")
    assert f"/staff/ledger/journals/{sent.journal_id}" in shown


def test_the_state_of_an_entry_says_how_it_stands_beside_stripe(
    session: Session, work_as: WorkAs, standin: StandIn, cast: Cast, tonight: Callable[[], Run], clock: TestClock
) -> None:
    a_paid_top_up(work_as, standin, cast.acme, usd(100_00))
    a_topped_up_wallet(work_as, cast.acme, usd(50_00))
    a_top_up_paid_unheard(work_as, standin, cast.acme, usd(20_00))
    tonight()
    late = a_topped_up_wallet(work_as, cast.acme, usd(30_00))
    a_chargeback(work_as, late, usd(30_00), is_lost=True)

    def in_state(state: MatchState, account: str = "psp:stripe") -> list[int]:
        rows = drilled(session, Sought(account=account, currency="USD", state=state)).rows
        assert all((row.item_id is not None) == (state is MatchState.OPEN) for row in rows)
        return sorted(abs(row.amount.minor) for row in rows)

    assert in_state(MatchState.MATCHED) == [3_20, 100_00]
    assert in_state(MatchState.OPEN) == [1_75, 50_00]
    assert in_state(MatchState.NOT_COMPARED) == [1_17, 15_00, 30_00, 30_00]
    assert in_state(MatchState.BOOK_ONLY, "psp:dispute_hold") == [30_00]
    assert sums_of(session, Sought(account="psp:dispute_hold", currency="USD")).together == usd(0)


def test_pages_of_entries_follow_each_other_and_days_narrow_them(
    session: Session, work_as: WorkAs, cast: Cast, clock: TestClock
) -> None:
    for _ in range(3):
        a_topped_up_wallet(work_as, cast.acme, usd(10_00))
    first = drilled(session, Sought(currency="USD"), size=4)
    rest = drilled(session, Sought(currency="USD"), older_than=first.older_than, size=4)
    ids = [row.id for row in (*first.rows, *rest.rows)]
    assert (ids, len(ids), rest.older_than) == (sorted(ids, reverse=True), 6, None)
    today = clock.now.date()
    assert sums_of(session, Sought(currency="USD", since=today, until=today)).count == 6
    assert sums_of(session, Sought(currency="USD", until=today.replace(year=today.year - 1))).count == 0
    assert sums_of(session, Sought(currency="USD", words="no such thing")).count == 0


def test_the_filter_can_be_taken_along_as_a_table(work_as: WorkAs, cast: Cast, sign_in: SignIn) -> None:
    top_up = a_topped_up_wallet(work_as, cast.acme, usd(10_00))
    a_topped_up_wallet(work_as, cast.acme, usd(99_00))
    answer = sign_in(cast.ines).get(f"{PATH}.csv?q={top_up.id}&kind=top_up")
    head, row = answer.get_data(as_text=True).splitlines()
    assert head.lstrip("\ufeff").startswith("booked_at,account,currency,amount,kind")
    assert ",psp:stripe,USD,10.00,top_up," in row
    assert str(top_up.id) in row
    assert str(cast.acme.id) in row


@pytest.mark.parametrize(
    "asked",
    [
        "account=wallet",
        "currency=%00%00",
        "since=never&until=9999-12-31",
        "kind=x&state=y",
        "q=%25_%27",
        "older_than=-1",
    ],
)
def test_nonsense_in_the_address_narrows_nothing(work_as: WorkAs, cast: Cast, sign_in: SignIn, asked: str) -> None:
    an_open_item(work_as)
    text_of(sign_in(cast.ines), f"{PATH}?{asked}")


def test_a_change_that_is_not_kept_is_not_found(cast: Cast, sign_in: SignIn) -> None:
    assert sign_in(cast.ines).get("/staff/reconciliation/changes/txn_nothing").status_code == 404
