"""Two at once, on connections of their own: one wins, the other gets a clear no."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from marketplace.base.actor import SYSTEM
from marketplace.base.errors import Conflict
from marketplace.base.ids import BrandId, BriefId, CreatorId, new_id
from marketplace.payouts import actions as payouts
from marketplace.payouts.actions.webhooks import receive_event
from marketplace.payouts.errands.sending import send
from marketplace.payouts.errors import NothingToPayOut, TooLateToHold
from marketplace.payouts.models import Batch, Payout, PayoutLine, WebhookEvent
from marketplace.payouts.states import BatchState, Destination, HoldReason, PayoutState
from marketplace.wallets import actions as wallets
from marketplace.wallets.errors import HoldGone, WalletTooSmall
from marketplace.wallets.queries import wallet_of
from marketplace.work.outbox import FactRow
from marketplace.work.unit import unit_of_work
from tests.builders.accounts import a_staff_member
from tests.builders.payouts import (
    a_batch,
    a_held_order,
    a_payout_account,
    a_queued_payout,
    a_signed_batch,
    a_topped_up_wallet,
    an_earning,
    usd,
)
from tests.gateways.payments.standin import StandIn
from tests.payouts.cast import Cast
from tests.payouts.races.conftest import Look, sums_hold
from tests.payouts.test_sending import onboarded, pay_in


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


def test_sign_against_hold_sends_nothing_that_is_held(
    at_once: Callable[..., list[Any]], committed: Look, cast: Cast
) -> None:
    """Whoever comes first: a held payout never goes on by itself, and the loser of the two is told or overruled."""
    with committed():
        a_payout_account(unit_of_work, cast.maya)
        an_earning(unit_of_work, cast.acme, cast.maya, usd(100_00))
        payout_id = a_queued_payout(unit_of_work, cast.maya).id
        batch_id = a_batch(unit_of_work, cast.ines).id
        ines, jun = cast.ines.actor, cast.jun.actor

    def sign() -> str:
        with unit_of_work(jun) as work:
            return payouts.sign_batch(work, batch_id).state.value

    def hold() -> str:
        with unit_of_work(ines) as work:
            payouts.hold_payout(work, payout_id, reason=HoldReason.LEGAL, note="A letter came.")
            return "held"

    results = at_once([sign, hold])
    assert "held" in results
    with committed() as session:
        payout = session.get_one(Payout, payout_id)
        if isinstance(results[0], NothingToPayOut):  # the hold was first: there is nothing to sign
            assert (payout.state, payout.batch_id) == (PayoutState.QUEUED, None)
        else:
            assert payout.state is PayoutState.BLOCKED
    sums_hold(committed)


def test_hold_against_send_has_one_winner(
    at_once: Callable[..., list[Any]], committed: Look, cast: Cast, standin: StandIn
) -> None:
    with committed():
        pay_in(standin, usd(500_00))
        an_earning(unit_of_work, cast.acme, cast.maya, usd(100_00))
        onboarded(unit_of_work, standin, cast)
        payout = a_queued_payout(unit_of_work, cast.maya)
        a_signed_batch(unit_of_work, cast.ines, cast.jun)
        payout_id, group, ines = payout.id, payout.group, cast.ines.actor

    def hold() -> str:
        with unit_of_work(ines) as work:
            payouts.hold_payout(work, payout_id, reason=HoldReason.LEGAL, note="A letter came.")
            return "held"

    result = at_once([hold, lambda: send(payout_id)])[0]
    was_sent = len(standin.payments.find_transfers(group)) == 1
    assert was_sent is isinstance(result, TooLateToHold)
    with committed() as session:
        state = session.get_one(Payout, payout_id).state
        assert state is (PayoutState.SENT if was_sent else PayoutState.BLOCKED)
    sums_hold(committed)
