"""(A part of) a settled price goes back to the brand: from whom, with which fees, and who has to sign."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from marketplace.base.actor import SYSTEM
from marketplace.base.errors import Forbidden, NotFound
from marketplace.base.ids import BrandId, BriefId, CreatorId, OrderId, new_id
from marketplace.base.lifecycle import NotOpen
from marketplace.base.money import Money
from marketplace.gateways.current import other_settings
from marketplace.ledger import chart
from marketplace.ledger.actions import book
from marketplace.ledger.postings.brands import topped_up
from marketplace.ledger.postings.platform import vat_on_fee
from marketplace.ledger.queries import balance
from marketplace.payouts import actions as payouts
from marketplace.payouts.errors import GivesBackTooMuch, NotSettled, OwnProposal, WordsMissing
from marketplace.payouts.fees import brand_fee_on, creator_fee_on
from marketplace.payouts.giving_back import fee_of_part
from marketplace.payouts.jobs import mature_earnings, queue_payouts
from marketplace.payouts.models import Earning, GiveBack
from marketplace.payouts.queries import earnings_of, to_be_paid
from marketplace.payouts.states import EarningState, GiveBackReason, SignedState
from marketplace.wallets import actions as wallets
from marketplace.wallets.queries import owed_by, wallet_of
from marketplace.work.jobs import Ticked
from tests.builders.accounts import owner_of
from tests.builders.payouts import (
    WorkAs,
    a_chargeback,
    a_give_back,
    a_payout_account,
    a_proposed_give_back,
    a_queued_payout,
    a_topped_up_wallet,
    an_earning,
    person_behind,
    usd,
)
from tests.conftest import TestClock
from tests.payouts.cast import Cast

Check = Callable[[], None]


@pytest.fixture
def earned(work_as: WorkAs, cast: Cast) -> Earning:
    """Maya has 95 dollars of a price of 100, which is not in a payout yet; Acme paid 110."""
    return an_earning(work_as, cast.acme, cast.maya, usd(100_00))


def in_wallet(session: Session, cast: Cast, currency: str = "USD") -> Money:
    return wallet_of(session, cast.acme.id)[currency]


def settled_in_any_currency(work_as: WorkAs, cast: Cast, price: Money) -> Earning:
    """As `an_earning`, in currencies too that the wallet's form does not offer."""
    brand_id, brief_id, order_id = BrandId(cast.acme.id), BriefId(new_id()), OrderId(new_id())
    held = price + brand_fee_on(price)
    with work_as(SYSTEM) as work:
        book(work, topped_up(brand_id, held), key=f"paid for {order_id}")
        wallets.fund_brief(work, brief_id=brief_id, brand_id=brand_id, amount=held)
        wallets.hold_order(work, order_id=order_id, brief_id=brief_id, amount=held)
        return payouts.settle(
            work, source=("order", order_id), creator_id=CreatorId(cast.maya.id), price=price,
            brand_fee=brand_fee_on(price), creator_fee=creator_fee_on(price), title="Oat latte",
        )  # fmt: skip


def test_a_part_comes_from_the_creator_and_from_our_fees(
    work_as: WorkAs, session: Session, cast: Cast, earned: Earning, everything_adds_up: Check
) -> None:
    before = in_wallet(session, cast)
    done = a_give_back(work_as, cast.ines, cast.jun, cast.acme, earned, usd(40_00))
    assert (done.brand_fee, done.creator_fee, done.taken, done.owed) == (usd(4_00), usd(2_00), usd(38_00), usd(0))
    assert in_wallet(session, cast) - before == usd(44_00)
    assert balance(session, chart.creator_available(cast.maya.id), "USD") == usd(57_00)
    assert (balance(session, chart.fee_brand(), "USD"), balance(session, chart.fee_creator(), "USD")) == (
        usd(6_00),
        usd(3_00),
    )
    a_payout_account(work_as, cast.maya)
    assert a_queued_payout(work_as, cast.maya).gross == usd(57_00)
    everything_adds_up()


