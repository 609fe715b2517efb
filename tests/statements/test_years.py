"""A year of somebody's accounts: its months come to it, and it closes with what the ledger holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from marketplace.base.actor import SYSTEM, Actor, BrandRole, Side
from marketplace.base.ids import BrandId, CreatorId, new_id
from marketplace.base.money import Money
from marketplace.ledger import chart
from marketplace.ledger.actions import book, reverse
from marketplace.ledger.books import own_accounts, years_of
from marketplace.ledger.content import Posting
from marketplace.ledger.postings import brands, debts, earnings, payouts
from marketplace.ledger.queries import held_by
from marketplace.statements.figures import change
from marketplace.statements.queries import year_of
from tests.builders.payouts import WorkAs
from tests.conftest import TestClock

PLENTY = 10**9

Happening = Callable[[Money], Posting]


def _of(price: Money) -> dict[str, Money]:
    return {"price": price, "brand_fee": price.share(1000), "creator_fee": price.share(500)}


def _sold(amount: Money) -> dict[str, Money]:
    return {"commission": amount, "brand_fee": amount.share(1000), "creator_fee": amount.share(500)}


@dataclass(frozen=True)
class Those:
    """Who and what a story is about."""

    brand: UUID = field(default_factory=new_id)
    brief: UUID = field(default_factory=new_id)
    order: UUID = field(default_factory=new_id)
    creator: UUID = field(default_factory=new_id)
    payout: UUID = field(default_factory=new_id)
    refund: UUID = field(default_factory=new_id)

    @property
    def actors(self) -> tuple[Actor, Actor]:
        """The brand and the creator."""
        owner = frozenset({BrandRole.OWNER})
        return (
            Actor(side=Side.BRAND, brand_id=BrandId(self.brand), roles=owner),
            Actor(side=Side.CREATOR, creator_id=CreatorId(self.creator)),
        )


def what_can_happen(to: Those) -> dict[str, Happening]:
    brand, brief, order, creator, payout, refund = to.brand, to.brief, to.order, to.creator, to.payout, to.refund
    return {
        "top_up": lambda x: brands.topped_up(brand, x),
        "funded": lambda x: brands.brief_funded(brand, brief, x),
        "held": lambda x: brands.order_held(brief, order, x),
        "reserved": lambda x: earnings.reserve_kept(creator, x),
        "disputed": lambda x: debts.dispute_opened(x),
        "release": lambda x: brands.brief_released(brand, brief, x),
        "refund": lambda x: brands.refund_begun(brand, refund, x),
        "refund_sent": lambda x: brands.refund_sent(refund, x),
        "refund_failed": lambda x: brands.refund_failed(refund, x),
        "settled": lambda x: earnings.settled(order, creator, **_of(x)),
        "cancelled": lambda x: earnings.order_cancelled(
            order, brief, creator, held=x.times(2), kill_fee=x, fee=x.share(500)
        ),
        "split": lambda x: earnings.order_split(order, brief, creator, held=x.times(3), **_of(x)),
        "sale": lambda x: earnings.commission_earned(chart.held_brief(brief), creator, **_sold(x)),
        "return": lambda x: earnings.commission_reversed(chart.held_brief(brief), creator, **_sold(x)),
        "late_return": lambda x: earnings.commission_clawed_back(chart.held_brief(brief), creator, **_sold(x)),
        "matured": lambda x: earnings.matured(creator, x),
        "begun": lambda x: payouts.payout_begun(creator, payout, gross=x.times(2), tax=x.share(3000)),
        "sent": lambda x: payouts.payout_sent(payout, x),
        "sent_to_bank": lambda x: payouts.payout_sent_to_bank(payout, x),
        "returned": lambda x: payouts.payout_returned(payout, x),
        "returned_by_bank": lambda x: payouts.payout_returned_by_bank(payout, x),
        "given_back": lambda x: payouts.payout_given_back(creator, payout, gross=x, tax=x.share(1000)),
        "lost": lambda x: debts.dispute_lost({chart.wallet(brand): x, chart.creator_reserved(creator): x}),
        "clawed_back": lambda x: debts.clawed_back(
            chart.held_brief(brief),
            {chart.creator_pending(creator): x, chart.owed_by_creator(creator): x.times(2)},
            brand_fee=x.share(1000),
            creator_fee=x.share(500),
        ),
        "owed": lambda x: debts.debt_raised(chart.owed_by_creator(creator), chart.held_brief(brief), x),
        "repaid": lambda x: debts.debt_repaid(chart.owed_by_creator(creator), chart.bank(), x),
        "owed_by_brand": lambda x: debts.debt_raised(chart.owed_by_brand(brand), chart.psp_dispute_hold(), x),
    }


BEFORE = {
    "top_up": 60, "funded": 40, "held": 30, "settled": 12, "matured": 9, "reserved": 1, "begun": 3, "refund": 3,
    "owed": 3, "disputed": 5,
}  # fmt: skip
"""So much of everything that nothing that comes later is refused, in hundred millions."""

happened = st.tuples(
    st.integers(0, 60), st.sampled_from(sorted(what_can_happen(Those()))), st.integers(1, 10_000),
    st.sampled_from(["USD", "JPY"]), st.booleans(),
)  # fmt: skip


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(happened, min_size=4, max_size=25))
def test_twelve_months_are_the_year_and_the_year_closes_with_what_the_ledger_holds(
    session: Session, work_as: WorkAs, clock: TestClock, wanted: Sequence[tuple[int, str, int, str, bool]]
) -> None:
    began, those = clock.now, Those()
    happenings = what_can_happen(those)
    with work_as(SYSTEM) as work:
        for currency in ("USD", "JPY"):
            for name, hundreds in BEFORE.items():
                book(work, happenings[name](Money(hundreds * PLENTY // 10, currency)), key=f"{new_id()}")
    for days, name, minor, currency, taken_back in wanted:
        clock.now += timedelta(days=days)
        with work_as(SYSTEM) as work:
            done = book(work, happenings[name](Money(minor, currency)), key=f"{new_id()}")
            if taken_back:
                reverse(work, done.id, f"{new_id()}")
    now = clock.now
    for actor in those.actors:
        accounts = own_accounts(session, actor)
        held: dict[str, int] = {}
        for year in reversed(years_of(session, accounts, now)):
            for one in year_of(session, actor, year, now):
                assert one.opening.minor == held.get(one.currency, 0)
                months: Counter[str] = Counter()
                for month in one.months:
                    months.update({heading: figure.minor for heading, figure in month.figures.items()})
                figures = {heading: figure.minor for heading, figure in one.figures.items()}
                assert months == Counter(figures)
                assert one.opening.minor + change(figures) == one.closing.minor == one.months[-1].closing.minor
                held[one.currency] = one.closing.minor
        in_the_book: Counter[str] = Counter()
        for account in accounts:
            in_the_book[account.currency] += held_by(account).minor * (-1 if account.code.startswith("recv:") else 1)
        assert held == in_the_book
    clock.now = began


def test_each_journal_stands_under_the_heading_a_person_expects(
    session: Session, work_as: WorkAs, clock: TestClock
) -> None:
    def usd(minor: int) -> Money:
        return Money(minor, "USD")

    those = Those()
    brand_id, brief, order, creator_id, payout, refund = (
        those.brand, those.brief, those.order, those.creator, those.payout, those.refund,
    )  # fmt: skip
    told = (
        brands.topped_up(brand_id, usd(1_000)),
        brands.brief_funded(brand_id, brief, usd(700)),
        brands.order_held(brief, order, usd(440)),
        earnings.settled(order, creator_id, price=usd(200), brand_fee=usd(20), creator_fee=usd(10)),
        earnings.order_cancelled(order, brief, creator_id, held=usd(220), kill_fee=usd(50), fee=usd(5)),
        earnings.matured(creator_id, usd(235)),
        payouts.payout_begun(creator_id, payout, gross=usd(200), tax=usd(30)),
        payouts.payout_sent(payout, usd(100)),
        payouts.payout_sent_to_bank(payout, usd(70)),
        debts.clawed_back(
            chart.held_brief(brief),
            {chart.creator_available(creator_id): usd(15)},
            brand_fee=usd(2),
            creator_fee=usd(1),
        ),
        brands.refund_begun(brand_id, refund, usd(90)),
        brands.refund_sent(refund, usd(60)),
    )
    with work_as(SYSTEM) as work:
        for place, posting in enumerate(told):
            book(work, posting, key=f"told {place}")
    now = datetime(2026, 12, 31, 23, tzinfo=UTC)
    (brand,), (creator,) = (year_of(session, actor, 2026, now) for actor in those.actors)
    assert {heading.value: figure.minor for heading, figure in creator.figures.items()} == {
        "earned": 250, "platform_fees": 14, "tax_withheld": 30, "taken_back": 16, "paid_by_stripe": 100,
        "paid_by_bank": 70, "other": 0,
    }  # fmt: skip
    assert creator.closing == usd(20)
    assert {heading.value: figure.minor for heading, figure in brand.figures.items()} == {
        "topped_up": 1_000, "spent": 234, "platform_fees": 18, "refunded": 60, "other": 0,
    }  # fmt: skip
    assert brand.closing == usd(688)
    assert [month.closing.minor for month in creator.months] == [0] * 10 + [20, 20]
