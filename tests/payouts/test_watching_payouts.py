"""Payouts are watched: one beside its list, a batch while it leaves."""

from __future__ import annotations

import pytest

from marketplace.base.actor import SYSTEM
from marketplace.payouts import actions as payouts
from marketplace.payouts.actions.sending import begin_attempt, plan_sending, record_refusal, record_sent
from marketplace.payouts.models import Payout
from marketplace.work.tries import Outcome
from tests.builders.payouts import WorkAs, a_batch, a_payout_account, a_queued_payout, an_earning, usd
from tests.payouts.cast import Cast
from tests.payouts.test_pages import SignIn, words


@pytest.fixture
def queued(work_as: WorkAs, cast: Cast) -> Payout:
    an_earning(work_as, cast.acme, cast.maya, usd(100_00))
    a_payout_account(work_as, cast.maya)
    return a_queued_payout(work_as, cast.maya)


def test_a_payout_opens_beside_its_list_and_as_a_page(cast: Cast, sign_in: SignIn, queued: Payout) -> None:
    browser = sign_in(cast.ines)
    shown = words(browser.get("/staff/payouts"))
    assert 'data-behaviour="rows"' in shown
    assert f'<a href="/staff/payouts/{queued.id}">' in shown  # what there is without a script
    beside = words(browser.get(f"/staff/payouts/{queued.id}", headers={"HX-Request": "true"}))
    assert f'data-drawer-of="/staff/payouts/{queued.id}"' in beside
    whole = words(browser.get(f"/staff/payouts/{queued.id}"))
    assert ("<html" in beside, "<html" in whole) == (False, True)
    for part in ("$100.00", "− $5.00", "$95.00", "Put on hold", "Nothing was sent yet"):
        assert part in beside
        assert part in whole


def test_a_batch_tells_how_far_it_is_and_looks_again_while_something_moves(
    work_as: WorkAs, cast: Cast, sign_in: SignIn, queued: Payout
) -> None:
    batch = a_batch(work_as, cast.ines, [queued])
    browser = sign_in(cast.ines)
    address = f"/staff/payouts/batches/{batch.id}"
    assert "every" not in words(browser.get(address))  # nobody has signed it
    with work_as(cast.jun.actor) as work:
        payouts.sign_batch(work, batch.id)
    moving = words(browser.get(address))
    assert 'role="status"' in moving
    assert "0 of 1 done" in moving
    assert 'data-hx-trigger="every 2s"' in moving
    with work_as(SYSTEM) as work:
        plan = plan_sending(work, queued.id)
        assert plan is not None
        attempt = begin_attempt(work, plan, "acct_maya")
        record_refusal(work, plan, Outcome.NO_FUNDS, says="too little", attempt_id=attempt.attempt_id)
    assert 'data-hx-trigger="every 15s"' in words(browser.get(address))
    with work_as(SYSTEM) as work:
        record_sent(work, queued.id, transfer_id="tr_1", account="acct_maya", amount=queued.net)
    done = words(browser.get(address))
    assert "1 of 1 done" in done
    assert "data-hx-trigger" not in done.split('id="main"')[1]