def test_all_of_it_leaves_nothing_to_be_paid(
    work_as: WorkAs, session: Session, cast: Cast, earned: Earning, everything_adds_up: Check
) -> None:
    a_payout_account(work_as, cast.maya)
    a_give_back(work_as, cast.ines, cast.jun, cast.acme, earned, usd(100_00))
    assert balance(session, chart.fee_brand(), "USD") == usd(0)
    assert to_be_paid(session) == []
    (row,) = earnings_of(session, cast.maya.id)
    assert row.where is EarningState.GIVEN_BACK
    with work_as(SYSTEM) as work:
        assert payouts.queue_payout(work, cast.maya.id, "USD") is None
    everything_adds_up()


def test_what_went_back_while_it_waited_never_becomes_available(
    work_as: WorkAs, session: Session, cast: Cast, clock: TestClock, everything_adds_up: Check
) -> None:
    with other_settings(EARNING_HOLD_DAYS="7"):
        part, whole = (an_earning(work_as, cast.acme, cast.maya, usd(100_00)) for _ in range(2))
        a_give_back(work_as, cast.ines, cast.jun, cast.acme, part, usd(40_00))
        a_give_back(work_as, cast.ines, cast.jun, cast.acme, whole, usd(100_00))
        assert balance(session, chart.creator_pending(cast.maya.id), "USD") == usd(57_00)
        clock.advance(days=8)
        mature_earnings(Ticked(due_at=clock.now))
    assert balance(session, chart.creator_pending(cast.maya.id), "USD") == usd(0)
    assert balance(session, chart.creator_available(cast.maya.id), "USD") == usd(57_00)
    everything_adds_up()


def test_what_is_in_a_payout_is_owed(
    work_as: WorkAs, session: Session, cast: Cast, earned: Earning, everything_adds_up: Check
) -> None:
    a_payout_account(work_as, cast.maya)
    payout = a_queued_payout(work_as, cast.maya)
    done = a_give_back(work_as, cast.ines, cast.jun, cast.acme, earned, usd(40_00))
    assert (done.taken, done.owed) == (usd(0), usd(38_00))
    assert payout.gross == usd(95_00)
    assert balance(session, chart.owed_by_creator(cast.maya.id), "USD") == usd(38_00)
    everything_adds_up()


