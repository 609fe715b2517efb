"""Unspent money goes back by the payments it came by, exactly once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.base.actor import SYSTEM, BrandRole
from marketplace.base.clock import system_clock
from marketplace.base.errors import Forbidden, NotFound, Unavailable
from marketplace.base.ids import BrandId, BriefId, new_id
from marketplace.base.lifecycle import NotOpen
from marketplace.base.money import Money
from marketplace.gateways.current import payments
from marketplace.ledger import chart
from marketplace.ledger.queries import balance
from marketplace.payouts.invariants import verify_provider
from marketplace.wallets import actions as wallets
from marketplace.wallets.errands.refunding import check_refund, send_back
from marketplace.wallets.errors import NothingToRefundTo, RefundTooLarge
from marketplace.wallets.events import RefundReturned
from marketplace.wallets.jobs import take_up_refunds
from marketplace.wallets.models import Refund
from marketplace.wallets.queries import wallet_of
from marketplace.wallets.states import RefundState
from marketplace.work.attempts import KEY_LIFE
from marketplace.work.jobs import Ticked
from marketplace.work.outbox import FactRow
from tests.builders.accounts import a_member, a_verified_brand, owner_of
from tests.builders.payouts import WorkAs, a_paid_top_up, a_topped_up_wallet, usd
from tests.conftest import NOON, TestClock
from tests.gateways.payments.standin import StandIn
from tests.payouts.cast import Cast

Check = Callable[[], None]


def asked(work_as: WorkAs, cast: Cast, minor: int) -> list[Refund]:
    with work_as(owner_of(cast.acme).actor) as work:
        return wallets.ask_for_refund(work, amount=usd(minor))


def sent_to_stripe(standin: StandIn, refund: Refund) -> list[int]:
    """What the stand-in has given back for a refund of ours, one number for each time."""
    made = standin.payments.find_refunds(str(refund.top_up.payment_id))
    return [one.amount.minor for one in made if one.metadata.get("refund") == str(refund.id)]


def test_a_part_goes_back_by_the_payment_it_came_by(
    session: Session, work_as: WorkAs, cast: Cast, standin: StandIn, both_agree: Check
) -> None:
    top_up = a_paid_top_up(work_as, standin, cast.acme, usd(100_00))
    (refund,) = asked(work_as, cast, 40_00)
    assert (refund.state, refund.top_up_id) == (RefundState.QUEUED, top_up.id)
    assert wallet_of(session, cast.acme.id) == {"USD": usd(60_00)}
    send_back(refund.id)
    send_back(refund.id)
    assert (refund.state, sent_to_stripe(standin, refund)) == (RefundState.SENT, [40_00])
    assert balance(session, chart.refund_in_transit(refund.id), "USD") == usd(0)
    both_agree()


def test_the_newest_payment_is_given_back_first_and_none_twice(
    session: Session, work_as: WorkAs, cast: Cast, standin: StandIn, clock: TestClock, both_agree: Check
) -> None:
    old = a_paid_top_up(work_as, standin, cast.acme, usd(50_00))
    clock.now = NOON + timedelta(days=1)
    new = a_paid_top_up(work_as, standin, cast.acme, usd(30_00))
    refunds = asked(work_as, cast, 45_00)
    assert [(one.top_up_id, one.amount) for one in refunds] == [(new.id, usd(30_00)), (old.id, usd(15_00))]
    (rest,) = asked(work_as, cast, 35_00)
    assert (rest.top_up_id, rest.amount) == (old.id, usd(35_00))
    with pytest.raises(RefundTooLarge):
        asked(work_as, cast, 1)
    for refund in [*refunds, rest]:
        send_back(refund.id)
    assert wallet_of(session, cast.acme.id) == {"USD": usd(0)}
    both_agree()


def test_what_is_set_aside_for_a_brief_stays(work_as: WorkAs, cast: Cast, standin: StandIn) -> None:
    a_paid_top_up(work_as, standin, cast.acme, usd(100_00))
    with work_as(SYSTEM) as work:
        wallets.fund_brief(work, brief_id=BriefId(new_id()), brand_id=BrandId(cast.acme.id), amount=usd(80_00))
    with pytest.raises(RefundTooLarge) as refused:
        asked(work_as, cast, 20_01)
    assert refused.value.values["most"] == usd(20_00)


def test_money_that_came_by_no_payment_cannot_go_back_by_one(work_as: WorkAs, cast: Cast, standin: StandIn) -> None:
    """A creator's earning that was called off, say, leaves more in the wallet than its payments can still take."""
    a_paid_top_up(work_as, standin, cast.acme, usd(20_00))
    a_topped_up_wallet(work_as, cast.acme, usd(30_00))
    with work_as(SYSTEM) as work:  # the second payment is at another processor
        work.session.execute(sa.text("UPDATE top_ups SET state = 'expired' WHERE paid_minor = 3000"))
    with pytest.raises(NothingToRefundTo) as refused:
        asked(work_as, cast, 25_00)
    assert refused.value.values["most"] == usd(20_00)


