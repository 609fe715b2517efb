"""The table of postings, line by line: what stands on the left, what on the right."""

from __future__ import annotations

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.base.money import CurrencyMismatch, Money
from marketplace.ledger import chart
from marketplace.ledger.content import Posting, posting
from marketplace.ledger.errors import BadPosting
from marketplace.ledger.kinds import LABELS, JournalKind
from marketplace.ledger.postings import brands, debts, earnings, payouts, platform
from tests.ledger.conftest import usd

BRAND, BRIEF, ORDER, CREATOR, PAYOUT, REFUND = (UUID(int=n) for n in range(1, 7))

WALLET, POOL, HELD = f"wallet:brand:{BRAND}", f"held:brief:{BRIEF}", f"held:order:{ORDER}"
PENDING, AVAILABLE = f"creator:pending:{CREATOR}", f"creator:available:{CREATOR}"
RESERVED, OWES = f"creator:reserved:{CREATOR}", f"recv:creator:{CREATOR}"
BRAND_OWES = f"recv:brand:{BRAND}"
LEAVING, GOING_BACK = f"creator:in_transit:{PAYOUT}", f"refund:in_transit:{REFUND}"

PRICE = {"price": usd(100), "brand_fee": usd(10), "creator_fee": usd(3)}
SALE = {"commission": usd(100), "brand_fee": usd(10), "creator_fee": usd(3)}

