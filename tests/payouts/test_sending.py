"""A payout happens exactly once, whatever happens to the call: real SDK, real HTTP, real PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.base.actor import SYSTEM
from marketplace.base.clock import system_clock
from marketplace.base.errors import Unavailable
from marketplace.base.ids import PayoutId
from marketplace.base.money import Money
from marketplace.gateways.current import payments
from marketplace.payouts import actions as payouts
from marketplace.payouts.actions.sending import begin_attempt, plan_sending
from marketplace.payouts.errands.accounts import check_account_of, onboarding_address
from marketplace.payouts.errands.sending import check_transfer, send
from marketplace.payouts.events import PayoutDue
from marketplace.payouts.jobs import queue_payouts, take_up_payouts
from marketplace.payouts.models import Attempt, Batch, Payout
from marketplace.payouts.queries import payouts_of, purses_of
from marketplace.payouts.states import BatchState, EarningState, PayoutState
from marketplace.work.attempts import KEY_LIFE, StillUnknown
from marketplace.work.jobs import Ticked
from marketplace.work.outbox import FactRow
from marketplace.work.tries import Outcome
from tests.builders.payouts import WorkAs, a_queued_payout, a_signed_batch, an_earning, person_behind, usd
from tests.conftest import NOON, TestClock
from tests.gateways.payments.standin import StandIn
from tests.payouts.cast import Cast

Check = Callable[[], None]


def pay_in(standin: StandIn, amount: Money) -> None:
    """The platform has this much at Stripe."""
    checkout = payments().open_checkout(
        reference="-", amount=amount, label="-", success_url="http://localhost/", cancel_url="http://localhost/",
        language="en", key=f"pay in {system_clock().isoformat()}",
    )  # fmt: skip
    standin.pay(checkout.id)


def onboarded(work_as: WorkAs, standin: StandIn, cast: Cast, *, finish: bool = True) -> None:
    with work_as(person_behind(work_as, cast.maya).actor) as work:
        payouts.begin_onboarding(work)
    link = onboarding_address(cast.maya.id, return_url="http://localhost/r", refresh_url="http://localhost/f")
    if finish:
        standin.onboard(link)
        assert check_account_of(cast.maya.id)


@pytest.fixture
def signed(work_as: WorkAs, standin: StandIn, cast: Cast) -> Payout:
    """Maya's 95 dollars, let go by two people; the platform can pay them."""
    pay_in(standin, usd(500_00))
    an_earning(work_as, cast.acme, cast.maya, usd(100_00))
    onboarded(work_as, standin, cast)
    payout = a_queued_payout(work_as, cast.maya)
    a_signed_batch(work_as, cast.ines, cast.jun)
    return payout


def transfers_of(standin: StandIn, payout: Payout) -> int:
    return len(standin.payments.find_transfers(payout.group))


def outcomes(session: Session, payout: Payout) -> list[Outcome | None]:
    return list(
        session.scalars(sa.select(Attempt.outcome).where(Attempt.payout_id == payout.id).order_by(Attempt.number))
    )


def refreshed(session: Session, payout: Payout) -> Payout:
    session.expire_all()
    return session.get_one(Payout, payout.id)


def test_a_signed_payout_reaches_the_creator(
    session: Session,
    standin: StandIn,
    run_jobs: Callable[[], int],
    signed: Payout,
    cast: Cast,
    everything_adds_up: Check,
) -> None:
    run_jobs()
    sent = refreshed(session, signed)
    assert sent.state is PayoutState.SENT
    transfer = standin.payments.find_transfers(sent.group)[0]
    assert (transfer.id, transfer.amount, transfer.metadata["payout"]) == (sent.transfer_id, usd(95_00), str(sent.id))
    assert session.get_one(Batch, sent.batch_id).state is BatchState.DONE
    assert [p.paid for p in purses_of(session, cast.maya.id)] == [usd(95_00)]
    assert sent.lines[0].earning.where is EarningState.PAID
    everything_adds_up()
    send(sent.id)
    assert transfers_of(standin, sent) == 1, "told again, it is not sent again"


