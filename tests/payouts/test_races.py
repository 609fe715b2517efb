"""Two at once, on connections of their own: one wins, the other gets a clear no."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from threading import Barrier
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from marketplace.base.actor import SYSTEM
from marketplace.base.errors import Conflict, Refusal, Unavailable
from marketplace.base.ids import BrandId, BriefId, CreatorId, new_id
from marketplace.ledger import invariants as book
from marketplace.payouts import actions as payouts
from marketplace.payouts import invariants as money
from marketplace.payouts.actions.webhooks import receive_event
from marketplace.payouts.errands.sending import send
from marketplace.payouts.errors import NothingForTheBank
from marketplace.payouts.models import BankFile, Batch, Payout, PayoutLine, WebhookEvent
from marketplace.payouts.states import BankReason, BatchState, Destination, PayoutState
from marketplace.wallets import actions as wallets
from marketplace.wallets.errors import HoldGone, WalletTooSmall
from marketplace.wallets.queries import wallet_of
from marketplace.work.outbox import FactRow
from marketplace.work.unit import unit_of_work
from tests.builders.accounts import a_staff_member, a_verified_brand
from tests.builders.payouts import (
    a_batch,
    a_creator,
    a_creator_with_a_bank,
    a_held_order,
    a_payout_account,
    a_queued_payout,
    a_signed_batch,
    a_topped_up_wallet,
    an_earning,
    bank_files_made,
    usd,
)
from tests.gateways.payments.standin import StandIn
from tests.payouts.conftest import Cast
from tests.payouts.test_sending import onboarded, pay_in

Look = Callable[[], AbstractContextManager[Session]]


@pytest.fixture
def at_once(app: Flask, committed: Look) -> Callable[[Sequence[Callable[[], Any]]], list[Any]]:
    """Runs things at the same moment, each in a thread with a connection of its own; what each gave or raised."""

    def run(things: Sequence[Callable[[], Any]]) -> list[Any]:
        start = Barrier(len(things))

        def one(thing: Callable[[], Any]) -> Any:
            with app.app_context():
                start.wait(10)
                try:
                    return thing()
                except (Refusal, Unavailable) as no:
                    return no

        with ThreadPoolExecutor(len(things)) as pool:
            return list(pool.map(one, things))

    return run


@pytest.fixture
def cast(committed: Look) -> Iterator[Cast]:
    with committed():
        yield Cast(
            acme=a_verified_brand(unit_of_work, "Acme"),
            maya=a_creator(unit_of_work, "Maya"),
            bo=a_creator(unit_of_work, "Bo"),
            ines=a_staff_member(unit_of_work, "Ines"),
            jun=a_staff_member(unit_of_work, "Jun"),
        )


def sums_hold(look: Look) -> None:
    with look() as session:
        found = book.verify(session) | money.verify(session)
        assert all(found.values()), [name for name, holds in found.items() if not holds]


def test_approve_against_refund_has_one_winner(at_once: Callable[..., list[Any]], committed: Look, cast: Cast) -> None:
    with committed():
        brief_id, order_id = a_held_order(unit_of_work, cast.acme, usd(100_00))
        creator_id = CreatorId(cast.maya.id)

    def approve() -> str:
        with unit_of_work(SYSTEM) as work:
            payouts.settle(
                work, source=("order", order_id), creator_id=creator_id, price=usd(100_00), brand_fee=usd(10_00),
                creator_fee=usd(5_00), title="",
            )  # fmt: skip
        return "won"

    def refund() -> str:
        with unit_of_work(SYSTEM) as work:
            wallets.return_order_hold(work, order_id=order_id, brief_id=brief_id, currency="USD")
        return "won"

    results = at_once([approve, refund])
    assert results.count("won") == 1
    assert isinstance(next(result for result in results if result != "won"), HoldGone | Conflict)
    sums_hold(committed)


def test_a_wallet_is_spent_once(at_once: Callable[..., list[Any]], committed: Look, cast: Cast) -> None:
    with committed():
        a_topped_up_wallet(unit_of_work, cast.acme, usd(100_00))
        brand_id = BrandId(cast.acme.id)

    def fund() -> str:
        with unit_of_work(SYSTEM) as work:
            wallets.fund_brief(work, brief_id=BriefId(new_id()), brand_id=brand_id, amount=usd(30_00))
        return "funded"

    results = at_once([fund] * 6)
    assert results.count("funded") == 3
    assert all(isinstance(result, WalletTooSmall | Conflict) for result in results if result != "funded")
    with committed() as session:
        assert wallet_of(session, brand_id) == {"USD": usd(10_00)}
    sums_hold(committed)


def test_two_signers_sign_once(at_once: Callable[..., list[Any]], committed: Look, cast: Cast) -> None:
    with committed():
        kim = a_staff_member(unit_of_work, "Kim").actor
        jun = cast.jun.actor
        an_earning(unit_of_work, cast.acme, cast.maya, usd(100_00))
        a_payout_account(unit_of_work, cast.maya)
        a_queued_payout(unit_of_work, cast.maya)
        batch_id = a_batch(unit_of_work, cast.ines).id

    def sign(actor: Any) -> Callable[[], str]:
        def signing() -> str:
            with unit_of_work(actor) as work:
                payouts.sign_batch(work, batch_id)
            return "signed"

        return signing

    results = at_once([sign(jun), sign(kim)])
    assert results.count("signed") == 1
    assert sum(isinstance(result, Conflict) for result in results) == 1
    with committed() as session:
        assert session.get_one(Batch, batch_id).state is BatchState.SIGNED
        due = sa.select(sa.func.count()).where(FactRow.name == "payouts.PayoutDue")
        assert session.scalar(due) == 1
    sums_hold(committed)


def test_sign_against_cancel_has_one_winner(at_once: Callable[..., list[Any]], committed: Look, cast: Cast) -> None:
    with committed():
        an_earning(unit_of_work, cast.acme, cast.maya, usd(100_00))
        a_payout_account(unit_of_work, cast.maya)
        a_queued_payout(unit_of_work, cast.maya)
        batch_id = a_batch(unit_of_work, cast.ines).id
        ines, jun = cast.ines.actor, cast.jun.actor

    def sign() -> str:
        with unit_of_work(jun) as work:
            return payouts.sign_batch(work, batch_id).state.value

    def cancel() -> str:
        with unit_of_work(ines) as work:
            return payouts.cancel_batch(work, batch_id).state.value

    results = at_once([sign, cancel])
    assert sum(isinstance(result, Conflict) for result in results) == 1
    sums_hold(committed)


def test_an_earning_is_queued_once(at_once: Callable[..., list[Any]], committed: Look, cast: Cast) -> None:
    with committed():
        an_earning(unit_of_work, cast.acme, cast.maya, usd(100_00))
        a_payout_account(unit_of_work, cast.maya)
        creator_id = cast.maya.id

    def queue() -> UUID | None:
        with unit_of_work(SYSTEM) as work:
            payout = payouts.queue_payout(work, creator_id, "USD")
            return payout.id if payout else None

    results = at_once([queue] * 4)
    assert sum(isinstance(result, UUID) for result in results) == 1
    with committed() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(PayoutLine)) == 1
    sums_hold(committed)


def test_the_same_message_five_times_at_once_is_taken_once(at_once: Callable[..., list[Any]], committed: Look) -> None:
    def tell() -> bool:
        with unit_of_work(SYSTEM) as work:
            return receive_event(
                work, event_id="evt_1", type="transfer.created", object_id="tr_1", payload="{}",
                destination=Destination.PLATFORM,
            )  # fmt: skip

    assert sorted(at_once([tell] * 5)) == [False, False, False, False, True]
    with committed() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(WebhookEvent)) == 1
        heard = sa.select(sa.func.count()).where(FactRow.name == "payouts.WebhookReceived")
        assert session.scalar(heard) == 1


def test_two_workers_send_one_payout_once(
    at_once: Callable[..., list[Any]], committed: Look, cast: Cast, standin: StandIn
) -> None:
    with committed():
        pay_in(standin, usd(500_00))
        an_earning(unit_of_work, cast.acme, cast.maya, usd(100_00))
        onboarded(unit_of_work, standin, cast)
        payout = a_queued_payout(unit_of_work, cast.maya)
        a_signed_batch(unit_of_work, cast.ines, cast.jun)
        payout_id, group = payout.id, payout.group
    standin.plan("transfers.create", "slow", seconds=0.5)
    at_once([lambda: send(payout_id)] * 3)
    assert len(standin.payments.find_transfers(group)) == 1
    with committed() as session:
        assert session.get_one(Payout, payout_id).state is PayoutState.SENT
    sums_hold(committed)


def at_the_bank(cast: Cast, *, handed_over: bool = True) -> tuple[UUID, list[UUID]]:
    """A bank file of one payout, and the ids of its rows."""
    lin = a_creator_with_a_bank(unit_of_work)
    an_earning(unit_of_work, cast.acme, lin, usd(100_00))
    a_queued_payout(unit_of_work, lin)
    batch = a_signed_batch(unit_of_work, cast.ines, cast.jun)
    (file,) = bank_files_made(unit_of_work, cast.ines, batch)
    if handed_over:
        with unit_of_work(cast.jun.actor) as work:
            payouts.hand_over_bank_file(work, file.id)
    return file.id, [row.id for row in file.rows]


def test_two_people_make_one_bank_file(
    at_once: Callable[..., list[Any]], committed: Look, cast: Cast, our_bank: None
) -> None:
    with committed():
        lin = a_creator_with_a_bank(unit_of_work)
        an_earning(unit_of_work, cast.acme, lin, usd(100_00))
        a_queued_payout(unit_of_work, lin)
        batch_id = a_signed_batch(unit_of_work, cast.ines, cast.jun).id
        makers = [cast.ines.actor, cast.jun.actor, cast.ines.actor]

    def make(actor: Any) -> Callable[[], str]:
        def making() -> str:
            with unit_of_work(actor) as work:
                payouts.make_bank_files(work, batch_id)
            return "made"

        return making

    results = at_once([make(actor) for actor in makers])
    assert results.count("made") == 1
    assert sum(isinstance(result, NothingForTheBank) for result in results) == 2
    with committed() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(BankFile)) == 1
    sums_hold(committed)


def test_hand_over_against_cancel_has_one_winner(
    at_once: Callable[..., list[Any]], committed: Look, cast: Cast, our_bank: None
) -> None:
    with committed():
        file_id, _ = at_the_bank(cast, handed_over=False)
        jun = cast.jun.actor

    def hand_over() -> str:
        with unit_of_work(jun) as work:
            return payouts.hand_over_bank_file(work, file_id).state.value

    def cancel() -> str:
        with unit_of_work(jun) as work:
            return payouts.cancel_bank_file(work, file_id).state.value

    results = at_once([hand_over, cancel, hand_over])
    assert sum(isinstance(result, str) for result in results) == 1
    assert sum(isinstance(result, Conflict) for result in results) == 2
    sums_hold(committed)


def test_what_the_bank_did_is_written_down_once(
    at_once: Callable[..., list[Any]], committed: Look, cast: Cast, our_bank: None
) -> None:
    with committed():
        file_id, rows = at_the_bank(cast)
        jun = cast.jun.actor

    def write_down(answer: BankReason | None) -> Callable[[], str]:
        def writing() -> str:
            with unit_of_work(jun) as work:
                proof = payouts.Proof("advice.pdf", b"%PDF-1.7")
                payouts.record_carried_out(work, file_id, proof=proof, answers=dict.fromkeys(rows, answer))
            return "written"

        return writing

    results = at_once([write_down(None), write_down(BankReason.AC04), write_down(None)])
    assert results.count("written") == 1
    assert sum(isinstance(result, Conflict) for result in results) == 2
    sums_hold(committed)


def test_a_payment_bounces_once(at_once: Callable[..., list[Any]], committed: Look, cast: Cast, our_bank: None) -> None:
    with committed():
        file_id, rows = at_the_bank(cast)
        jun = cast.jun.actor
        with unit_of_work(jun) as work:
            proof = payouts.Proof("advice.pdf", b"%PDF-1.7")
            payouts.record_carried_out(work, file_id, proof=proof, answers=dict.fromkeys(rows))

    def bounce() -> str:
        with unit_of_work(jun) as work:
            payouts.record_bounce(work, rows[0], BankReason.BE01)
        return "bounced"

    results = at_once([bounce] * 3)
    assert results.count("bounced") == 1
    assert sum(isinstance(result, Conflict) for result in results) == 2
    sums_hold(committed)
