"""The pages of refunds and chargebacks as people meet them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.base.ids import new_id
from marketplace.wallets.models import Refund, TopUp
from marketplace.wallets.queries import refunds_of, wallet_of
from marketplace.wallets.states import ChargebackState, RefundState
from tests.builders.accounts import a_member, a_set_up_staff_member, owner_of
from tests.builders.payouts import WorkAs, a_chargeback, a_paid_top_up, a_topped_up_wallet, usd
from tests.gateways.payments.standin import StandIn
from tests.payouts.cast import Cast
from tests.payouts.test_pages import SignIn, words


def test_a_brand_has_unspent_money_back(
    session: Session, work_as: WorkAs, standin: StandIn, cast: Cast, sign_in: SignIn, run_jobs: Callable[[], int]
) -> None:
    browser = sign_in(owner_of(cast.acme))
    assert "Have money back" not in words(browser.get("/wallet"))  # there is none
    a_paid_top_up(work_as, standin, cast.acme, usd(100_00))
    assert "Have money back" in words(browser.get("/wallet"))
    once = str(new_id())
    for _ in range(2):  # a double click
        answer = browser.post(
            "/wallet/refunds", data={"refund-currency": "USD", "refund-amount": "40", "refund-once": once}
        )
        assert answer.status_code == 303
    (refund,) = refunds_of(session, cast.acme.id)
    assert answer.location == f"/wallet/refunds/{refund.id}"
    assert "It leaves in a moment" in words(browser.get(answer.location))
    run_jobs()
    assert "Sent to where you paid from" in words(browser.get(answer.location))
    assert wallet_of(session, cast.acme.id) == {"USD": usd(60_00)}


@pytest.mark.parametrize(
    ("currency", "amount", "said"),
    [
        ("USD", "", "Please fill this in."),
        ("USD", "   ", "Please fill this in."),
        ("USD", "many", "Enter an amount such as 1200"),
        ("USD", "100.01", "You can have back $100.00 at most"),
        ("USD", "0", "You can have back $100.00 at most"),
        ("EUR", "1", "You can have back €0.00 at most"),
        ("XXX", "1", "Not a valid choice"),
    ],
)
def test_a_wrong_amount_is_said_to_be(
    session: Session, work_as: WorkAs, cast: Cast, sign_in: SignIn, currency: str, amount: str, said: str
) -> None:
    a_topped_up_wallet(work_as, cast.acme, usd(100_00))
    answer = sign_in(owner_of(cast.acme)).post(
        "/wallet/refunds", data={"refund-currency": currency, "refund-amount": amount, "refund-once": "nonsense"}
    )
    assert answer.status_code in (409, 422)
    assert said in words(answer)
    assert session.scalars(sa.select(Refund)).all() == []


def test_a_refund_is_called_off_on_its_page(
    session: Session, work_as: WorkAs, cast: Cast, sign_in: SignIn, standin: StandIn
) -> None:
    a_paid_top_up(work_as, standin, cast.acme, usd(100_00))
    browser = sign_in(owner_of(cast.acme))
    browser.post("/wallet/refunds", data={"refund-currency": "USD", "refund-amount": "40"})
    (refund,) = refunds_of(session, cast.acme.id)
    reviewer = sign_in(a_member(work_as, cast.acme))
    assert "Keep it in the wallet" not in words(reviewer.get(f"/wallet/refunds/{refund.id}"))
    assert reviewer.post(f"/wallet/refunds/{refund.id}/call-off").status_code == 403
    browser = sign_in(owner_of(cast.acme))
    assert browser.post(f"/wallet/refunds/{refund.id}/call-off").status_code == 303
    session.expire_all()
    assert refund.state is RefundState.CALLED_OFF
    assert browser.post(f"/wallet/refunds/{refund.id}/call-off").status_code == 409


def test_a_double_clicked_top_up_is_one(session: Session, standin: StandIn, cast: Cast, sign_in: SignIn) -> None:
    browser = sign_in(owner_of(cast.acme))
    once = str(new_id())
    pages = {
        browser.post("/wallet/top-ups", data={"currency": "USD", "amount": "20", "once": once}).location
        for _ in range(2)
    }
    assert len(pages) == 1
    assert len(session.scalars(sa.select(TopUp)).all()) == 1


def test_a_brand_sees_what_a_bank_took_back_and_what_it_owes(work_as: WorkAs, cast: Cast, sign_in: SignIn) -> None:
    browser = sign_in(owner_of(cast.acme))
    a_chargeback(work_as, a_topped_up_wallet(work_as, cast.acme, usd(100_00)), usd(100_00))
    shown = words(browser.get("/wallet"))
    assert "$100.00 of it kept back: a bank has yet to decide" in shown
    assert "The cardholder says that they did not pay" in shown
    answer = browser.post("/wallet/refunds", data={"refund-currency": "USD", "refund-amount": "1"})
    assert "You can have back $0.00 at most" in words(answer)


def test_staff_answer_a_chargeback_until_it_has_been_sent(
    session: Session, work_as: WorkAs, cast: Cast, standin: StandIn, sign_in: SignIn
) -> None:
    jun = a_set_up_staff_member(work_as, "Juno")
    browser = sign_in(jun)
    assert "No chargebacks here" in words(browser.get("/staff/chargebacks"))
    found = a_chargeback(work_as, a_topped_up_wallet(work_as, cast.acme, usd(100_00)), usd(100_00))
    assert "Acme" in words(browser.get("/staff/chargebacks?state=open"))
    assert "Acme" not in words(browser.get("/staff/chargebacks?state=won"))
    address = f"/staff/chargebacks/{found.id}"
    assert "Answer the bank" in words(browser.get(address))
    for nonsense in ("", "   ", "x" * 20_001):
        assert browser.post(f"{address}/answer", data={"text": nonsense}).status_code == 422
    assert browser.post(f"{address}/answer", data={"text": "They had the work."}).status_code == 303
    session.expire_all()
    assert found.state is ChargebackState.ANSWERING
    assert "They had the work." in words(browser.get(address))
    assert browser.post(f"{address}/answer", data={"text": "Once more."}).status_code == 409