TABLE: list[tuple[Posting, str, dict[str, int], dict[str, int]]] = [
    # what happened, its kind, debits, credits
    (brands.topped_up(BRAND, usd(9)), "top_up", {"psp:stripe": 9}, {WALLET: 9}),
    (platform.stripe_fee(usd(2)), "stripe_fee", {"psp:fees": 2}, {"psp:stripe": 2}),
    (platform.stripe_fee(usd(-2)), "stripe_fee", {"psp:stripe": 2}, {"psp:fees": 2}),
    (brands.brief_funded(BRAND, BRIEF, usd(9)), "brief_funded", {WALLET: 9}, {POOL: 9}),
    (brands.brief_released(BRAND, BRIEF, usd(9)), "brief_released", {POOL: 9}, {WALLET: 9}),
    (brands.order_held(BRIEF, ORDER, usd(9)), "order_held", {POOL: 9}, {HELD: 9}),
    (brands.order_returned(BRIEF, ORDER, usd(9)), "order_returned", {HELD: 9}, {POOL: 9}),
    (
        earnings.order_cancelled(ORDER, BRIEF, CREATOR, held=usd(110), kill_fee=usd(50), fee=usd(5)),
        "order_cancelled", {HELD: 110}, {PENDING: 45, "fee:cancellation": 5, POOL: 60},
    ),
    (
        earnings.order_split(
            ORDER, BRIEF, CREATOR, held=usd(220), price=usd(100), brand_fee=usd(10), creator_fee=usd(3)
        ),
        "order_split", {HELD: 220}, {PENDING: 97, "fee:creator": 3, "fee:brand": 10, POOL: 110},
    ),
    (
        earnings.settled(ORDER, CREATOR, **PRICE),
        "settled", {HELD: 110}, {PENDING: 97, "fee:creator": 3, "fee:brand": 10},
    ),
    (
        earnings.settled(ORDER, CREATOR, price=usd(100), brand_fee=usd(10), creator_fee=usd(0)),
        "settled", {HELD: 110}, {PENDING: 100, "fee:brand": 10},
    ),
    (earnings.matured(CREATOR, usd(9)), "matured", {PENDING: 9}, {AVAILABLE: 9}),
    (
        payouts.payout_begun(CREATOR, PAYOUT, gross=usd(100), tax=usd(20)),
        "payout_begun", {AVAILABLE: 100}, {"tax:withheld": 20, LEAVING: 80},
    ),
    (
        payouts.payout_begun(CREATOR, PAYOUT, gross=usd(100), tax=usd(0)),
        "payout_begun", {AVAILABLE: 100}, {LEAVING: 100},
    ),
    (payouts.payout_sent(PAYOUT, usd(80)), "payout_sent", {LEAVING: 80}, {"psp:stripe": 80}),
    (payouts.payout_returned(PAYOUT, usd(80)), "payout_returned", {"psp:stripe": 80}, {LEAVING: 80}),
    (payouts.payout_sent_to_bank(PAYOUT, usd(80)), "payout_sent_to_bank", {LEAVING: 80}, {"bank": 80}),
    (payouts.payout_returned_by_bank(PAYOUT, usd(80)), "payout_returned_by_bank", {"bank": 80}, {LEAVING: 80}),
    (
        payouts.payout_given_back(CREATOR, PAYOUT, gross=usd(100), tax=usd(20)),
        "payout_given_back", {"tax:withheld": 20, LEAVING: 80}, {AVAILABLE: 100},
    ),
    (brands.refund_begun(BRAND, REFUND, usd(9)), "refund_begun", {WALLET: 9}, {GOING_BACK: 9}),
    (brands.refund_sent(REFUND, usd(9)), "refund_sent", {GOING_BACK: 9}, {"psp:stripe": 9}),
    (brands.refund_failed(REFUND, usd(9)), "refund_failed", {"psp:stripe": 9}, {GOING_BACK: 9}),
    (brands.refund_returned(BRAND, REFUND, usd(9)), "refund_returned", {GOING_BACK: 9}, {WALLET: 9}),
    (debts.dispute_opened(usd(9)), "dispute_opened", {"psp:dispute_hold": 9}, {"psp:stripe": 9}),
    (debts.dispute_fee(usd(2)), "dispute_fee", {"dispute:fees": 2}, {"psp:stripe": 2}),
    (debts.dispute_fee(usd(-2)), "dispute_fee", {"psp:stripe": 2}, {"dispute:fees": 2}),
    (debts.dispute_won(usd(9)), "dispute_won", {"psp:stripe": 9}, {"psp:dispute_hold": 9}),
    (
        debts.dispute_lost(
            {WALLET: usd(1), RESERVED: usd(2), OWES: usd(3), BRAND_OWES: usd(4), "dispute:loss": usd(5)}
        ),
        "dispute_lost",
        {WALLET: 1, RESERVED: 2, OWES: 3, BRAND_OWES: 4, "dispute:loss": 5}, {"psp:dispute_hold": 15},
    ),
    (
        earnings.commission_earned(POOL, CREATOR, **SALE),
        "commission_earned", {POOL: 110}, {PENDING: 97, "fee:creator": 3, "fee:brand": 10},
    ),
    (
        earnings.commission_reversed(POOL, CREATOR, **SALE),
        "commission_reversed", {PENDING: 97, "fee:creator": 3, "fee:brand": 10}, {POOL: 110},
    ),
    (
        earnings.commission_clawed_back(POOL, CREATOR, **SALE),
        "commission_clawed_back", {OWES: 97, "fee:creator": 3, "fee:brand": 10}, {POOL: 110},
    ),
    (earnings.reserve_kept(CREATOR, usd(9)), "reserve_kept", {AVAILABLE: 9}, {RESERVED: 9}),
    (earnings.reserve_released(CREATOR, usd(9)), "reserve_released", {RESERVED: 9}, {AVAILABLE: 9}),
    (
        debts.clawed_back(WALLET, {AVAILABLE: usd(4), OWES: usd(5)}, brand_fee=usd(2), creator_fee=usd(1)),
        "clawed_back", {AVAILABLE: 4, OWES: 5, "fee:brand": 2, "fee:creator": 1}, {WALLET: 12},
    ),
    (debts.debt_raised(OWES, "psp:stripe", usd(9)), "debt_raised", {OWES: 9}, {"psp:stripe": 9}),
    (debts.debt_netted(OWES, PENDING, usd(9)), "debt_netted", {PENDING: 9}, {OWES: 9}),
    (debts.debt_netted(OWES, RESERVED, usd(9)), "debt_netted", {RESERVED: 9}, {OWES: 9}),
    (debts.debt_netted(BRAND_OWES, WALLET, usd(9)), "debt_netted", {WALLET: 9}, {BRAND_OWES: 9}),
    (debts.debt_repaid(OWES, "bank", usd(9)), "debt_repaid", {"bank": 9}, {OWES: 9}),
    (debts.debt_written_off(OWES, usd(9)), "debt_written_off", {"bad_debt": 9}, {OWES: 9}),
    (platform.withdrawal_begun(usd(9)), "withdrawal_begun", {"psp:payout_in_transit": 9}, {"psp:stripe": 9}),
    (platform.withdrawal_arrived(usd(9)), "withdrawal_arrived", {"bank": 9}, {"psp:payout_in_transit": 9}),
    (platform.withdrawal_failed(usd(9)), "withdrawal_failed", {"psp:stripe": 9}, {"psp:payout_in_transit": 9}),
    (platform.vat_on_fee("fee:brand", usd(2)), "vat_on_fee", {"fee:brand": 2}, {"tax:vat": 2}),
    (platform.tax_remitted("tax:vat", usd(2)), "tax_remitted", {"tax:vat": 2}, {"bank": 2}),
    (platform.converted_from(WALLET, usd(9)), "conversion", {"fx": 9}, {WALLET: 9}),
    (platform.converted_into(WALLET, usd(9)), "conversion", {WALLET: 9}, {"fx": 9}),
    (platform.unexplained(usd(9)), "unexplained", {"psp:stripe": 9}, {"suspense": 9}),
    (platform.unexplained(usd(-9)), "unexplained", {"suspense": 9}, {"psp:stripe": 9}),
    (platform.adjustment(WALLET, usd(9)), "adjustment", {"suspense": 9}, {WALLET: 9}),
    (platform.adjustment("psp:fees", usd(-9)), "adjustment", {"psp:fees": 9}, {"suspense": 9}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("said", "kind", "debits", "credits"), TABLE, ids=[f"{place} {row[1]}" for place, row in enumerate(TABLE)]
)
def test_each_event_is_booked_as_the_table_says(
    said: Posting, kind: str, debits: dict[str, int], credits: dict[str, int]
) -> None:
    assert said.kind == kind
    assert {line.account: line.amount.minor for line in said.lines if line.amount.minor > 0} == debits
    assert {line.account: -line.amount.minor for line in said.lines if line.amount.minor < 0} == credits
    assert len(said.lines) == len(debits) + len(credits)


def test_the_table_has_every_kind_but_the_reversal() -> None:
    assert {said.kind for said, *_ in TABLE} == set(JournalKind) - {JournalKind.REVERSAL}


def test_every_kind_has_its_words() -> None:
    assert set(LABELS) == set(JournalKind)


def test_every_account_of_the_chart_is_used_by_some_posting() -> None:
    used = {chart.family_of(line.account).prefix for said, *_ in TABLE for line in said.lines}
    assert used == {family.prefix for family in chart.FAMILIES}


@given(st.dictionaries(st.sampled_from("abcd"), st.integers(-5, 50), max_size=3), st.integers(0, 60))
def test_a_posting_balances_or_is_refused(left: dict[str, int], right: int) -> None:
    debits = {account: usd(minor) for account, minor in left.items()}
    may_be = right and sum(left.values()) == right and min(left.values()) >= 0
    try:
        made = posting(JournalKind.ADJUSTMENT, debits, {"z": usd(right)})
    except BadPosting:
        assert not may_be
    else:
        assert may_be
        assert all(line.amount for line in made.lines)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: debts.dispute_lost({"fee:brand": usd(5)}),
        lambda: debts.dispute_lost({}),
        lambda: debts.dispute_lost({RESERVED: usd(5), OWES: Money(5, "EUR")}),
        lambda: debts.clawed_back(WALLET, {LEAVING: usd(5)}, brand_fee=usd(0), creator_fee=usd(0)),
        lambda: debts.debt_raised(WALLET, "psp:stripe", usd(5)),
        lambda: debts.debt_netted(OWES, "psp:stripe", usd(5)),
        lambda: debts.debt_repaid(OWES, WALLET, usd(5)),
        lambda: debts.debt_written_off(WALLET, usd(5)),
        lambda: brands.topped_up(BRAND, usd(0)),
        lambda: brands.topped_up(BRAND, usd(-5)),
        lambda: earnings.settled(ORDER, CREATOR, price=usd(5), brand_fee=usd(0), creator_fee=usd(6)),
        lambda: earnings.order_cancelled(ORDER, BRIEF, CREATOR, held=usd(5), kill_fee=usd(6), fee=usd(0)),
        lambda: payouts.payout_begun(CREATOR, PAYOUT, gross=usd(5), tax=usd(6)),
    ],
)  # fmt: skip
def test_amounts_and_accounts_that_cannot_be_are_refused(wrong: object) -> None:
    with pytest.raises((BadPosting, CurrencyMismatch)):
        wrong()  # type: ignore[operator]
