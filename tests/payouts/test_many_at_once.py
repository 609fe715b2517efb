"""Many payouts at once: by ticking them or by a filter, shown first, each for itself, every no with its reason."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.base.actor import SYSTEM
from marketplace.base.clock import system_clock
from marketplace.payouts import actions as payouts
from marketplace.payouts.actions.sending import plan_sending, record_refusal
from marketplace.payouts.errors import HeldAlready, NothingFailed, SentAlready
from marketplace.payouts.models import Hold, Payout
from marketplace.payouts.states import HoldReason, PayoutState
from marketplace.work.deliveries import BACK_OFF, run_delivery
from marketplace.work.outbox import Delivery, DeliveryState
from marketplace.work.tries import Outcome
from tests.builders.accounts import a_set_up_staff_member, owner_of
from tests.builders.payouts import (
    WorkAs,
    a_creator,
    a_payout_account,
    a_queued_payout,
    a_signed_batch,
    an_earning,
    usd,
)
from tests.payouts.cast import Cast
from tests.payouts.test_console import sent
from tests.payouts.test_pages import SignIn, words

WHY = {"reason": "figures", "note": "Views that nobody can explain."}
Check = Callable[[], None]


@pytest.fixture
def three(work_as: WorkAs, cast: Cast) -> list[Payout]:
    """Payouts of 95, 190 and 285 dollars that wait for a batch."""
    made = []
    for number, name in enumerate(("Ada", "Ben", "Cho"), 1):
        creator = a_creator(work_as, name)
        an_earning(work_as, cast.acme, creator, usd(100_00 * number))
        a_payout_account(work_as, creator)
        made.append(a_queued_payout(work_as, creator))
    return made


def held(session: Session) -> set[object]:
    return set(session.scalars(sa.select(Hold.payout_id).where(Hold.lifted_at.is_(None))))


def blocked(work_as: WorkAs, payout: Payout) -> None:
    """Stripe has said that its creator's account is not ready."""
    with work_as(SYSTEM) as work:
        plan = plan_sending(work, payout.id)
        assert plan is not None
        record_refusal(work, plan, Outcome.ACCOUNT_NOT_READY, says="no payout account")


def given_up(session: Session, payout: Payout) -> Delivery:
    """The job that should have sent it fails once more, and was tried often enough: nobody answers at Stripe."""
    row = session.scalars(
        sa.select(Delivery).where(Delivery.payload["payout_id"].astext == str(payout.id), Delivery.job.like("%send%"))
    ).one()
    delivery_id, row.attempts = row.id, len(BACK_OFF)
    session.commit()
    run_delivery(delivery_id)
    session.expire_all()
    assert row.state is DeliveryState.DEAD
    return row


