"""One person makes a batch, another signs it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.base.actor import SYSTEM, Actor, Duty
from marketplace.base.errors import Conflict, Forbidden, NotFound
from marketplace.base.lifecycle import NotOpen
from marketplace.ledger import chart
from marketplace.ledger.queries import balance
from marketplace.payouts import actions as payouts
from marketplace.payouts.errors import NothingToPayOut, SecondPersonNeeded
from marketplace.payouts.models import Attempt, Payout
from marketplace.payouts.previews import NO_ACCOUNT, NOT_QUEUED, preview
from marketplace.payouts.states import BatchState, EarningState, PayoutState
from marketplace.work.outbox import FactRow
from tests.builders.accounts import a_staff_member, owner_of
from tests.builders.payouts import (
    WorkAs,
    a_batch,
    a_payout_account,
    a_queued_payout,
    a_signed_batch,
    an_earning,
    person_behind,
    usd,
)
from tests.conftest import NOON
from tests.payouts.cast import Cast

Check = Callable[[], None]


@pytest.fixture
def queued(work_as: WorkAs, cast: Cast) -> list[Payout]:
    made = []
    for creator in (cast.maya, cast.bo):
        an_earning(work_as, cast.acme, creator, usd(100_00))
        a_payout_account(work_as, creator)
        made.append(a_queued_payout(work_as, creator))
    return made


def test_a_batch_is_signed_by_another_person(
    session: Session, work_as: WorkAs, cast: Cast, queued: list[Payout], everything_adds_up: Check
) -> None:
    batch = a_batch(work_as, cast.ines)
    with pytest.raises(SecondPersonNeeded), work_as(cast.ines.actor) as work:
        payouts.sign_batch(work, batch.id)
    with work_as(cast.jun.actor) as work:
        payouts.sign_batch(work, batch.id)
    session.refresh(batch)
    assert (batch.state, batch.made_by_id, batch.signed_by_id) == (BatchState.SIGNED, cast.ines.id, cast.jun.id)
    assert {payout.state for payout in batch.payouts} == {PayoutState.SIGNED}
    due = session.scalar(sa.select(sa.func.count()).where(FactRow.name == "payouts.PayoutDue"))
    assert due == 2
    everything_adds_up()


def test_a_batch_is_signed_once(work_as: WorkAs, cast: Cast, queued: list[Payout]) -> None:
    batch = a_signed_batch(work_as, cast.ines, cast.jun)
    with pytest.raises(NotOpen), work_as(cast.jun.actor) as work:
        payouts.sign_batch(work, batch.id)
    with pytest.raises(NotOpen), work_as(cast.jun.actor) as work:
        payouts.cancel_batch(work, batch.id)


def test_the_preview_says_who_is_left_out_and_why(
    session: Session, work_as: WorkAs, cast: Cast, queued: list[Payout]
) -> None:
    maya, bo = queued
    with work_as(SYSTEM) as work:
        payouts.record_recipient(work, cast.bo.id, external_id="ignored", transfers_status="restricted")
    shown = preview(session, queued, NOON)
    assert (list(shown.included), shown.creators, shown.totals) == ([maya], 1, {"USD": usd(95_00)})
    assert [(payout.id, why) for payout, why in shown.excluded] == [(bo.id, NO_ACCOUNT)]
    batch = a_batch(work_as, cast.ines, queued)
    assert [payout.id for payout in batch.payouts] == [maya.id]
    assert preview(session, [maya], NOON).excluded == [(maya, NOT_QUEUED)]


def test_a_batch_of_nothing_is_refused(work_as: WorkAs, cast: Cast, queued: list[Payout]) -> None:
    a_batch(work_as, cast.ines, queued)
    for chosen in ([], queued):
        with pytest.raises(NothingToPayOut):
            a_batch(work_as, cast.jun, chosen)


def test_a_cancelled_batch_lets_its_payouts_go(
    session: Session, work_as: WorkAs, cast: Cast, queued: list[Payout], everything_adds_up: Check
) -> None:
    batch = a_batch(work_as, cast.ines)
    with work_as(cast.ines.actor) as work:
        payouts.cancel_batch(work, batch.id)
    assert {(payout.state, payout.batch_id) for payout in queued} == {(PayoutState.QUEUED, None)}
    assert len(a_batch(work_as, cast.jun).payouts) == 2
    everything_adds_up()


def test_only_finance_staff_touch_batches(work_as: WorkAs, cast: Cast, queued: list[Payout]) -> None:
    batch = a_batch(work_as, cast.ines)
    tess = a_staff_member(work_as, "Tess", duties=(Duty.TRUST,))
    verbs: list[Callable[..., object]] = [
        lambda work: payouts.make_batch(work, [queued[0].id]),
        lambda work: payouts.sign_batch(work, batch.id),
        lambda work: payouts.cancel_batch(work, batch.id),
        lambda work: payouts.queue_again(work, queued[0].id),
        lambda work: payouts.give_up_payout(work, queued[0].id),
    ]
    strangers: list[Actor] = [tess.actor, owner_of(cast.acme).actor, person_behind(work_as, cast.maya).actor]
    for stranger in strangers:
        for verb in verbs:
            with pytest.raises((Forbidden, NotFound)), work_as(stranger) as work:
                verb(work)


def test_a_payout_given_up_frees_its_earnings(
    session: Session, work_as: WorkAs, cast: Cast, queued: list[Payout], everything_adds_up: Check
) -> None:
    with work_as(cast.ines.actor) as work:
        payouts.give_up_payout(work, queued[0].id, why="the creator asked for it")
    assert queued[0].state is PayoutState.RETURNED
    assert balance(session, chart.creator_available(cast.maya.id), "USD") == usd(95_00)
    assert queued[0].lines[0].earning.where is EarningState.AVAILABLE
    everything_adds_up()
    again = a_queued_payout(work_as, cast.maya)
    assert again.net == usd(95_00)
    everything_adds_up()


def test_a_payout_that_may_have_left_cannot_be_given_up(
    session: Session, work_as: WorkAs, cast: Cast, queued: list[Payout]
) -> None:
    with work_as(SYSTEM) as work:
        work.session.add(Attempt(payout_id=queued[0].id, number=1, key="k", account="acct", began_at=work.now))
    with pytest.raises(Conflict), work_as(cast.ines.actor) as work:
        payouts.give_up_payout(work, queued[0].id)


def test_a_mended_account_queues_what_was_blocked(
    session: Session, work_as: WorkAs, cast: Cast, queued: list[Payout]
) -> None:
    a_signed_batch(work_as, cast.ines, cast.jun)
    with work_as(SYSTEM) as work:
        payouts.record_recipient(work, cast.maya.id, external_id="ignored", transfers_status="restricted")
        payout = work.session.get_one(Payout, queued[0].id)
        payout.move("block", by=SYSTEM.side or payout.state, at=work.now)  # type: ignore[arg-type]
    with work_as(SYSTEM) as work:
        payouts.record_recipient(work, cast.maya.id, external_id="ignored", transfers_status="active")
    session.refresh(queued[0])
    assert (queued[0].state, queued[0].batch_id) == (PayoutState.QUEUED, None)
