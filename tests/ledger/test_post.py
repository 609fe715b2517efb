from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest
from sqlalchemy.orm import Session

from marketplace.base.actor import SYSTEM
from marketplace.base.ids import BrandId, BriefId, new_id
from marketplace.base.money import Money
from marketplace.ledger import chart, invariants, queries
from marketplace.ledger.actions import lock_account, post, reverse, seal
from marketplace.ledger.content import Line, credit, debit
from marketplace.ledger.errors import AlreadyReversed, BadPosting, KeyReused, Overdrawn
from marketplace.ledger.kinds import JournalKind
from marketplace.ledger.models import Journal
from tests.ledger.conftest import WorkAs, top_up, usd


def test_a_posting_moves_money_between_accounts(session: Session, topped_up: Journal, brand_id: BrandId) -> None:
    assert queries.balance(session, chart.wallet(brand_id), "USD") == usd(100_00)
    assert queries.balance(session, chart.psp_stripe(), "USD") == usd(100_00)
    assert [entry.amount_minor for entry in topped_up.entries] == [100_00, -100_00]


def test_an_account_that_was_never_used_holds_nothing(session: Session) -> None:
    assert queries.balance(session, chart.wallet(new_id()), "USD") == usd(0)


def test_the_same_movement_is_booked_once(
    session: Session, work_as: WorkAs, topped_up: Journal, brand_id: BrandId
) -> None:
    with work_as(SYSTEM) as work:
        again = top_up(work, brand_id, usd(100_00))
    assert again.id == topped_up.id
    assert queries.balance(session, chart.wallet(brand_id), "USD") == usd(100_00)


def test_a_key_cannot_say_two_things(session: Session, work_as: WorkAs, topped_up: Journal, brand_id: BrandId) -> None:
    with pytest.raises(KeyReused), work_as(SYSTEM) as work:
        top_up(work, brand_id, usd(100_01))
    assert queries.balance(session, chart.wallet(brand_id), "USD") == usd(100_00)


@pytest.mark.parametrize(
    "lines",
    [
        [],
        [debit("psp:stripe", usd(5))],
        [debit("psp:stripe", usd(5)), credit("suspense", usd(4))],
        [debit("psp:stripe", usd(5)), credit("suspense", usd(5)), debit("fx", Money(1, "CNY"))],
        [debit("psp:stripe", usd(0)), credit("suspense", usd(0))],
    ],
)
def test_a_posting_that_does_not_balance_is_a_mistake(work_as: WorkAs, lines: list[Line]) -> None:
    with pytest.raises(BadPosting), work_as(SYSTEM) as work:
        post(work, kind=JournalKind.UNEXPLAINED, key="bad", lines=lines)


@pytest.mark.parametrize(
    "code",
    ["wallet", "wallet:brand", "wallet:brand:acme", "psp:paypal", "", "suspense:0199aa00-0000-7000-8000-000000000000"],
)
def test_an_account_outside_the_chart_cannot_be_opened(work_as: WorkAs, code: str) -> None:
    with pytest.raises((KeyError, ValueError)), work_as(SYSTEM) as work:
        post(work, kind=JournalKind.UNEXPLAINED, key="bad", lines=[debit("psp:stripe", usd(1)), credit(code, usd(1))])


def test_a_wallet_cannot_be_overdrawn(session: Session, work_as: WorkAs, topped_up: Journal, brand_id: BrandId) -> None:
    brief_id = BriefId(new_id())
    with pytest.raises(Overdrawn), work_as(SYSTEM) as work:
        post(
            work, kind=JournalKind.BRIEF_FUNDED, key="too much",
            lines=[debit(chart.wallet(brand_id), usd(100_01)), credit(chart.held_brief(brief_id), usd(100_01))],
        )  # fmt: skip
    assert queries.balance(session, chart.wallet(brand_id), "USD") == usd(100_00)


def test_only_what_comes_from_outside_and_fees_that_go_back_are_booked_whatever_there_is(work_as: WorkAs) -> None:
    overdrawn = set()
    for family in chart.FAMILIES:
        code = f"{family.prefix}:{new_id()}" if family.owned else family.prefix
        shrink, grow = (credit, debit) if family.normal_side is chart.NormalSide.DEBIT else (debit, credit)
        other = chart.bank() if code == chart.suspense() else chart.suspense()
        with suppress(Overdrawn), work_as(SYSTEM) as work:
            post(work, kind=JournalKind.UNEXPLAINED, key=code, lines=[shrink(code, usd(1)), grow(other, usd(1))])
            overdrawn.add(family.prefix)
    assert overdrawn == {
        "psp:stripe", "bank", "suspense", "psp:fees", "dispute:fees", "dispute:loss", "bad_debt", "fx",
        "fee:brand", "fee:creator",
    }  # fmt: skip


