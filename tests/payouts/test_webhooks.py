"""What Stripe tells us: taken once, believed never, fetched always."""

from __future__ import annotations

import itertools
import json
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from marketplace.base.actor import SYSTEM
from marketplace.base.clock import system_clock
from marketplace.ledger.invariants import content_hash
from marketplace.payouts import actions as payouts
from marketplace.payouts.errands.accounts import onboarding_address
from marketplace.payouts.jobs import catch_up_with_stripe
from marketplace.payouts.jobs.messages import FETCHED
from marketplace.payouts.models import WebhookEvent
from marketplace.payouts.queries import payout_account_of
from marketplace.wallets.errands.paying_in import PageWords, open_payment_page
from marketplace.wallets.models import TopUp
from marketplace.wallets.queries import wallet_of
from marketplace.wallets.states import TopUpState
from marketplace.work.jobs import Ticked
from marketplace.work.outbox import Delivery, DeliveryState, FactRow
from tests.builders.payouts import WorkAs, an_open_top_up, person_behind, usd
from tests.conftest import NOON, TestClock
from tests.gateways.payments.standin import StandIn
from tests.gateways.payments.test_verify_event import signed
from tests.payouts.cast import Cast

RunJobs = Callable[[], int]
PAGE = PageWords("Wallet", "http://localhost/wallet", "en")


@pytest.fixture
def top_up(work_as: WorkAs, standin: StandIn, cast: Cast) -> TopUp:
    """A hundred dollars that Acme is about to pay; the address of the page is kept."""
    asked = an_open_top_up(work_as, cast.acme, usd(100_00))
    open_payment_page(asked.id, PAGE)
    return asked


def told(client: FlaskClient, event: dict[str, Any], *, signature: str | None = None, thin: bool = False) -> int:
    payload = json.dumps(event).encode()
    secret = "whsec_thin" if thin else "whsec_platform"
    answer = client.post(
        "/webhooks/stripe/accounts" if thin else "/webhooks/stripe",
        data=payload,
        headers={"Stripe-Signature": signed(payload, secret) if signature is None else signature},
    )
    return answer.status_code


def test_word_from_inside_an_account_is_kept_once_and_fetches_nothing_of_ours(
    session: Session, client: FlaskClient, run_jobs: RunJobs
) -> None:
    said = {"id": "evt_c", "type": "transfer.created", "created": 1_790_000_000, "account": "acct_1",
            "data": {"object": {"id": "tr_of_somebody_else"}}}  # fmt: skip
    payload = json.dumps(said).encode()

    def answer(secret: str, ahead: int = 0) -> int:
        signature = signed(payload, secret, at=time.time() + ahead)
        sent = client.post("/webhooks/stripe/connected", data=payload, headers={"Stripe-Signature": signature})
        return sent.status_code

    assert [answer("whsec_platform"), answer("whsec_connected", 302), answer("whsec_connected", -302)] == [400] * 3
    assert session.get(WebhookEvent, "evt_c") is None
    assert [answer("whsec_connected"), answer("whsec_connected")] == [200, 200]
    run_jobs()
    session.expire_all()
    kept = session.get_one(WebhookEvent, "evt_c")
    assert json.loads(kept.payload) == said
    assert kept.done_at is not None


def events_about(standin: StandIn, object_id: str) -> list[dict[str, Any]]:
    found = standin.payments.read_events(list(FETCHED), system_clock() - timedelta(hours=1))
    return [json.loads(event.payload) for event in found if event.object_id == object_id]


def test_a_payment_is_counted_however_often_it_is_told(
    session: Session, client: FlaskClient, standin: StandIn, top_up: TopUp, cast: Cast, run_jobs: RunJobs,
    everything_adds_up: Callable[[], None],
) -> None:  # fmt: skip
    standin.pay(top_up.session_id or "")
    event = events_about(standin, top_up.session_id or "")[0]
    for _ in range(5):
        assert told(client, event) == 200
    run_jobs()
    assert told(client, event) == 200
    run_jobs()
    session.expire_all()
    assert wallet_of(session, cast.acme.id) == {"USD": usd(100_00)}
    counted = session.get_one(TopUp, top_up.id)
    assert (counted.state, counted.paid_minor, counted.fee_minor) == (TopUpState.PAID, 100_00, 3_20)
    assert session.scalar(sa.select(sa.func.count()).select_from(WebhookEvent)) == 1
    assert json.loads(session.get_one(WebhookEvent, event["id"]).payload) == event
    everything_adds_up()