def fields_of(shown: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', shown):
        found.setdefault(name, []).append(value)
    return found


def chosen(rows: Sequence[Payout]) -> dict[str, object]:
    return {"payout": [str(row.id) for row in rows]}


def test_ticked_ones_are_shown_first_and_then_held_with_the_reason_their_creators_read(
    session: Session, work_as: WorkAs, sign_in: SignIn, three: list[Payout], everything_adds_up: Check
) -> None:
    browser = sign_in(a_set_up_staff_member(work_as, "Juno"))
    preview = browser.post("/staff/payouts/bulk/hold", data=chosen(three[:2]))
    assert "Put 2 payouts on hold" in words(preview)
    assert held(session) == set()
    asked = fields_of(words(preview))
    assert browser.post("/staff/payouts/bulk/hold", data=asked | {"reason": "figures"}).status_code == 422
    answer = browser.post("/staff/payouts/bulk/hold", data=asked | WHY, follow_redirects=True)
    assert "2 payouts are on hold now" in words(answer)
    assert held(session) == {three[0].id, three[1].id}
    everything_adds_up()


def test_all_that_fit_means_the_filter_and_not_what_was_on_the_page(
    session: Session, work_as: WorkAs, sign_in: SignIn, three: list[Payout]
) -> None:
    browser = sign_in(a_set_up_staff_member(work_as, "Juno"))
    asked = {"all": "1", "state": "queued", "q": "b", "payout": str(three[0].id)}
    preview = words(browser.post("/staff/payouts/bulk/hold", data=asked))
    assert "Put one payout on hold" in preview
    assert "payout" not in fields_of(preview)
    browser.post("/staff/payouts/bulk/hold", data=fields_of(preview) | WHY)
    assert held(session) == {three[1].id}
    nonsense = {"all": "1", "state": "all", "from": "yesterday"}
    assert "Choose at least one" in words(
        browser.post("/staff/payouts/bulk/hold", data=nonsense | WHY | {"confirmed": "1"}, follow_redirects=True)
    )
    assert held(session) == {three[1].id}


def test_when_others_fit_meanwhile_they_are_looked_at_first(
    session: Session, work_as: WorkAs, cast: Cast, sign_in: SignIn, three: list[Payout]
) -> None:
    browser = sign_in(a_set_up_staff_member(work_as, "Juno"))
    asked = fields_of(words(browser.post("/staff/payouts/bulk/hold", data={"all": "1", "state": "queued"})))
    an_earning(work_as, cast.acme, cast.maya, usd(100_00))
    a_payout_account(work_as, cast.maya)
    a_queued_payout(work_as, cast.maya)
    answer = browser.post("/staff/payouts/bulk/hold", data=asked | WHY)
    assert answer.status_code == 409
    assert "Meanwhile other payouts fit" in words(answer)
    assert "Views that nobody can explain." in words(answer)
    assert held(session) == set()
    browser.post("/staff/payouts/bulk/hold", data=fields_of(words(answer)) | WHY)
    assert len(held(session)) == 4


def test_what_could_not_be_done_is_named_row_by_row_and_the_rest_is_done(
    session: Session, work_as: WorkAs, cast: Cast, sign_in: SignIn, three: list[Payout], everything_adds_up: Check
) -> None:
    left, stopped, waiting = three
    a_signed_batch(work_as, cast.ines, cast.jun, [left])
    sent(work_as, left)
    with work_as(cast.ines.actor) as work:
        payouts.hold_payout(work, stopped.id, reason=HoldReason.LEGAL, note="A letter came.")
    browser = sign_in(a_set_up_staff_member(work_as, "Juno"))
    nobodys = {"payout": [*(str(row.id) for row in three), "01900000-0000-7000-8000-000000000000", "x"]}
    shown = words(browser.post("/staff/payouts/bulk/hold", data=nobodys | WHY | {"confirmed": "1"}))
    assert "3 could not be done" in shown
    assert "One payout is on hold now" in shown
    for row, why in ((left, "It was sent already"), (stopped, "It is on hold already")):
        assert re.search(f"{row.id}.*?{why}", shown, re.DOTALL)
    assert waiting.code not in shown
    assert held(session) == {stopped.id, waiting.id}
    everything_adds_up()


def test_holds_are_lifted_but_not_one_that_stops_all_of_a_creators_payouts(
    session: Session, work_as: WorkAs, cast: Cast, sign_in: SignIn, three: list[Payout]
) -> None:
    own, whole, free = three
    with work_as(cast.ines.actor) as work:
        payouts.hold_payout(work, own.id, reason=HoldReason.LEGAL, note="A letter came.")
        payouts.hold_creator(work, whole.creator_id, reason=HoldReason.LEGAL, note="Another letter.")
    browser = sign_in(a_set_up_staff_member(work_as, "Juno"))
    shown = words(browser.post("/staff/payouts/bulk/lift", data=chosen(three) | {"confirmed": "1"}))
    assert "One hold is lifted" in shown
    assert re.search(f"{whole.id}.*?Every payout of its creator is on hold", shown, re.DOTALL)
    assert re.search(f"{free.id}.*?Nothing holds it", shown, re.DOTALL)
    assert [row.creator_id for row in session.scalars(sa.select(Hold).where(Hold.lifted_at.is_(None)))] == [
        whole.creator_id
    ]


def test_what_failed_is_tried_again_and_nothing_else(
    session: Session, work_as: WorkAs, cast: Cast, sign_in: SignIn, three: list[Payout], everything_adds_up: Check
) -> None:
    refused, dead, waiting = three
    a_signed_batch(work_as, cast.ines, cast.jun, [refused, dead])
    blocked(work_as, refused)
    job = given_up(session, dead)
    browser = sign_in(a_set_up_staff_member(work_as, "Juno"))
    assert "The job that sends it was given up" in words(browser.get("/staff/payouts?state=all"))
    assert "Set aside" in words(browser.get(f"/staff/payouts/{dead.id}"))
    shown = words(browser.post("/staff/payouts/bulk/again", data=chosen(three) | {"confirmed": "1"}))
    session.expire_all()
    assert (refused.state, job.state) == (PayoutState.QUEUED, DeliveryState.PENDING)
    assert job.next_at <= system_clock()
    assert re.search(f"{waiting.id}.*?Nothing about it has failed", shown, re.DOTALL)
    everything_adds_up()


def test_a_failed_job_is_set_aside_and_may_still_be_tried_by_itself(
    session: Session, work_as: WorkAs, cast: Cast, sign_in: SignIn, three: list[Payout]
) -> None:
    a_signed_batch(work_as, cast.ines, cast.jun, three[:1])
    job = given_up(session, three[0])
    browser = sign_in(a_set_up_staff_member(work_as, "Juno"))
    browser.post(f"/staff/payouts/{three[0].id}/aside")
    session.expire_all()
    assert job.state is DeliveryState.PARKED
    for verb in (payouts.set_aside, payouts.try_again):
        with pytest.raises(NothingFailed), work_as(cast.ines.actor) as work:
            verb(work, three[0].id)


def test_the_bar_offers_what_a_state_allows(work_as: WorkAs, sign_in: SignIn, three: list[Payout]) -> None:
    browser = sign_in(a_set_up_staff_member(work_as, "Juno"))
    queued = words(browser.get("/staff/payouts"))
    assert ("/bulk/hold" in queued, "/batch-preview" in queued, "/bulk/aside" in queued) == (True, True, False)
    assert 'name="all"' not in queued.split('id="choose"')[1]  # they are all on the page
    assert 'type="checkbox" name="payout"' not in words(browser.get("/staff/payouts?state=sent"))


def test_only_finance_may(session: Session, sign_in: SignIn, cast: Cast, three: list[Payout]) -> None:
    browser = sign_in(owner_of(cast.acme))
    for verb in ("hold", "lift", "again", "aside", "explode"):
        answer = browser.post(f"/staff/payouts/bulk/{verb}", data=chosen(three) | WHY | {"confirmed": "1"})
        assert answer.status_code == 404
    assert held(session) == set()


def test_a_second_hold_and_one_that_came_too_late_say_so(work_as: WorkAs, cast: Cast, three: list[Payout]) -> None:
    a_signed_batch(work_as, cast.ines, cast.jun, three[:1])
    sent(work_as, three[0])
    with pytest.raises(SentAlready), work_as(cast.ines.actor) as work:
        payouts.hold_payout(work, three[0].id, reason=HoldReason.LEGAL, note="A letter.")
    with work_as(cast.ines.actor) as work:
        payouts.hold_payout(work, three[1].id, reason=HoldReason.LEGAL, note="A letter.")
    with pytest.raises(HeldAlready), work_as(cast.ines.actor) as work:
        payouts.hold_payout(work, three[1].id, reason=HoldReason.LEGAL, note="Again.")