@pytest.mark.parametrize("minor", [0, -1])
def test_nothing_is_not_refunded(work_as: WorkAs, cast: Cast, standin: StandIn, minor: int) -> None:
    a_paid_top_up(work_as, standin, cast.acme, usd(20_00))
    with pytest.raises(RefundTooLarge):
        asked(work_as, cast, minor)


def test_only_those_who_hold_the_purse_ask(work_as: WorkAs, cast: Cast, standin: StandIn) -> None:
    a_paid_top_up(work_as, standin, cast.acme, usd(20_00))
    reviewer = a_member(work_as, cast.acme, roles=(BrandRole.REVIEWER,))
    with pytest.raises(Forbidden), work_as(reviewer.actor) as work:
        wallets.ask_for_refund(work, amount=usd(1_00))
    (refund,) = asked(work_as, cast, 1_00)
    stranger = owner_of(a_verified_brand(work_as, "Other"))
    with pytest.raises(NotFound), work_as(stranger.actor) as work:
        wallets.call_off_refund(work, refund.id)


def test_one_showing_of_the_form_asks_once(work_as: WorkAs, cast: Cast, standin: StandIn) -> None:
    a_paid_top_up(work_as, standin, cast.acme, usd(100_00))
    once = new_id()
    made = []
    for _ in range(2):
        with work_as(owner_of(cast.acme).actor) as work:
            made += wallets.ask_for_refund(work, amount=usd(10_00), once=once)
    assert len({one.id for one in made}) == 1


@pytest.mark.parametrize("kind", ["drop_before", "drop_after", "error_500_before", "error_500_after", "rate_limit_429"])
def test_trouble_on_the_way_neither_loses_nor_doubles(
    work_as: WorkAs, cast: Cast, standin: StandIn, both_agree: Check, kind: str
) -> None:
    a_paid_top_up(work_as, standin, cast.acme, usd(100_00))
    (refund,) = asked(work_as, cast, 25_00)
    standin.plan("refunds.create", kind, times=2)
    for _ in range(4):
        try:
            send_back(refund.id)
        except Unavailable:
            continue
    assert (refund.state, sent_to_stripe(standin, refund)) == (RefundState.SENT, [25_00])
    both_agree()


def test_an_old_key_is_looked_up_and_never_used_again(
    session: Session, work_as: WorkAs, cast: Cast, standin: StandIn, both_agree: Check
) -> None:
    a_paid_top_up(work_as, standin, cast.acme, usd(100_00))
    (refund,) = asked(work_as, cast, 25_00)
    standin.plan("refunds.create", "drop_before", times=2)
    with pytest.raises(Unavailable):
        send_back(refund.id)
    assert refund.tries == 1
    with work_as(SYSTEM) as work:
        long_ago = system_clock() - KEY_LIFE - timedelta(minutes=1)
        work.session.execute(sa.update(Refund).values(tried_at=long_ago))
    send_back(refund.id)
    session.refresh(refund)
    assert (refund.tries, refund.state, sent_to_stripe(standin, refund)) == (2, RefundState.SENT, [25_00])
    both_agree()