def test_a_message_that_lies_about_a_payment_is_not_believed(
    session: Session, client: FlaskClient, top_up: TopUp, cast: Cast, run_jobs: RunJobs
) -> None:
    lie = {"id": "evt_lie", "object": "event", "type": "checkout.session.completed", "created": int(time.time()),
           "data": {"object": {"id": top_up.session_id, "payment_status": "paid", "amount_total": 10**9}}}  # fmt: skip
    assert told(client, lie) == 200
    run_jobs()
    assert wallet_of(session, cast.acme.id) == {}


def test_a_delayed_debit_counts_when_it_has_arrived(
    session: Session, client: FlaskClient, standin: StandIn, top_up: TopUp, cast: Cast, run_jobs: RunJobs
) -> None:
    standin.pay(top_up.session_id or "", "bank_debit")
    completed = events_about(standin, top_up.session_id or "")[0]
    assert told(client, completed) == 200
    run_jobs()
    assert wallet_of(session, cast.acme.id) == {}
    standin.advance(5 * 86_400)
    arrived = events_about(standin, top_up.session_id or "")[0]
    assert arrived["type"] == "checkout.session.async_payment_succeeded"
    assert told(client, arrived) == 200
    run_jobs()
    assert wallet_of(session, cast.acme.id) == {"USD": usd(100_00)}


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_the_order_of_messages_does_not_matter(
    session: Session, client: FlaskClient, work_as: WorkAs, standin: StandIn, cast: Cast, run_jobs: RunJobs,
    order: tuple[int, ...],
) -> None:  # fmt: skip
    told_of = []
    for amount in (usd(10_00), usd(20_00)):
        asked = an_open_top_up(work_as, cast.acme, amount)
        open_payment_page(asked.id, PAGE)
        standin.pay(asked.session_id or "")
        told_of += events_about(standin, asked.session_id or "")
    told_of.append(told_of[0])
    for place in order:
        assert told(client, told_of[place]) == 200
        run_jobs()
    assert wallet_of(session, cast.acme.id) == {"USD": usd(30_00)}
    assert content_hash(session)


@pytest.mark.parametrize("signature", ["", "t=1,v1=00", "nonsense"])
def test_a_forged_message_is_refused_and_not_kept(session: Session, client: FlaskClient, signature: str) -> None:
    event = {
        "id": "evt_1",
        "object": "event",
        "type": "transfer.created",
        "created": 1,
        "data": {"object": {"id": "tr"}},
    }
    for thin in (False, True):
        assert told(client, event, signature=signature, thin=thin) == 400
    assert session.scalar(sa.select(sa.func.count()).select_from(WebhookEvent)) == 0
    assert session.scalar(sa.select(FactRow.id).where(FactRow.name == "payouts.WebhookReceived")) is None


@pytest.mark.parametrize("seconds", [-400, 400])
def test_a_message_from_another_time_is_refused(client: FlaskClient, seconds: int) -> None:
    event = {"id": "evt_1", "object": "event", "type": "x", "created": 1, "data": {"object": {"id": "tr"}}}
    late = signed(json.dumps(event).encode(), at=time.time() + seconds)
    assert told(client, event, signature=late) == 400


def test_one_secret_does_not_open_the_other_door(client: FlaskClient) -> None:
    event = {"id": "evt_1", "object": "event", "type": "x", "created": 1, "data": {"object": {"id": "tr"}}}
    assert told(client, event, signature=signed(json.dumps(event).encode(), "whsec_thin")) == 400