@pytest.mark.parametrize(("price", "currency"), [(10_001, "JPY"), (10_001, "KWD"), (99_99, "EUR")])
def test_parts_add_up_to_the_whole_in_every_currency(
    work_as: WorkAs, session: Session, cast: Cast, price: int, currency: str, everything_adds_up: Check
) -> None:
    whole = Money(price, currency)
    earning = settled_in_any_currency(work_as, cast, whole)
    before = in_wallet(session, cast, currency)
    for part in (1, price // 3, price - 1 - price // 3):
        a_give_back(work_as, cast.ines, cast.jun, cast.acme, earning, Money(part, currency))
    assert in_wallet(session, cast, currency) - before == whole + brand_fee_on(whole)
    assert balance(session, chart.creator_available(cast.maya.id), currency) == Money.zero(currency)
    everything_adds_up()


@given(st.integers(1, 10**7), st.integers(0, 10_000), st.lists(st.integers(1, 10**6), min_size=1, max_size=6))
def test_fees_of_parts_are_never_more_than_the_fee_or_the_part(price: int, rate: int, parts: list[int]) -> None:
    whole, before = usd(price), usd(0)
    fee = whole.share(rate)
    back = usd(0)
    for minor in parts:
        part = min(usd(minor), whole - before)
        of_it = fee_of_part(fee, whole, before=before, part=part)
        assert 0 <= of_it.minor <= part.minor
        before, back = before + part, back + of_it
    rest = whole - before
    assert back + fee_of_part(fee, whole, before=before, part=rest) == fee
    assert creator_fee_on(whole) == fee_of_part(creator_fee_on(whole), whole, before=usd(0), part=whole)


def test_no_more_goes_back_than_is_left_with_what_waits_for_a_signature(
    work_as: WorkAs, cast: Cast, earned: Earning
) -> None:
    a_give_back(work_as, cast.ines, cast.jun, cast.acme, earned, usd(30_00))
    waiting = a_proposed_give_back(work_as, cast.ines, cast.acme, earned, usd(50_00))
    for wrong in (usd(20_01), usd(0), usd(-5), Money(10_00, "EUR")):
        with pytest.raises(GivesBackTooMuch) as refused:
            a_proposed_give_back(work_as, cast.jun, cast.acme, earned, wrong)
        assert refused.value.sentence.values["most"] == usd(20_00)
    with work_as(cast.ines.actor) as work:
        payouts.drop_give_back(work, waiting.id)
    a_give_back(work_as, cast.ines, cast.jun, cast.acme, earned, usd(70_00))


def test_two_people_of_finance_stand_behind_it(work_as: WorkAs, session: Session, cast: Cast, earned: Earning) -> None:
    proposed = a_proposed_give_back(work_as, cast.ines, cast.acme, earned, usd(10_00))
    for actor, refused in (
        (cast.ines.actor, OwnProposal),
        (owner_of(cast.acme).actor, Forbidden),
        (person_behind(work_as, cast.maya).actor, Forbidden),
    ):
        with pytest.raises(refused), work_as(actor) as work:
            payouts.sign_give_back(work, proposed.id)
    assert balance(session, chart.fee_brand(), "USD") == usd(10_00)
    with work_as(cast.jun.actor) as work:
        payouts.sign_give_back(work, proposed.id)
    for late in (payouts.sign_give_back, payouts.drop_give_back):
        with pytest.raises(NotOpen), work_as(cast.jun.actor) as work:
            late(work, proposed.id)
    assert session.get_one(GiveBack, proposed.id).state is SignedState.DONE
    with pytest.raises(NotFound), work_as(cast.jun.actor) as work:
        payouts.sign_give_back(work, new_id())


def test_an_order_without_a_settled_price_and_a_proposal_without_words_are_refused(
    work_as: WorkAs, cast: Cast, earned: Earning
) -> None:
    with pytest.raises(NotSettled), work_as(cast.ines.actor) as work:
        payouts.propose_give_back(
            work, order_id=OrderId(new_id()), brief_id=BriefId(new_id()), brand_id=BrandId(cast.acme.id),
            price=usd(1), reason=GiveBackReason.BOTH_AGREED, note="They agree.",
        )  # fmt: skip
    for note in ("", " \n", "x" * 1001):
        with pytest.raises(WordsMissing):
            a_proposed_give_back(work_as, cast.ines, cast.acme, earned, usd(1), note=note)


def test_what_the_brand_owes_is_taken_first(
    work_as: WorkAs, session: Session, cast: Cast, earned: Earning, everything_adds_up: Check
) -> None:
    lost = a_topped_up_wallet(work_as, cast.acme, usd(500_00))
    free = in_wallet(session, cast)
    with work_as(SYSTEM) as work:
        wallets.fund_brief(work, brief_id=BriefId(new_id()), brand_id=BrandId(cast.acme.id), amount=free)
    a_chargeback(work_as, lost, usd(30_00), is_lost=True)
    assert owed_by(session, cast.acme.id)["USD"] == usd(30_00)
    a_give_back(work_as, cast.ines, cast.jun, cast.acme, earned, usd(40_00))
    assert owed_by(session, cast.acme.id) == {}
    assert in_wallet(session, cast) == usd(14_00)
    everything_adds_up()


def test_fees_go_back_though_their_vat_has_left_the_account(
    work_as: WorkAs, session: Session, cast: Cast, earned: Earning, everything_adds_up: Check
) -> None:
    with work_as(SYSTEM) as work:
        book(work, vat_on_fee(chart.fee_brand(), usd(1_60)), key="vat")
    a_give_back(work_as, cast.ines, cast.jun, cast.acme, earned, usd(100_00))
    assert balance(session, chart.fee_brand(), "USD") == usd(-1_60)
    everything_adds_up()


def test_the_queue_goes_on_with_what_is_left(
    work_as: WorkAs, session: Session, cast: Cast, earned: Earning, clock: TestClock
) -> None:
    a_payout_account(work_as, cast.maya)
    a_give_back(work_as, cast.ines, cast.jun, cast.acme, earned, usd(40_00))
    queue_payouts(Ticked(due_at=clock.now))
    session.expire_all()
    (row,) = earnings_of(session, cast.maya.id)
    assert row.live_payout is not None
    assert (row.live_payout.gross, row.live_payout.fee, row.live_payout.set_off) == (usd(57_00), usd(5_00), usd(38_00))
