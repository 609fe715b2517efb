"""From the Stripe balance to the bank: told inside the creator's account, fetched, shown as Stripe says it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from marketplace.accounts.models import Person
from marketplace.base.actor import SYSTEM
from marketplace.base.clock import system_clock
from marketplace.gateways.current import other_settings, payments
from marketplace.payouts import jobs
from marketplace.payouts.actions.bank_legs import record_bank_leg
from marketplace.payouts.models import BankLeg, Payout
from marketplace.payouts.queries import payout_account_of
from marketplace.payouts.states import BankLegFailure, BankLegStatus
from marketplace.payouts.states.bank_leg_failures import WHAT_TO_DO, read_failure
from marketplace.payouts.told import BankLegTold
from marketplace.work.jobs import Ticked
from marketplace.work.outbox import FactRow
from tests.builders.accounts import a_set_up_staff_member
from tests.builders.payouts import (
    WorkAs,
    a_payout_account,
    a_queued_payout,
    a_signed_batch,
    an_earning,
    person_behind,
    usd,
)
from tests.conftest import NOON
from tests.gateways.payments.standin import StandIn, running_payments
from tests.gateways.payments.test_verify_event import signed
from tests.payouts.cast import Cast
from tests.payouts.test_sending import onboarded, pay_in

DAY = 86_400
Tell = Callable[..., int]


@pytest.fixture
def alone(tmp_path: Path) -> Iterator[StandIn]:
    """A payment stand-in of this test's own, whose clock may be moved."""
    with running_payments(tmp_path, "--available-after", "0") as running, other_settings(STRIPE_BASE_URL=running.url):
        yield running


@pytest.fixture
def account(session: Session, work_as: WorkAs, alone: StandIn, cast: Cast, run_jobs: Callable[[], int]) -> str:
    """Maya's account at Stripe, with 95 dollars of ours in its balance."""
    pay_in(alone, usd(500_00))
    an_earning(work_as, cast.acme, cast.maya, usd(100_00))
    onboarded(work_as, alone, cast)
    a_queued_payout(work_as, cast.maya)
    a_signed_batch(work_as, cast.ines, cast.jun)
    run_jobs()
    found = payout_account_of(session, cast.maya.id)
    assert found is not None
    return found.external_id or ""


@pytest.fixture
def tell(client: FlaskClient, run_jobs: Callable[[], int]) -> Tell:
    """Stripe's word from inside an account reaches us, and the jobs do what follows."""

    def one(id: str, type: str, leg: str, account: object) -> int:
        said = {"id": id, "type": type, "created": 1, "account": account, "data": {"object": {"id": leg}}}
        payload = json.dumps(said).encode()
        answer = client.post(
            "/webhooks/stripe/connected",
            data=payload,
            headers={"Stripe-Signature": signed(payload, "whsec_connected")},
        )
        run_jobs()
        return answer.status_code

    return one


def legs(session: Session) -> list[BankLeg]:
    session.expire_all()
    return list(session.scalars(sa.select(BankLeg)))


def failures_told(session: Session) -> int:
    return session.scalar(sa.select(sa.func.count()).where(FactRow.name == "payouts.BankLegFailed")) or 0


def said(account: str, status: str, asked_at: datetime) -> BankLegTold:
    code = "could_not_process" if status == "failed" else ""
    return BankLegTold("po_1", account, usd(95_00), BankLegStatus(status), NOON, NOON, asked_at, code)


def test_word_of_a_bank_makes_us_fetch_how_it_stands(
    session: Session, alone: StandIn, account: str, tell: Tell
) -> None:
    alone.advance(DAY + 60)
    [now] = payments().bank_payouts(account, system_clock() - timedelta(hours=1))
    assert tell("evt_1", "payout.paid", now.id, account) == 200  # it says more than is true
    assert [(leg.id, leg.status, leg.amount) for leg in legs(session)] == [
        (now.id, BankLegStatus.IN_TRANSIT, usd(95_00))
    ]
    alone.advance(3 * DAY)
    tell("evt_2", "payout.created", now.id, account)
    tell("evt_2", "payout.created", now.id, account)
    assert [leg.status for leg in legs(session)] == [BankLegStatus.PAID]


