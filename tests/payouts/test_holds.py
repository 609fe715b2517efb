"""Payouts are stopped with a reason: they leave their batch, are blocked, or it is too late."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.base.errors import Forbidden, NotFound
from marketplace.payouts import actions as payouts
from marketplace.payouts.actions.holding_back import MOST_IN_A_NOTE
from marketplace.payouts.errands.sending import send
from marketplace.payouts.errors import HeldAlready, NoteMissing, NothingToPayOut, TooLateToHold
from marketplace.payouts.models import Hold, Payout
from marketplace.payouts.previews import ON_HOLD, preview
from marketplace.payouts.queries import unpaid_earnings
from marketplace.payouts.states import BatchState, HoldReason, PayoutState
from tests.builders.accounts import a_set_up_staff_member, owner_of
from tests.builders.payouts import (
    WorkAs,
    a_batch,
    a_creator_with_a_bank,
    a_payout_account,
    a_queued_payout,
    a_signed_batch,
    an_earning,
    bank_files_made,
    person_behind,
    usd,
)
from tests.conftest import NOON, TestClock
from tests.gateways.payments.standin import StandIn
from tests.payouts.cast import Cast
from tests.payouts.test_pages import SignIn, words
from tests.payouts.test_sending import onboarded, pay_in, transfers_of

Check = Callable[[], None]
WHY = {"reason": HoldReason.IDENTITY, "note": "Two accounts with one face."}


@pytest.fixture
def queued(work_as: WorkAs, cast: Cast) -> Payout:
    an_earning(work_as, cast.acme, cast.maya, usd(100_00))
    a_payout_account(work_as, cast.maya)
    return a_queued_payout(work_as, cast.maya)


def held(work_as: WorkAs, cast: Cast, payout: Payout) -> Hold:
    with work_as(cast.ines.actor) as work:
        return payouts.hold_payout(work, payout.id, **WHY)


def test_a_held_payout_goes_into_no_batch_until_the_hold_is_lifted(
    session: Session, work_as: WorkAs, cast: Cast, queued: Payout, everything_adds_up: Check
) -> None:
    hold = held(work_as, cast, queued)
    assert preview(session, [queued], NOON).excluded == [(queued, ON_HOLD)]
    with pytest.raises(NothingToPayOut):
        a_batch(work_as, cast.ines, [queued])
    with work_as(cast.jun.actor) as work:
        payouts.lift_hold(work, hold.id)
    assert a_batch(work_as, cast.ines, [queued]).payouts == [queued]
    with pytest.raises(NotFound), work_as(cast.jun.actor) as work:
        payouts.lift_hold(work, hold.id)
    everything_adds_up()


def test_it_leaves_a_batch_that_is_not_signed_and_the_others_go(
    session: Session, work_as: WorkAs, cast: Cast, queued: Payout, everything_adds_up: Check
) -> None:
    an_earning(work_as, cast.acme, cast.bo, usd(50_00))
    a_payout_account(work_as, cast.bo)
    other = a_queued_payout(work_as, cast.bo)
    batch = a_batch(work_as, cast.ines, [queued, other])
    held(work_as, cast, queued)
    with work_as(cast.jun.actor) as work:
        payouts.sign_batch(work, batch.id)
    assert (queued.state, queued.batch_id, other.state) == (PayoutState.QUEUED, None, PayoutState.SIGNED)
    everything_adds_up()


def test_a_batch_of_which_nothing_is_left_cannot_be_signed(work_as: WorkAs, cast: Cast, queued: Payout) -> None:
    batch = a_batch(work_as, cast.ines, [queued])
    held(work_as, cast, queued)
    with pytest.raises(NothingToPayOut), work_as(cast.jun.actor) as work:
        payouts.sign_batch(work, batch.id)


def test_after_the_signature_it_is_blocked_and_nothing_is_sent(
    session: Session, work_as: WorkAs, standin: StandIn, cast: Cast, everything_adds_up: Check
) -> None:
    pay_in(standin, usd(500_00))
    an_earning(work_as, cast.acme, cast.maya, usd(100_00))
    onboarded(work_as, standin, cast)
    payout = a_queued_payout(work_as, cast.maya)
    batch = a_signed_batch(work_as, cast.ines, cast.jun)
    hold = held(work_as, cast, payout)
    send(payout.id)
    assert (payout.state, transfers_of(standin, payout)) == (PayoutState.BLOCKED, 0)
    session.refresh(batch)
    assert batch.state is BatchState.DONE
    with pytest.raises(HeldAlready), work_as(cast.ines.actor) as work:
        payouts.queue_again(work, payout.id)
    with work_as(cast.jun.actor) as work:
        payouts.lift_hold(work, hold.id)
    assert (payout.state, payout.problem, payout.batch_id) == (PayoutState.QUEUED, "", None)
    a_signed_batch(work_as, cast.ines, cast.jun, [payout])
    send(payout.id)
    with pytest.raises(TooLateToHold):
        held(work_as, cast, payout)
    assert transfers_of(standin, payout) == 1
    everything_adds_up()


def test_what_may_be_leaving_cannot_be_held(work_as: WorkAs, standin: StandIn, cast: Cast) -> None:
    pay_in(standin, usd(500_00))
    an_earning(work_as, cast.acme, cast.maya, usd(100_00))
    onboarded(work_as, standin, cast)
    payout = a_queued_payout(work_as, cast.maya)
    a_signed_batch(work_as, cast.ines, cast.jun)
    standin.plan("transfers.create", "drop_after", times=2)
    with pytest.raises(Exception, match="."):
        send(payout.id)
    with pytest.raises(TooLateToHold):
        held(work_as, cast, payout)


def test_what_is_in_a_bank_file_cannot_be_held(work_as: WorkAs, cast: Cast, our_bank: None) -> None:
    lin = a_creator_with_a_bank(work_as)
    an_earning(work_as, cast.acme, lin, usd(70_00))
    payout = a_queued_payout(work_as, lin)
    batch = a_signed_batch(work_as, cast.ines, cast.jun)
    (file,) = bank_files_made(work_as, cast.ines, batch)
    with pytest.raises(TooLateToHold):
        held(work_as, cast, payout)
    with work_as(cast.ines.actor) as work:
        payouts.cancel_bank_file(work, file.id)
    held(work_as, cast, payout)
    assert payout.state is PayoutState.BLOCKED


def test_a_hold_on_a_creator_stops_the_coming_payouts_too(
    session: Session, work_as: WorkAs, cast: Cast, queued: Payout, everything_adds_up: Check
) -> None:
    with work_as(cast.ines.actor) as work:
        hold, too_late = payouts.hold_creator(work, cast.maya.id, **WHY)
    assert too_late == []
    with pytest.raises(NothingToPayOut):
        a_batch(work_as, cast.ines, [queued])
    an_earning(work_as, cast.acme, cast.maya, usd(20_00))
    with work_as(cast.ines.actor) as work:
        payouts.give_up_payout(work, queued.id)
        assert payouts.queue_payout(work, cast.maya.id, "USD") is None
    assert len(unpaid_earnings(session, cast.maya.id, "USD")) == 2
    with work_as(cast.ines.actor) as work:
        payouts.lift_hold(work, hold.id)
    assert a_queued_payout(work_as, cast.maya).net == usd(114_00)
    everything_adds_up()


def test_who_may_and_what_must_be_said(work_as: WorkAs, cast: Cast, queued: Payout) -> None:
    for stranger in (owner_of(cast.acme), person_behind(work_as, cast.maya)):
        with pytest.raises((Forbidden, NotFound)), work_as(stranger.actor) as work:
            payouts.hold_payout(work, queued.id, **WHY)
    for nothing in ("", "  ", "x" * (MOST_IN_A_NOTE + 1)):
        with pytest.raises(NoteMissing), work_as(cast.ines.actor) as work:
            payouts.hold_payout(work, queued.id, reason=HoldReason.LEGAL, note=nothing)
    held(work_as, cast, queued)
    with pytest.raises(HeldAlready):
        held(work_as, cast, queued)


def test_the_pages_say_why_to_each_side(
    session: Session, work_as: WorkAs, cast: Cast, queued: Payout, sign_in: SignIn, clock: TestClock
) -> None:
    browser = sign_in(a_set_up_staff_member(work_as, "Juno"))
    address = f"/staff/payouts/{queued.id}"
    said = {"scope": "creator", "reason": "identity", "note": "Two accounts with one face."}
    for nonsense in ({"note": ""}, {"reason": "because"}, {"scope": "all"}):
        assert browser.post(f"{address}/holds", data={**said, **nonsense}).status_code == 422
    assert session.scalars(sa.select(Hold)).all() == []
    assert browser.post(f"{address}/holds", data=said).status_code == 303
    assert browser.post(f"{address}/holds", data=said).status_code == 409
    shown = words(browser.get(address))
    assert "It stops every payout of this creator." in shown
    assert "Two accounts with one face." in words(browser.get("/staff/payouts/holds"))
    assert "Maya" in words(browser.get("/staff/payouts?held=1"))
    creator = sign_in(person_behind(work_as, cast.maya))
    earnings = words(creator.get("/earnings"))
    assert "All your payouts are on hold" in earnings
    assert "We could not confirm who you are" in earnings
    assert "one face" not in earnings
    browser = sign_in(a_set_up_staff_member(work_as, "Kim"))
    clock.now = NOON + timedelta(hours=1)
    hold = session.scalars(sa.select(Hold)).one()
    assert browser.post(f"/staff/payouts/holds/{hold.id}/lift").status_code == 303
    assert "Nothing is held" in words(browser.get("/staff/payouts/holds"))
    assert "lifted by" in words(browser.get("/staff/payouts/holds?lifted=1"))
    assert "Hold lifted" in words(browser.get(address))
