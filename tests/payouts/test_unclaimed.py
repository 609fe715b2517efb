"""A payout that nobody can be sent: reminders, and at last the money waits as earnings again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.base.actor import SYSTEM
from marketplace.payouts import actions as payouts
from marketplace.payouts.actions.sending import NO_ACCOUNT, plan_sending, record_refusal
from marketplace.payouts.events import PayoutUnclaimed
from marketplace.payouts.jobs import remind_of_unclaimed
from marketplace.payouts.models import Payout
from marketplace.payouts.queries import payout_account_of, purses_of
from marketplace.payouts.states import PayoutState
from marketplace.work.jobs import Ticked
from marketplace.work.outbox import FactRow
from marketplace.work.tries import Outcome
from tests.builders.payouts import WorkAs, a_payout_account, a_queued_payout, a_signed_batch, an_earning, usd
from tests.conftest import NOON, TestClock
from tests.payouts.cast import Cast


@pytest.fixture
def blocked(work_as: WorkAs, cast: Cast) -> Payout:
    an_earning(work_as, cast.acme, cast.maya, usd(100_00))
    a_payout_account(work_as, cast.maya, external_id="acct_maya")
    payout = a_queued_payout(work_as, cast.maya)
    a_signed_batch(work_as, cast.ines, cast.jun)
    with work_as(SYSTEM) as work:
        payouts.record_recipient(work, cast.maya.id, external_id="acct_maya", transfers_status="restricted")
        plan = plan_sending(work, payout.id)
    assert plan is not None
    with work_as(SYSTEM) as work:
        record_refusal(work, plan, Outcome.ACCOUNT_NOT_READY, says=NO_ACCOUNT)
    return payout


def after(clock: TestClock, days: int) -> None:
    clock.now = NOON + timedelta(days=days)
    for _ in range(2):  # a day may be told twice
        remind_of_unclaimed(Ticked(due_at=clock.now))


def reminders(session: Session) -> list[int]:
    rows = session.scalars(sa.select(FactRow).where(FactRow.name == PayoutUnclaimed.NAME).order_by(FactRow.id))
    return [row.payload["days"] for row in rows]


def test_the_creator_is_reminded_and_then_the_money_waits_for_them(
    session: Session,
    work_as: WorkAs,
    cast: Cast,
    clock: TestClock,
    blocked: Payout,
    everything_adds_up: Callable[[], None],
) -> None:
    for day in (1, 6, 7, 8, 100, 179):  # the job did not run between the 8th and the 100th day
        after(clock, day)
    session.refresh(blocked)
    assert (reminders(session), blocked.state) == ([7, 90, 150], PayoutState.BLOCKED)
    after(clock, 180)
    session.refresh(blocked)
    assert blocked.state is PayoutState.RETURNED
    assert [purse.available for purse in purses_of(session, cast.maya.id)] == [usd(95_00)]
    with work_as(SYSTEM) as work:
        assert payouts.queue_payout(work, cast.maya.id, "USD") is None  # not while the account is not ready
        payouts.record_recipient(work, cast.maya.id, external_id="acct_maya", transfers_status="active")
    account = payout_account_of(session, cast.maya.id)
    assert account is not None
    assert account.is_ready
    assert a_queued_payout(work_as, cast.maya).net == usd(95_00)
    everything_adds_up()


def test_whoever_is_queued_again_waits_as_if_nothing_had_been(
    session: Session, work_as: WorkAs, cast: Cast, clock: TestClock, blocked: Payout
) -> None:
    after(clock, 7)
    assert reminders(session) == [7]
    with work_as(cast.ines.actor) as work:
        payouts.queue_again(work, blocked.id)
    session.expire_all()
    assert (blocked.state, blocked.batch_id, blocked.problem) == (PayoutState.QUEUED, None, "")
    assert blocked.reminded_days == 0, "the next trouble is told from the start"
