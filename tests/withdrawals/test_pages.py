"""The pages of our own money, as finance staff use them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.base.money import Money
from marketplace.withdrawals.models import Withdrawal
from marketplace.withdrawals.states import WithdrawalState
from tests.builders.accounts import a_set_up_staff_member, fresh_code
from tests.builders.payouts import WorkAs, usd
from tests.gateways.payments.standin import StandIn
from tests.payouts.cast import Cast
from tests.withdrawals.conftest import as_it_is, payouts_at

SignIn = Callable[[Any], Any]
PATH = "/staff/withdrawals"


def test_the_page_shows_why_something_is_ours_and_refuses_more(cast: Cast, sign_in: SignIn, ours: Money) -> None:
    ines = sign_in(cast.ines)
    said = ines.get(PATH).get_data(as_text=True)
    for words in ("Stripe balance", "$388.10", "Brand wallet", "Held for brief", "$18.10"):
        assert words in said
    for amount, words in (("18.11", "$18.10 is ours at most"), ("lots", "Enter an amount"), ("", "amount")):
        refused = ines.post(PATH, data={"currency": "USD", "amount": amount})
        assert refused.status_code in (409, 422)
        assert words in refused.get_data(as_text=True)
    assert ines.post(PATH, data={"currency": "XXX", "amount": "1"}).status_code == 422


def test_one_proposes_another_signs_with_a_code_and_it_leaves(
    session: Session, work_as: WorkAs, cast: Cast, sign_in: SignIn, standin: StandIn, ours: Money,
    run_jobs: Callable[[], int],
) -> None:  # fmt: skip
    where = sign_in(cast.ines).post(PATH, data={"currency": "USD", "amount": "10.00"}).headers["Location"]
    withdrawal = session.scalars(sa.select(Withdrawal)).one()
    alone = sign_in(cast.ines).post(f"{where}/signature", data={"code": "000000"})
    assert alone.status_code == 403
    assert "somebody else with the finance duty signs it" in alone.get_data(as_text=True)
    kim = a_set_up_staff_member(work_as, "Kim")
    assert sign_in(kim).post(f"{where}/signature", data={"code": "000000"}).status_code == 422
    assert as_it_is(session, withdrawal).state is WithdrawalState.PROPOSED
    assert sign_in(kim).post(f"{where}/signature", data={"code": fresh_code(kim)}).status_code == 303
    run_jobs()
    shown = sign_in(kim).get(where).get_data(as_text=True)
    assert str(as_it_is(session, withdrawal).payout_id) in shown
    assert "On the way from Stripe to our bank" in shown
    assert payouts_at(standin, withdrawal) == [10_00]


def test_a_proposal_is_called_off(session: Session, cast: Cast, sign_in: SignIn, ours: Money) -> None:
    where = sign_in(cast.ines).post(PATH, data={"currency": "USD", "amount": "1"}).headers["Location"]
    assert sign_in(cast.jun).post(f"{where}/call-off").status_code == 303
    assert session.scalars(sa.select(Withdrawal)).one().state is WithdrawalState.CALLED_OFF
    assert usd(1_00).currency in sign_in(cast.jun).get(PATH).get_data(as_text=True)