def test_a_definite_no_gives_the_money_back_to_the_wallet(
    session: Session, work_as: WorkAs, cast: Cast, standin: StandIn, everything_adds_up: Check
) -> None:
    top_up = a_paid_top_up(work_as, standin, cast.acme, usd(100_00))
    (refund,) = asked(work_as, cast, 25_00)
    standin.dispute(str(top_up.payment_id))  # Stripe refunds no payment whose owner disputes it
    send_back(refund.id)
    assert refund.state is RefundState.RETURNED
    assert "charged back" in refund.problem
    assert wallet_of(session, cast.acme.id) == {"USD": usd(100_00)}
    everything_adds_up()


def test_a_refund_that_waits_for_funds_is_sent_later(
    session: Session, work_as: WorkAs, cast: Cast, standin: StandIn, clock: TestClock, run_jobs: Callable[[], int]
) -> None:
    a_paid_top_up(work_as, standin, cast.acme, usd(100_00))
    (refund,) = asked(work_as, cast, 25_00)
    ours = {code: one.available for code, one in payments().balance().items()}["USD"]
    payments().pay_out_to_bank(amount=ours, metadata={}, key=str(new_id()))  # the balance at Stripe is empty
    send_back(refund.id)
    assert refund.state is RefundState.WAITING_FUNDS
    a_paid_top_up(work_as, standin, cast.acme, usd(60_00))
    clock.now = NOON + timedelta(minutes=11)
    take_up_refunds(Ticked(due_at=clock.now))
    run_jobs()
    assert (refund.state, sent_to_stripe(standin, refund)) == (RefundState.SENT, [25_00])


def test_a_refund_can_be_called_off_until_it_is_on_its_way(
    session: Session, work_as: WorkAs, cast: Cast, standin: StandIn, both_agree: Check
) -> None:
    a_paid_top_up(work_as, standin, cast.acme, usd(100_00))
    first, second = asked(work_as, cast, 25_00)[0], asked(work_as, cast, 10_00)[0]
    with work_as(owner_of(cast.acme).actor) as work:
        wallets.call_off_refund(work, first.id)
    send_back(first.id)
    assert sent_to_stripe(standin, first) == []
    assert wallet_of(session, cast.acme.id) == {"USD": usd(90_00)}
    send_back(second.id)
    with pytest.raises(NotOpen), work_as(owner_of(cast.acme).actor) as work:
        wallets.call_off_refund(work, second.id)
    both_agree()


def test_a_refund_that_comes_back_is_in_the_wallet_again(
    session: Session, work_as: WorkAs, cast: Cast, standin: StandIn, both_agree: Check
) -> None:
    a_paid_top_up(work_as, standin, cast.acme, usd(100_00))
    (refund,) = asked(work_as, cast, 25_00)
    send_back(refund.id)
    standin.fail_refund(str(refund.refund_id))
    for _ in range(2):
        check_refund(str(refund.refund_id))
    assert refund.state is RefundState.RETURNED
    assert wallet_of(session, cast.acme.id) == {"USD": usd(100_00)}
    told = session.scalars(sa.select(FactRow).where(FactRow.name == RefundReturned.NAME)).all()
    assert len(told) == 1
    both_agree()
    (again,) = asked(work_as, cast, 100_00)  # the whole payment can be given back again
    assert again.amount == usd(100_00)


def test_word_of_a_refund_that_is_not_ours_changes_nothing(
    session: Session, work_as: WorkAs, cast: Cast, standin: StandIn
) -> None:
    top_up = a_paid_top_up(work_as, standin, cast.acme, usd(100_00))
    by_hand = payments().refund(
        payment=str(top_up.payment_id), amount=Money(5_00, "USD"), metadata={}, key=str(new_id())
    )
    check_refund(by_hand.id)
    assert wallet_of(session, cast.acme.id) == {"USD": usd(100_00)}
    assert verify_provider(session) == {"stripe_has_what_the_ledger_says": False}  # the reconciliation finds it