def test_a_refusal_of_the_bank_is_told_once_and_says_what_to_do(
    session: Session, work_as: WorkAs, alone: StandIn, account: str, tell: Tell, cast: Cast,
    sign_in: Callable[[Person], FlaskClient],
) -> None:  # fmt: skip
    alone.advance(DAY + 60)
    [leg] = payments().bank_payouts(account, system_clock() - timedelta(hours=1))
    alone.break_bank(account, "account_closed")
    alone.advance(3 * DAY)
    tell("evt_1", "payout.failed", leg.id, account)
    tell("evt_2", "payout.updated", leg.id, account)
    assert [(leg.status, leg.failure) for leg in legs(session)] == [
        (BankLegStatus.FAILED, BankLegFailure.ACCOUNT_CLOSED)
    ]
    assert failures_told(session) == 1
    shown = sign_in(person_behind(work_as, cast.maya)).get("/earnings").text
    assert "The bank account is closed" in shown
    assert "Name another bank account at Stripe." in shown
    payout_id = session.scalars(sa.select(Payout.id)).one()
    page = sign_in(a_set_up_staff_member(work_as, "Nia")).get(f"/staff/payouts/{payout_id}").text
    assert "account_closed" in page


@pytest.mark.parametrize(
    ("type", "whose"), [("payout.paid", "acct_of_somebody_else"), ("payment.created", "acct_maya")]
)
def test_what_is_none_of_ours_is_kept_and_fetches_nothing(
    session: Session, work_as: WorkAs, cast: Cast, tell: Tell, type: str, whose: str
) -> None:
    a_payout_account(work_as, cast.maya, external_id="acct_maya")
    assert tell("evt_1", type, "po_1", whose) == 200  # no stand-in is there: a call would not be answered
    assert legs(session) == []


def test_an_earlier_answer_changes_nothing(session: Session, work_as: WorkAs, cast: Cast) -> None:
    a_payout_account(work_as, cast.maya, external_id="acct_maya")
    a_payout_account(work_as, cast.bo, external_id="acct_bo")
    later = system_clock()

    def record(account: str, status: str, seconds: int) -> None:
        with work_as(SYSTEM) as work:
            record_bank_leg(work, said(account, status, later + timedelta(seconds=seconds)))

    for status, seconds, holds in (
        ("in_transit", 0, "in_transit"), ("paid", 9, "paid"), ("pending", 5, "paid"), ("paid", 9, "paid"),
        ("failed", 20, "failed"), ("failed", 30, "failed"), ("paid", 25, "failed"),
    ):  # fmt: skip
        record("acct_maya", status, seconds)
        assert [leg.status.value for leg in legs(session)] == [holds]
    record("acct_bo", "paid", 99)  # nobody takes over the way of another
    record("acct_nobody", "paid", 99)
    assert [(leg.creator_id, leg.status) for leg in legs(session)] == [(cast.maya.id, BankLegStatus.FAILED)]
    assert failures_told(session) == 1


def test_what_nobody_told_us_is_found_at_night(session: Session, alone: StandIn, account: str) -> None:
    alone.advance(DAY + 60)
    found = list(payments().bank_payouts(account, system_clock() - timedelta(hours=1)))
    assert len(found) == 1
    jobs.catch_up_with_stripe(Ticked(due_at=NOON))
    assert [leg.id for leg in legs(session)] == [found[0].id]


def test_every_code_has_words_for_the_creator() -> None:
    assert set(WHAT_TO_DO) == set(BankLegFailure)
    assert read_failure("account_closed") is BankLegFailure.ACCOUNT_CLOSED
    assert [read_failure(code) for code in ("no_such_code", "", None)] == [BankLegFailure.OTHER] * 3