@pytest.mark.parametrize("kind", ["drop_before", "drop_after", "error_500_before", "error_500_after"])
@pytest.mark.parametrize("times", [1, 2, 3])
def test_trouble_on_the_way_never_loses_and_never_doubles(
    session: Session, standin: StandIn, signed: Payout, kind: str, times: int, everything_adds_up: Check
) -> None:
    standin.plan("transfers.create", kind, times=times)
    tries = _sent_until_it_is(signed)
    assert refreshed(session, signed).state is PayoutState.SENT
    assert transfers_of(standin, signed) == 1
    assert tries <= times + 1
    everything_adds_up()


@pytest.mark.parametrize("operation", ["transfers.list", "v2.core.accounts.retrieve", "transfers.*", "*"])
def test_trouble_with_looking_things_up_only_takes_time(
    session: Session, standin: StandIn, signed: Payout, operation: str, everything_adds_up: Check
) -> None:
    standin.plan("transfers.create", "drop_after", times=2)
    standin.plan(operation, "rate_limit_429", times=2)
    _sent_until_it_is(signed)
    assert refreshed(session, signed).state is PayoutState.SENT
    assert transfers_of(standin, signed) == 1
    everything_adds_up()


def test_an_unknown_outcome_keeps_its_key(session: Session, standin: StandIn, signed: Payout) -> None:
    standin.plan("transfers.create", "drop_before", times=2)
    with pytest.raises(Unavailable):
        send(signed.id)
    assert refreshed(session, signed).state is PayoutState.SENDING
    assert outcomes(session, signed) == [None]
    send(signed.id)
    assert outcomes(session, signed) == [Outcome.SENT]
    assert refreshed(session, signed).attempts[0].calls == 2


def test_a_kept_failure_is_looked_up_before_a_new_key(session: Session, standin: StandIn, signed: Payout) -> None:
    standin.plan("transfers.create", "error_500_after")
    with pytest.raises(Unavailable):
        send(signed.id)
    send(signed.id)
    assert outcomes(session, signed) == [Outcome.SENT], "the look-up found it: no second key was needed"
    assert transfers_of(standin, signed) == 1


def test_an_old_key_is_never_used_again(
    session: Session, work_as: WorkAs, standin: StandIn, signed: Payout, everything_adds_up: Check
) -> None:
    standin.plan("transfers.create", "drop_before", times=2)
    with pytest.raises(Unavailable):
        send(signed.id)
    with work_as(SYSTEM) as work:
        work.session.execute(sa.update(Attempt).values(began_at=system_clock() - KEY_LIFE - timedelta(minutes=1)))
    send(signed.id)
    assert outcomes(session, signed) == [Outcome.TOO_OLD, Outcome.SENT]
    assert transfers_of(standin, signed) == 1
    everything_adds_up()


def test_a_crash_between_call_and_record_is_healed_by_the_look_up(
    session: Session, work_as: WorkAs, standin: StandIn, signed: Payout, cast: Cast, everything_adds_up: Check
) -> None:
    with work_as(SYSTEM) as work:
        plan = plan_sending(work, signed.id)
        assert plan is not None
    with work_as(SYSTEM) as work:
        attempt = begin_attempt(work, plan, plan.account or "")
    standin.payments.transfer(
        amount=plan.net, account=attempt.account, group=plan.group, metadata={}, key=attempt.key
    )  # and the machine loses its power
    with pytest.raises(StillUnknown):
        send(signed.id)
    with work_as(SYSTEM) as work:
        work.session.execute(sa.update(Payout).values(lease_until=system_clock() - timedelta(seconds=1)))
    send(signed.id)
    assert refreshed(session, signed).state is PayoutState.SENT
    assert transfers_of(standin, signed) == 1
    everything_adds_up()


def test_a_worker_that_lost_its_lease_makes_no_call(work_as: WorkAs, standin: StandIn, signed: Payout) -> None:
    with work_as(SYSTEM) as work:
        slow = plan_sending(work, signed.id)
    with work_as(SYSTEM) as work:
        work.session.execute(sa.update(Payout).values(lease_until=system_clock() - timedelta(seconds=1)))
    send(signed.id)
    assert slow is not None
    with pytest.raises(StillUnknown), work_as(SYSTEM) as work:
        begin_attempt(work, slow, slow.account or "")


