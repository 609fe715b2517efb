"""Why a payout missed its day is read from the rows: whatever kept it, in one word, waiting or sent at last."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from marketplace.base.actor import SYSTEM
from marketplace.payouts import actions as payouts
from marketplace.payouts.actions.sending import begin_attempt, plan_sending, record_refusal, record_sent, record_unknown
from marketplace.payouts.models import Payout
from marketplace.payouts.queries import causes_of_lateness
from marketplace.payouts.states import BankReason, HoldReason
from marketplace.payouts.states.lateness import LateCause
from marketplace.work.tries import Outcome
from tests.builders.accounts import a_set_up_staff_member
from tests.builders.payouts import (
    WorkAs,
    a_batch,
    a_creator_with_a_bank,
    a_file_at_the_bank,
    a_payout_account,
    a_queued_payout,
    a_signed_batch,
    an_earning,
    usd,
)
from tests.conftest import NOON, TestClock
from tests.payouts.cast import Cast
from tests.payouts.test_bank_files import PDF
from tests.payouts.test_pages import SignIn, words

LATER = timedelta(days=8)


@pytest.fixture
def payout(work_as: WorkAs, cast: Cast) -> Payout:
    an_earning(work_as, cast.acme, cast.maya, usd(100_00))
    a_payout_account(work_as, cast.maya, external_id="acct_maya")
    return a_queued_payout(work_as, cast.maya)


Why = Callable[[Payout], LateCause | None]


@pytest.fixture
def why(session: Session, clock: TestClock) -> Why:
    return lambda payout: causes_of_lateness(session, [payout], clock.now).get(payout.id)


def tried(work_as: WorkAs, payout: Payout, outcome: Outcome | None) -> None:
    """A call was made, with this outcome; none for an answer that never came."""
    with work_as(SYSTEM) as work:
        plan = plan_sending(work, payout.id)
        assert plan is not None
        attempt = begin_attempt(work, plan, "acct_maya")
        if outcome is None:
            record_unknown(work, plan, says="no answer", attempt_id=attempt.attempt_id)
        elif outcome is Outcome.SENT:
            record_sent(work, payout.id, transfer_id=f"tr_{payout.id}", account="acct_maya", amount=payout.net)
        else:
            record_refusal(work, plan, outcome, says="no", attempt_id=attempt.attempt_id)


def test_what_waits_is_late_for_want_of_people(
    work_as: WorkAs, cast: Cast, clock: TestClock, payout: Payout, why: Why
) -> None:
    assert why(payout) is None  # its day has not come
    clock.now = NOON + LATER
    assert why(payout) is LateCause.NO_BATCH
    a_payout_account(work_as, cast.maya, external_id="acct_maya", status="inactive")
    assert why(payout) is LateCause.ACCOUNT
    a_payout_account(work_as, cast.maya, external_id="acct_maya")
    a_batch(work_as, cast.ines)
    assert why(payout) is LateCause.SIGNATURE
    with work_as(cast.ines.actor) as work:
        hold = payouts.hold_payout(work, payout.id, reason=HoldReason.LEGAL, note="A letter.")
    assert why(payout) is LateCause.HELD
    with work_as(cast.ines.actor) as work:
        payouts.lift_hold(work, hold.id)
    a_signed_batch(work_as, cast.ines, cast.jun)
    tried(work_as, payout, Outcome.SENT)
    assert why(payout) is LateCause.HELD  # it stood when the day was over


@pytest.mark.parametrize(
    ("outcome", "cause"),
    [
        (Outcome.NO_FUNDS, LateCause.FUNDS),
        (Outcome.ACCOUNT_NOT_READY, LateCause.ACCOUNT),
        (Outcome.REFUSED, LateCause.PROVIDER),
        (None, LateCause.PROVIDER),
    ],
)
def test_what_was_tried_says_what_was_in_the_way(
    work_as: WorkAs, cast: Cast, clock: TestClock, payout: Payout, why: Why, outcome: Outcome | None, cause: LateCause
) -> None:
    a_signed_batch(work_as, cast.ines, cast.jun)
    tried(work_as, payout, outcome)
    clock.now = NOON + LATER
    assert why(payout) is cause
    if outcome is Outcome.NO_FUNDS or outcome is None:
        tried(work_as, payout, Outcome.SENT)
        assert why(payout) is cause


def test_what_left_late_was_signed_late_or_put_together_late(
    work_as: WorkAs, cast: Cast, clock: TestClock, payout: Payout, why: Why
) -> None:
    an_earning(work_as, cast.acme, cast.bo, usd(100_00))
    batch = a_batch(work_as, cast.ines, [payout])
    clock.now = NOON + LATER
    a_payout_account(work_as, cast.bo)
    made_late = a_queued_payout(work_as, cast.bo)
    with work_as(cast.jun.actor) as work:
        payouts.sign_batch(work, batch.id)
    tried(work_as, payout, Outcome.SENT)
    assert (why(payout), why(made_late)) == (LateCause.SIGNATURE, LateCause.MADE_LATE)


def test_what_a_bank_sent_back_is_late_for_that(
    work_as: WorkAs, cast: Cast, clock: TestClock, our_bank: None, why: Why
) -> None:
    lin = a_creator_with_a_bank(work_as)
    an_earning(work_as, cast.acme, lin, usd(70_00))
    first = a_queued_payout(work_as, lin)
    file = a_file_at_the_bank(work_as, cast.ines, cast.jun, a_signed_batch(work_as, cast.ines, cast.jun))
    clock.now = NOON + LATER
    assert why(first) is LateCause.BANK_FILE
    with work_as(cast.ines.actor) as work:
        payouts.record_carried_out(work, file.id, proof=PDF, answers={file.rows[0].id: BankReason.AC04})
    assert why(first) is None  # it came back; what follows it is late in its place
    assert why(a_queued_payout(work_as, lin)) is LateCause.SENT_BACK


def test_the_list_of_late_payouts_says_why(
    work_as: WorkAs, cast: Cast, clock: TestClock, payout: Payout, sign_in: SignIn
) -> None:
    browser = sign_in(a_set_up_staff_member(work_as, "Juno"))
    assert "Why it is late" not in words(browser.get("/staff/payouts"))
    clock.now = NOON + LATER
    shown = words(browser.get("/staff/payouts?state=all&late=1"))
    assert "Why it is late" in shown
    assert "In no batch in time" in shown