def test_one_account_keeps_its_currencies_apart(
    session: Session, work_as: WorkAs, topped_up: Journal, brand_id: BrandId
) -> None:
    with work_as(SYSTEM) as work:
        top_up(work, brand_id, Money(5_000, "JPY"), key="yen")
    assert queries.amounts_of(session, chart.wallet(brand_id)) == {"USD": usd(100_00), "JPY": Money(5_000, "JPY")}


def test_a_correction_is_a_reversal(session: Session, work_as: WorkAs, topped_up: Journal, brand_id: BrandId) -> None:
    with work_as(SYSTEM) as work:
        back = reverse(work, topped_up.id, "back")
        assert reverse(work, topped_up.id, "back").id == back.id
    assert queries.balance(session, chart.wallet(brand_id), "USD") == usd(0)
    assert all(invariants.verify(session).values())
    for key in ("back again", "a key that comes sooner"):
        with pytest.raises(AlreadyReversed), work_as(SYSTEM) as work:
            reverse(work, topped_up.id, key)
    with pytest.raises(AlreadyReversed), work_as(SYSTEM) as work:
        reverse(work, back.id, "back of back")


def test_what_was_spent_cannot_be_reversed_out_of_the_wallet(
    work_as: WorkAs, topped_up: Journal, brand_id: BrandId
) -> None:
    brief_id = BriefId(new_id())
    with work_as(SYSTEM) as work:
        post(
            work, kind=JournalKind.BRIEF_FUNDED, key="funded",
            lines=[debit(chart.wallet(brand_id), usd(60_00)), credit(chart.held_brief(brief_id), usd(60_00))],
        )  # fmt: skip
    with pytest.raises(Overdrawn), work_as(SYSTEM) as work:
        reverse(work, topped_up.id, "back")


def test_a_locked_account_says_what_it_holds_and_how_often_it_changed(
    work_as: WorkAs, topped_up: Journal, brand_id: BrandId
) -> None:
    with work_as(SYSTEM) as work:
        locked = lock_account(work, chart.wallet(brand_id), "USD")
        stripe = lock_account(work, chart.psp_stripe(), "USD")
        fresh = lock_account(work, chart.wallet(new_id()), "USD")
    assert (locked.amount, locked.version) == (stripe.amount, stripe.version) == (usd(100_00), 1)
    assert (fresh.amount, fresh.version) == (usd(0), 0)


def test_what_an_account_holds_is_read_again_after_a_posting(
    work_as: WorkAs, topped_up: Journal, brand_id: BrandId
) -> None:
    with work_as(SYSTEM) as work:
        wallet = queries.account_with_code(work.session, chart.wallet(brand_id), "USD")
        assert wallet is not None
        assert queries.held_by(wallet) == usd(100_00)
        top_up(work, brand_id, usd(5_00), key="more")
        assert queries.held_by(wallet) == usd(105_00)


def test_only_the_journal_that_was_taken_back_has_a_reversal(
    session: Session, work_as: WorkAs, topped_up: Journal, brand_id: BrandId
) -> None:
    with work_as(SYSTEM) as work:
        wrong = top_up(work, brand_id, usd(1_00), key="wrong")
        right = top_up(work, brand_id, usd(1_00), key="right")
        back = reverse(work, wrong.id, "back")
    found = [queries.reversal_of(session, one.id) for one in (topped_up, wrong, right)]
    assert found == [None, back, None]


def test_entries_of_an_account_run_on(session: Session, work_as: WorkAs, topped_up: Journal, brand_id: BrandId) -> None:
    with work_as(SYSTEM) as work:
        top_up(work, brand_id, usd(25_00), key="second")
    lines = queries.entries_of(session, chart.wallet(brand_id), "USD", 1)
    assert [(row.entry.amount_minor, row.after) for row in lines.rows] == [
        (-25_00, usd(125_00)),
        (-100_00, usd(100_00)),
    ]
    assert lines.total == 2


def test_sealing_gives_every_journal_one_place_in_the_chain(
    session: Session, work_as: WorkAs, topped_up: Journal, brand_id: BrandId
) -> None:
    with work_as(SYSTEM) as work:
        assert seal(work) == 1
        first = invariants.daily_root(work.session, date(2026, 11, 24))
        top_up(work, brand_id, usd(1), key="second")
        assert (seal(work), seal(work)) == (1, 0)
    assert first is not None
    assert invariants.daily_root(session, date(2026, 11, 24)) != first
    assert invariants.daily_root(session, date(2026, 11, 23)) is None
    assert invariants.verify(session)["the_chain_is_intact"]


def test_the_content_hash_does_not_depend_on_order(session: Session, work_as: WorkAs) -> None:
    brands = [BrandId(new_id()), BrandId(new_id())]
    hashes = []
    for order in (brands, brands[::-1]):
        with work_as(SYSTEM) as work:
            undone = work.session.begin_nested()
            for brand in order:
                top_up(work, brand, usd(5), key=f"top-up {brand}")
            hashes.append(invariants.content_hash(work.session))
            undone.rollback()
    assert hashes[0] == hashes[1]