def test_too_small_a_balance_is_waited_for(
    session: Session, work_as: WorkAs, standin: StandIn, cast: Cast, clock: TestClock, run_jobs: Callable[[], int]
) -> None:
    an_earning(work_as, cast.acme, cast.maya, Money(20_000_000, "HKD"))
    onboarded(work_as, standin, cast)
    payout = a_queued_payout(work_as, cast.maya, "HKD")
    a_signed_batch(work_as, cast.ines, cast.jun)
    run_jobs()
    assert refreshed(session, payout).state is PayoutState.WAITING_FUNDS
    take_up_payouts(Ticked(due_at=NOON))
    run_jobs()
    assert outcomes(session, payout) == [Outcome.NO_FUNDS], "not before some minutes have passed"
    pay_in(standin, Money(24_000_000, "HKD"))
    clock.advance(minutes=11)
    take_up_payouts(Ticked(due_at=clock.now))
    run_jobs()
    assert refreshed(session, payout).state is PayoutState.SENT
    assert outcomes(session, payout) == [Outcome.NO_FUNDS, Outcome.SENT]
    assert transfers_of(standin, payout) == 1


def test_an_account_that_is_no_longer_ready_blocks_the_payout(
    session: Session, work_as: WorkAs, standin: StandIn, signed: Payout, cast: Cast, run_jobs: Callable[[], int],
    everything_adds_up: Check,
) -> None:  # fmt: skip
    account = payouts_account(session, cast)
    standin.set_status(account, "restricted")
    run_jobs()
    blocked = refreshed(session, signed)
    assert blocked.state is PayoutState.BLOCKED
    assert outcomes(session, blocked) == [], "the account is looked at before every transfer"
    assert session.scalar(sa.select(FactRow.id).where(FactRow.name == "payouts.PayoutBlocked")) is not None
    everything_adds_up()
    standin.set_status(account, "active")
    check_account_of(cast.maya.id)
    a_signed_batch(work_as, cast.jun, cast.ines)
    run_jobs()
    assert refreshed(session, signed).state is PayoutState.SENT
    everything_adds_up()


def test_a_transfer_taken_back_makes_the_earning_available_again(
    session: Session,
    standin: StandIn,
    signed: Payout,
    cast: Cast,
    run_jobs: Callable[[], int],
    everything_adds_up: Check,
) -> None:
    run_jobs()
    sent = refreshed(session, signed)
    assert sent.transfer_id is not None
    standin.reverse(sent.transfer_id)
    check_transfer(sent.transfer_id)
    check_transfer(sent.transfer_id)
    assert refreshed(session, signed).state is PayoutState.RETURNED
    purse = purses_of(session, cast.maya.id)[0]
    assert (purse.available, purse.paid) == (usd(95_00), usd(0))
    everything_adds_up()
    queue_payouts(Ticked(due_at=NOON))
    assert len(payouts_of(session, cast.maya.id)) == 2


def test_a_transfer_that_is_not_ours_changes_nothing(
    session: Session, standin: StandIn, signed: Payout, cast: Cast
) -> None:
    other = standin.payments.transfer(
        amount=usd(1_00),
        account=payouts_account(session, cast),
        group="somebody else's",
        metadata={},
        key=str(signed.id),
    )
    check_transfer(other.id)
    assert refreshed(session, signed).state is PayoutState.SIGNED


def test_a_payout_stands_in_the_outbox_from_its_signature_on(session: Session, signed: Payout) -> None:
    found = session.scalars(sa.select(FactRow.payload).where(FactRow.name == PayoutDue.NAME)).all()
    assert found == [{"payout_id": str(PayoutId(signed.id))}]


def payouts_account(session: Session, cast: Cast) -> str:
    from marketplace.payouts.queries import payout_account_of

    account = payout_account_of(session, cast.maya.id)
    assert account is not None
    assert account.external_id is not None
    return account.external_id


def _sent_until_it_is(payout: Payout, most: int = 8) -> int:
    for number in range(1, most):
        try:
            send(payout.id)
            return number
        except Unavailable:
            continue
    raise AssertionError("never sent")
