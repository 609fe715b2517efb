"""What we are told of a transfer is kept only when it is what was asked for; else a person has to look."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.base.actor import SYSTEM
from marketplace.base.money import Money
from marketplace.payouts.actions.sending import (
    PaidTwice,
    PartlyReversed,
    begin_attempt,
    plan_sending,
    record_refusal,
    record_returned,
    record_sent,
)
from marketplace.payouts.models import Payout
from marketplace.payouts.states import PayoutState
from marketplace.work.tries import Outcome
from tests.builders.payouts import WorkAs, a_payout_account, a_queued_payout, a_signed_batch, an_earning, usd
from tests.payouts.cast import Cast

NET = usd(95_00)


@pytest.fixture
def under_way(work_as: WorkAs, cast: Cast) -> Payout:
    """The call for Maya's 95 dollars is being made."""
    an_earning(work_as, cast.acme, cast.maya, usd(100_00))
    a_payout_account(work_as, cast.maya)
    payout = a_queued_payout(work_as, cast.maya)
    a_signed_batch(work_as, cast.ines, cast.jun)
    with work_as(SYSTEM) as work:
        plan = plan_sending(work, payout.id)
        assert plan is not None
        begin_attempt(work, plan, plan.account or "")
    return payout


def told(work_as: WorkAs, payout: Payout, transfer_id: str = "tr_1", amount: Money = NET) -> Payout:
    with work_as(SYSTEM) as work:
        return record_sent(work, payout.id, transfer_id=transfer_id, account="acct_maya", amount=amount)


def test_a_second_transfer_for_a_payout_is_never_taken_for_the_first(work_as: WorkAs, under_way: Payout) -> None:
    assert told(work_as, under_way).state is PayoutState.SENT
    assert told(work_as, under_way).transfer_id == "tr_1"
    for other in ("tr_0", "tr_2"):
        with pytest.raises(PaidTwice, match=f"tr_1 and {other}"):
            told(work_as, under_way, other)


def test_a_transfer_of_another_amount_is_not_the_payout(session: Session, work_as: WorkAs, under_way: Payout) -> None:
    for amount in (NET - usd(1), NET + usd(1)):
        with pytest.raises(PaidTwice, match=str(amount)):
            told(work_as, under_way, amount=amount)
        session.expire_all()
        assert (under_way.state, under_way.transfer_id) == (PayoutState.SENDING, None)


def test_a_part_taken_back_is_for_a_person_to_decide(session: Session, work_as: WorkAs, under_way: Payout) -> None:
    told(work_as, under_way)
    for amount in (NET - usd(1), NET + usd(1)):
        with pytest.raises(PartlyReversed, match=str(amount)), work_as(SYSTEM) as work:
            record_returned(work, under_way.id, reversed_amount=amount)
        session.expire_all()
        assert under_way.state is PayoutState.SENT


def test_every_try_has_the_next_number_and_a_key_of_its_own(
    session: Session, work_as: WorkAs, under_way: Payout
) -> None:
    with work_as(SYSTEM) as work:
        work.session.execute(sa.update(Payout).values(lease_until=None))
    for _ in range(3):  # the first one takes the try that is open up again
        with work_as(SYSTEM) as work:
            plan = plan_sending(work, under_way.id)
            assert plan is not None
            attempt = begin_attempt(work, plan, "acct_maya")
        with work_as(SYSTEM) as work:
            record_refusal(work, plan, Outcome.NO_FUNDS, says="", attempt_id=attempt.attempt_id)
    session.expire_all()
    tries = [(one.number, one.key.removeprefix(f"payout_{under_way.id}")) for one in under_way.attempts]
    assert tries == [(1, "_1"), (2, "_2"), (3, "_3")]
