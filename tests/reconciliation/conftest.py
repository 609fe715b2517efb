from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from marketplace.base.actor import SYSTEM
from marketplace.base.clock import system_clock
from marketplace.base.ids import BrandId, BriefId, CreatorId, OrderId, new_id
from marketplace.payouts import actions as payouts
from marketplace.payouts.errands.accounts import check_account_of, onboarding_address
from marketplace.payouts.models import Payout
from marketplace.reconciliation.jobs import compare_last_night
from marketplace.reconciliation.models import Run
from marketplace.reconciliation.queries import nightly_run
from marketplace.wallets import actions as wallets
from marketplace.work.jobs import Ticked
from tests.builders.payouts import (
    WorkAs,
    a_paid_top_up,
    a_queued_payout,
    a_signed_batch,
    person_behind,
    usd,
)
from tests.conftest import TestClock
from tests.gateways.payments.standin import StandIn, running_payments
from tests.payouts import conftest as payouts_conftest
from tests.payouts.cast import Cast

cast = payouts_conftest.cast
everything_adds_up = payouts_conftest.everything_adds_up
standin = payouts_conftest.standin


@pytest.fixture
def shared_standin(tmp_path: Path) -> Iterator[StandIn]:
    """Alone with the test: every change of the balance there counts."""
    with running_payments(tmp_path, "--available-after", "0") as running:
        yield running


@pytest.fixture(autouse=True)
def today(clock: TestClock) -> None:
    """The stand-in lives now, so the marketplace does too."""
    clock.now = system_clock()


@pytest.fixture
def tonight(work_as: WorkAs, clock: TestClock) -> Callable[[], Run]:
    """The next night has come and both sides were compared as they were at midnight."""

    def compare() -> Run:
        clock.now = (clock.now + timedelta(days=1)).replace(hour=3, minute=0, second=0, microsecond=0)
        compare_last_night(Ticked(due_at=clock.now))
        with work_as(SYSTEM) as work:
            run = nightly_run(work.session, clock.now.replace(hour=0))
        assert run is not None
        assert run.done_at is not None
        return run

    return compare


def a_sent_payout(work_as: WorkAs, standin: StandIn, cast: Cast, run_jobs: Callable[[], int]) -> Payout:
    """Maya was paid 95 dollars out of what Acme has paid in."""
    a_paid_top_up(work_as, standin, cast.acme, usd(400_00))
    brief_id, order_id, brand_id = BriefId(new_id()), OrderId(new_id()), BrandId(cast.acme.id)
    with work_as(SYSTEM) as work:
        wallets.fund_brief(work, brief_id=brief_id, brand_id=brand_id, amount=usd(200_00))
        wallets.hold_order(work, order_id=order_id, brief_id=brief_id, amount=usd(110_00))
        payouts.settle(
            work, source=("order", order_id), creator_id=CreatorId(cast.maya.id), price=usd(100_00),
            brand_fee=usd(10_00), creator_fee=usd(5_00), title="Oat latte",
        )  # fmt: skip
    with work_as(person_behind(work_as, cast.maya).actor) as work:
        payouts.begin_onboarding(work)
    standin.onboard(onboarding_address(cast.maya.id, return_url="http://localhost/r", refresh_url="http://localhost/f"))
    assert check_account_of(cast.maya.id)
    payout = a_queued_payout(work_as, cast.maya)
    a_signed_batch(work_as, cast.ines, cast.jun)
    run_jobs()
    with work_as(SYSTEM) as work:
        sent = work.session.get_one(Payout, payout.id)
    assert sent.transfer_id is not None
    return sent
