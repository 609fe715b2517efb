"""One earning is kept out of payouts with a reason; the others are paid all the same, and its creator reads why."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.base.actor import SYSTEM
from marketplace.base.errors import Forbidden, NotFound
from marketplace.payouts import actions as payouts
from marketplace.payouts.errors import HeldAlready, InAPayout, NoteMissing, SentAlready
from marketplace.payouts.models import Batch, Earning, EarningHold, Payout
from marketplace.payouts.queries import causes_of_lateness, payouts_of, unpaid_earnings
from marketplace.payouts.states import BatchState, HoldReason, PayoutState
from marketplace.payouts.states.lateness import LateCause
from tests.builders.accounts import a_set_up_staff_member, owner_of
from tests.builders.payouts import (
    WorkAs,
    a_batch,
    a_give_back,
    a_payout_account,
    a_queued_payout,
    a_signed_batch,
    an_earning,
    person_behind,
    usd,
)
from tests.conftest import NOON, TestClock
from tests.payouts.cast import Cast
from tests.payouts.test_console import sent
from tests.payouts.test_pages import SignIn, words

WHY = {"reason": HoldReason.FIGURES, "note": "Views that nobody can explain."}
Check = Callable[[], None]


@pytest.fixture
def two(work_as: WorkAs, cast: Cast) -> tuple[Earning, Earning]:
    """Maya has earned 95 dollars with oat latte and 47.50 with cups."""
    a_payout_account(work_as, cast.maya)
    latte = an_earning(work_as, cast.acme, cast.maya, usd(100_00), title="Oat latte")
    return latte, an_earning(work_as, cast.acme, cast.maya, usd(50_00), title="Barista cups")


def held(work_as: WorkAs, cast: Cast, earning: Earning) -> EarningHold:
    with work_as(cast.ines.actor) as work:
        return payouts.hold_earning(work, earning.id, **WHY)


def test_it_is_left_out_of_the_next_payout_and_goes_into_a_later_one(
    session: Session, work_as: WorkAs, cast: Cast, two: tuple[Earning, Earning], everything_adds_up: Check
) -> None:
    latte, cups = two
    hold = held(work_as, cast, latte)
    assert unpaid_earnings(session, cast.maya.id, "USD") == [cups]
    payout = a_queued_payout(work_as, cast.maya)
    assert payout.net == usd(47_50)
    everything_adds_up()
    a_signed_batch(work_as, cast.ines, cast.jun)
    with work_as(cast.jun.actor) as work:
        payouts.lift_earning_hold(work, hold.id)
    assert a_queued_payout(work_as, cast.maya).net == usd(95_00)
    with pytest.raises(NotFound), work_as(cast.jun.actor) as work:
        payouts.lift_earning_hold(work, hold.id)
    everything_adds_up()


@pytest.mark.parametrize("batched", [False, True])
def test_a_payout_that_waits_for_people_is_made_anew_without_it(
    session: Session,
    work_as: WorkAs,
    cast: Cast,
    two: tuple[Earning, Earning],
    everything_adds_up: Check,
    batched: bool,
) -> None:
    before = a_queued_payout(work_as, cast.maya)
    batch = a_batch(work_as, cast.ines) if batched else None
    held(work_as, cast, two[0])
    session.expire_all()
    anew = next(one for one in payouts_of(session, cast.maya.id) if one.id != before.id)
    assert (before.state, before.batch_id) == (PayoutState.RETURNED, None)
    assert (anew.state, anew.net, anew.batch_id) == (PayoutState.QUEUED, usd(47_50), None)
    assert [line.earning for line in anew.lines] == [two[1]]
    assert batch is None or batch.state is BatchState.MADE
    everything_adds_up()


def test_when_nothing_else_is_left_no_payout_is_made(
    session: Session, work_as: WorkAs, cast: Cast, two: tuple[Earning, Earning], everything_adds_up: Check
) -> None:
    a_queued_payout(work_as, cast.maya)
    for earning in two:
        held(work_as, cast, earning)
    session.expire_all()
    assert {one.state for one in payouts_of(session, cast.maya.id)} == {PayoutState.RETURNED}
    with work_as(SYSTEM) as work:
        assert payouts.queue_payout(work, cast.maya.id, "USD") is None
    everything_adds_up()


def test_it_is_too_late_once_its_payout_is_under_way(
    session: Session, work_as: WorkAs, cast: Cast, two: tuple[Earning, Earning], everything_adds_up: Check
) -> None:
    payout = a_queued_payout(work_as, cast.maya)
    with work_as(cast.ines.actor) as work:
        whole = payouts.hold_payout(work, payout.id, **WHY)
    with pytest.raises(InAPayout):  # the hold on the whole would be lost
        held(work_as, cast, two[0])
    with work_as(cast.ines.actor) as work:
        payouts.lift_hold(work, whole.id)
    a_signed_batch(work_as, cast.ines, cast.jun)
    with pytest.raises(InAPayout):
        held(work_as, cast, two[0])
    sent(work_as, payout)
    with pytest.raises(SentAlready):
        held(work_as, cast, two[0])
    assert session.scalar(sa.select(sa.func.count()).select_from(EarningHold)) == 0
    everything_adds_up()


def test_a_debt_is_paid_out_of_it_all_the_same(
    session: Session, work_as: WorkAs, cast: Cast, two: tuple[Earning, Earning], everything_adds_up: Check
) -> None:
    latte, cups = two
    hold = held(work_as, cast, latte)
    a_batch(work_as, cast.ines, [a_queued_payout(work_as, cast.maya)])
    a_give_back(work_as, cast.ines, cast.jun, cast.acme, cups, cups.gross)
    session.expire_all()
    assert (latte.netted, latte.left) == (usd(47_50), usd(47_50))
    everything_adds_up()
    with work_as(cast.ines.actor) as work:
        payouts.cancel_batch(work, work.session.scalars(sa.select(Batch.id)).one())
        payouts.lift_earning_hold(work, hold.id)
    everything_adds_up()


def test_who_may_and_what_must_be_said(work_as: WorkAs, cast: Cast, two: tuple[Earning, Earning]) -> None:
    for stranger in (owner_of(cast.acme), person_behind(work_as, cast.maya)):
        with pytest.raises((Forbidden, NotFound)), work_as(stranger.actor) as work:
            payouts.hold_earning(work, two[0].id, **WHY)
    with pytest.raises(NoteMissing), work_as(cast.ines.actor) as work:
        payouts.hold_earning(work, two[0].id, reason=HoldReason.LEGAL, note=" ")
    hold = held(work_as, cast, two[0])
    with pytest.raises(HeldAlready):
        held(work_as, cast, two[0])
    with pytest.raises((Forbidden, NotFound)), work_as(person_behind(work_as, cast.maya).actor) as work:
        payouts.lift_earning_hold(work, hold.id)


def test_a_payout_that_was_late_for_it_says_so(
    session: Session, work_as: WorkAs, cast: Cast, two: tuple[Earning, Earning], clock: TestClock
) -> None:
    hold = held(work_as, cast, two[0])
    free = a_queued_payout(work_as, cast.maya)
    a_signed_batch(work_as, cast.ines, cast.jun)
    sent(work_as, free)
    clock.now = NOON + timedelta(days=8)
    with work_as(cast.ines.actor) as work:
        payouts.lift_earning_hold(work, hold.id)
    late: Payout = a_queued_payout(work_as, cast.maya)
    assert causes_of_lateness(session, [late, free], clock.now) == {late.id: LateCause.HELD}


def test_the_pages_say_why_to_each_side(
    session: Session, work_as: WorkAs, cast: Cast, two: tuple[Earning, Earning], sign_in: SignIn, clock: TestClock
) -> None:
    payout = a_queued_payout(work_as, cast.maya)
    address = f"/staff/payouts/earnings/{two[0].id}"
    browser = sign_in(a_set_up_staff_member(work_as, "Juno"))
    assert address in words(browser.get(f"/staff/payouts/{payout.id}"))
    assert address in words(browser.get("/staff/payouts/earnings?q=latte"))
    assert address not in words(browser.get("/staff/payouts/earnings?q=cups"))
    said = {"reason": "figures", "note": "Views that nobody can explain."}
    for nonsense in ({"note": ""}, {"reason": "because"}):
        assert browser.post(f"{address}/holds", data={**said, **nonsense}).status_code == 422
    assert browser.post(f"{address}/holds", data=said).status_code == 303
    assert browser.post(f"{address}/holds", data=said).status_code == 409
    assert "Views that nobody can explain." in words(browser.get(address))
    assert address in words(browser.get("/staff/payouts/earnings?held=1"))
    shown = words(sign_in(person_behind(work_as, cast.maya)).get("/earnings"))
    assert "We are looking into your channel" in shown
    assert "nobody can explain" not in shown
    browser = sign_in(a_set_up_staff_member(work_as, "Kim"))
    clock.now = NOON + timedelta(hours=1)
    hold = session.scalars(sa.select(EarningHold)).one()
    assert browser.post(f"/staff/payouts/earnings/holds/{hold.id}/lift").status_code == 303
    assert browser.post(f"/staff/payouts/earnings/holds/{hold.id}/lift").status_code == 404
    assert "No earning is held" in words(browser.get("/staff/payouts/earnings?held=1"))
    assert "Hold lifted" in words(browser.get(address))