def test_a_message_of_an_unknown_kind_is_kept_and_left_alone(
    session: Session, client: FlaskClient, run_jobs: RunJobs
) -> None:
    event = {
        "id": "evt_1",
        "object": "event",
        "type": "customer.created",
        "created": 1,
        "data": {"object": {"id": "c"}},
    }
    assert told(client, event) == 200
    run_jobs()
    session.expire_all()
    assert session.get_one(WebhookEvent, "evt_1").done_at is not None


def test_an_account_becomes_ready_by_message(
    session: Session, client: FlaskClient, work_as: WorkAs, standin: StandIn, cast: Cast, run_jobs: RunJobs
) -> None:
    with work_as(person_behind(work_as, cast.maya).actor) as work:
        payouts.begin_onboarding(work)
    standin.onboard(onboarding_address(cast.maya.id, return_url="http://localhost/r", refresh_url="http://localhost/f"))
    account = payout_account_of(session, cast.maya.id)
    assert account is not None
    assert not account.is_ready
    thin = {"id": "evt_thin", "object": "v2.core.event", "type": "v2.core.account.updated",
            "created": "2026-11-24T12:00:00Z", "related_object": {"id": account.external_id}}  # fmt: skip
    stranger = {**thin, "id": "evt_other", "related_object": {"id": "acct_other"}}
    assert (told(client, thin, thin=True), told(client, stranger, thin=True)) == (200, 200)
    run_jobs()
    session.refresh(account)
    assert account.is_ready


def test_while_stripe_does_not_answer_a_message_waits(
    session: Session, client: FlaskClient, standin: StandIn, top_up: TopUp, cast: Cast, run_jobs: RunJobs
) -> None:
    standin.pay(top_up.session_id or "")
    standin.plan("checkout.sessions.retrieve", "rate_limit_429")
    assert told(client, events_about(standin, top_up.session_id or "")[0]) == 200
    run_jobs()
    waiting = session.scalars(sa.select(Delivery).where(Delivery.job == "payouts.act_on_webhook")).one()
    session.refresh(waiting)
    assert (waiting.state, waiting.attempts) == (DeliveryState.PENDING, 1)
    waiting.next_at = system_clock()
    session.commit()
    run_jobs()
    assert wallet_of(session, cast.acme.id) == {"USD": usd(100_00)}


def test_what_was_never_told_is_caught_up_with(
    session: Session, standin: StandIn, top_up: TopUp, cast: Cast, run_jobs: RunJobs,
    everything_adds_up: Callable[[], None],
) -> None:  # fmt: skip
    standin.pay(top_up.session_id or "")
    for _ in range(2):
        catch_up_with_stripe(Ticked(due_at=NOON))
        run_jobs()
    assert wallet_of(session, cast.acme.id) == {"USD": usd(100_00)}
    everything_adds_up()


def test_a_page_we_forgot_is_known_by_its_reference(
    session: Session,
    client: FlaskClient,
    work_as: WorkAs,
    standin: StandIn,
    top_up: TopUp,
    cast: Cast,
    run_jobs: RunJobs,
) -> None:
    page = top_up.session_id or ""
    with work_as(SYSTEM) as work:  # the machine lost its power between the call and the record
        work.session.execute(sa.update(TopUp).values(session_id=None, checkout_url=None))
    standin.pay(page)
    assert told(client, events_about(standin, page)[0]) == 200
    run_jobs()
    assert wallet_of(session, cast.acme.id) == {"USD": usd(100_00)}


def test_a_page_nobody_paid_expires_and_is_asked_about_after_an_hour(
    session: Session, standin: StandIn, top_up: TopUp, cast: Cast, clock: TestClock
) -> None:
    standin.advance(2 * 86_400)
    for minutes, state in ((59, TopUpState.OPEN), (2, TopUpState.EXPIRED)):
        clock.advance(minutes=minutes)
        catch_up_with_stripe(Ticked(due_at=clock.now))
        session.expire_all()
        assert session.get_one(TopUp, top_up.id).state is state
