"""The pages of money as people meet them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from marketplace.accounts.models import Person
from marketplace.base.actor import BrandRole, Duty
from marketplace.base.ids import new_id
from marketplace.gateways.current import payments
from marketplace.ledger.queries import journals
from marketplace.payouts.models import Batch, Payout
from marketplace.payouts.states import BatchState, PayoutState
from marketplace.wallets.models import TopUp
from marketplace.wallets.queries import top_ups_of, wallet_of
from marketplace.wallets.states import TopUpState
from tests.builders.accounts import a_member, a_set_up_staff_member, a_staff_member, fresh_code, owner_of
from tests.builders.payouts import (
    WorkAs,
    a_batch,
    a_creator,
    a_payout_account,
    a_queued_payout,
    a_topped_up_wallet,
    an_earning,
    person_behind,
    usd,
)
from tests.gateways.payments.standin import StandIn
from tests.payouts.cast import Cast

SignIn = Callable[[Person], FlaskClient]


def words(answer: Any) -> str:
    return str(answer.get_data(as_text=True))


@pytest.fixture
def queued(work_as: WorkAs, cast: Cast) -> Payout:
    an_earning(work_as, cast.acme, cast.maya, usd(100_00))
    a_payout_account(work_as, cast.maya)
    return a_queued_payout(work_as, cast.maya)


def test_a_brand_tops_up_its_wallet(session: Session, standin: StandIn, cast: Cast, sign_in: SignIn) -> None:
    browser = sign_in(owner_of(cast.acme))
    assert "Nothing was paid in yet" in words(browser.get("/wallet"))
    answer = browser.post("/wallet/top-ups", data={"currency": "USD", "amount": "1,250.50"})
    assert answer.status_code == 303
    assert answer.location.startswith(standin.url)
    top_up = top_ups_of(session, cast.acme.id)[0]
    assert top_up.session_id is not None
    assert "Not paid yet" in words(browser.get(f"/wallet/top-ups/{top_up.id}"))
    assert standin.pay(top_up.session_id).headers["location"] == f"http://localhost/wallet/top-ups/{top_up.id}"
    assert "The money is in your wallet" in words(browser.get(f"/wallet/top-ups/{top_up.id}"))
    assert wallet_of(session, cast.acme.id) == {"USD": usd(1_250_50)}
    shown = words(browser.get("/wallet"))
    assert "$1,250.50" in shown
    assert "Wallet topped up" in shown


def test_an_unpaid_top_up_can_be_taken_up_again(
    session: Session, standin: StandIn, cast: Cast, sign_in: SignIn
) -> None:
    browser = sign_in(owner_of(cast.acme))
    first = browser.post("/wallet/top-ups", data={"currency": "USD", "amount": "20"}).location
    top_up = top_ups_of(session, cast.acme.id)[0]
    assert browser.post(f"/wallet/top-ups/{top_up.id}/payment").location == first


def test_a_payment_page_that_does_not_open_loses_nothing(session: Session, cast: Cast, sign_in: SignIn) -> None:
    browser = sign_in(owner_of(cast.acme))
    answer = browser.post("/wallet/top-ups", data={"currency": "USD", "amount": "20"}, follow_redirects=True)
    assert "Nothing was charged" in words(answer)
    assert top_ups_of(session, cast.acme.id)[0].state is TopUpState.OPEN


@pytest.mark.parametrize(
    ("currency", "amount", "said"),
    [
        ("USD", "", "Please fill this in"),
        ("USD", "abc", "Enter an amount such as"),
        ("USD", "10.001", "Enter an amount such as"),
        ("USD", "-5", "Enter an amount between"),
        ("USD", "0", "Enter an amount between"),
        ("USD", "1e99", "Enter an amount such as"),
        ("USD", "99999999999", "Enter an amount between"),
        ("USD", "NaN", "Enter an amount such as"),
        ("JPY", "10.5", "Enter an amount such as"),
        ("XXX", "10", "Not a valid choice"),
        ("USD", "9" * 40, "Field cannot be longer"),
    ],
)
def test_a_wrong_amount_is_said_to_be(cast: Cast, sign_in: SignIn, currency: str, amount: str, said: str) -> None:
    answer = sign_in(owner_of(cast.acme)).post("/wallet/top-ups", data={"currency": currency, "amount": amount})
    assert answer.status_code == 422
    assert said in words(answer)


def test_another_brands_top_up_is_not_there(work_as: WorkAs, cast: Cast, sign_in: SignIn) -> None:
    top_up: TopUp = a_topped_up_wallet(work_as, cast.acme, usd(100_00))
    from tests.builders.accounts import a_verified_brand

    browser = sign_in(owner_of(a_verified_brand(work_as, "Nordlys")))
    assert browser.get(f"/wallet/top-ups/{top_up.id}").status_code == 404
    assert browser.post(f"/wallet/top-ups/{top_up.id}/payment").status_code == 404


def test_a_reviewer_sees_the_wallet_and_cannot_fill_it(work_as: WorkAs, cast: Cast, sign_in: SignIn) -> None:
    browser = sign_in(a_member(work_as, cast.acme, roles=(BrandRole.REVIEWER,)))
    assert "Go to payment" not in words(browser.get("/wallet"))
    assert browser.post("/wallet/top-ups", data={"currency": "USD", "amount": "20"}).status_code == 403


def test_a_creator_sets_up_payouts(
    session: Session, work_as: WorkAs, standin: StandIn, cast: Cast, sign_in: SignIn
) -> None:
    browser = sign_in(person_behind(work_as, cast.maya))
    assert "Set up payouts" in words(browser.get("/earnings"))
    link = browser.post("/earnings/onboarding").location
    assert link.startswith(standin.url)
    assert "not ready" in words(browser.get("/earnings"))
    assert standin.onboard(link) == "http://localhost/earnings/onboarding/return"
    assert "You are set up" in words(browser.get("/earnings/onboarding/return", follow_redirects=True))
    shown = words(browser.get("/earnings"))
    assert "Set up payouts" not in shown
    assert "not ready" not in shown


def test_a_creator_who_leaves_onboarding_early_goes_on_later(
    work_as: WorkAs, standin: StandIn, cast: Cast, sign_in: SignIn
) -> None:
    browser = sign_in(person_behind(work_as, cast.maya))
    standin.onboard(browser.post("/earnings/onboarding").location, "later")
    assert "Stripe is not done" in words(browser.get("/earnings/onboarding/return", follow_redirects=True))
    again = browser.post("/earnings/onboarding").location
    standin.onboard(again)
    assert "You are set up" in words(browser.get("/earnings/onboarding/return", follow_redirects=True))
    accounts = [one["id"] for one in standin.state()["accounts"] if one["display_name"] == "Maya"]
    assert len(accounts) == len(set(accounts))


def test_earnings_show_price_fee_tax_and_net(work_as: WorkAs, cast: Cast, sign_in: SignIn) -> None:
    an_earning(work_as, cast.acme, cast.maya, usd(100_00), title="Oat latte in the morning")
    shown = words(sign_in(person_behind(work_as, cast.maya)).get("/earnings"))
    for said in ("Oat latte in the morning", "$100.00", "$5.00", "$0.00", "$95.00", "Nov 27, 2026"):
        assert said in shown


def test_a_creator_in_another_country_is_told_why(work_as: WorkAs, cast: Cast, sign_in: SignIn) -> None:
    browser = sign_in(person_behind(work_as, a_creator(work_as, "Lin", country="BR")))
    assert "We cannot pay to your country yet" in words(browser.get("/earnings"))
    assert browser.post("/earnings/onboarding").status_code == 422


def test_a_statement_comes_from_the_ledger(work_as: WorkAs, cast: Cast, sign_in: SignIn, queued: Payout) -> None:
    browser = sign_in(person_behind(work_as, cast.maya))
    shown = words(browser.get(f"/earnings/statements/{queued.id}"))
    for said in (queued.code, "Oat latte", "$100.00", "$5.00", "$95.00"):
        assert said in shown
    assert sign_in(person_behind(work_as, cast.bo)).get(f"/earnings/statements/{queued.id}").status_code == 404
    assert sign_in(cast.ines).get(f"/earnings/statements/{queued.id}").status_code == 200


def test_staff_make_a_batch_and_another_signs_it_with_a_code(
    session: Session, work_as: WorkAs, cast: Cast, sign_in: SignIn, queued: Payout
) -> None:
    browser = sign_in(cast.ines)
    assert "Maya" in words(browser.get("/staff/payouts"))
    preview = words(browser.post("/staff/payouts/batch-preview", data={"payout": str(queued.id)}))
    assert "One payout in the batch" in preview
    made = browser.post("/staff/payouts/batches", data={"payout": str(queued.id)})
    assert made.status_code == 303
    assert "Waiting for a second person" in words(browser.get(made.location))
    own = browser.post(f"{made.location}/signature", data={"code": fresh_code(cast.ines)})
    assert own.status_code == 422
    assert "somebody else has to sign it" in words(own)

    jun = a_set_up_staff_member(work_as, "Kim")
    browser = sign_in(jun)
    wrong = browser.post(f"{made.location}/signature", data={"code": "000000"})
    assert wrong.status_code == 422
    assert "This code is not right" in words(wrong)
    assert browser.post(f"{made.location}/signature", data={"code": ""}).status_code == 422
    right = browser.post(f"{made.location}/signature", data={"code": fresh_code(jun)})
    assert right.status_code == 303
    session.expire_all()
    assert session.get_one(Payout, queued.id).state is PayoutState.SIGNED
    assert "0 of 1 done" in words(browser.get(made.location))


def test_a_batch_can_be_made_of_all(session: Session, cast: Cast, sign_in: SignIn, queued: Payout) -> None:
    browser = sign_in(cast.ines)
    assert queued.code in words(browser.post("/staff/payouts/batch-preview", data={"all": "1"}))


def test_a_batch_of_nonsense_is_refused_kindly(cast: Cast, sign_in: SignIn, queued: Payout) -> None:
    browser = sign_in(cast.ines)
    for data in ({}, {"payout": "nonsense"}):
        answer = browser.post("/staff/payouts/batch-preview", data=data, follow_redirects=True)
        assert "Choose at least one payout first" in words(answer)
    answer = browser.post("/staff/payouts/batches", data={"payout": str(new_id())}, follow_redirects=True)
    assert "None of the chosen payouts can go" in words(answer)


def test_a_batch_can_be_cancelled(
    session: Session, work_as: WorkAs, cast: Cast, sign_in: SignIn, queued: Payout
) -> None:
    batch = a_batch(work_as, cast.ines)
    browser = sign_in(cast.ines)
    assert browser.post(f"/staff/payouts/batches/{batch.id}/cancellation").status_code == 303
    session.expire_all()
    assert session.get_one(Batch, batch.id).state is BatchState.CANCELLED
    assert "No payouts are left" in words(browser.get(f"/staff/payouts/batches/{batch.id}"))
    assert browser.post(f"/staff/payouts/batches/{batch.id}/cancellation").status_code == 409


def test_a_payout_is_taken_back_in_the_console(session: Session, cast: Cast, sign_in: SignIn, queued: Payout) -> None:
    browser = sign_in(cast.ines)
    answer = browser.post(f"/staff/payouts/{queued.id}/return", follow_redirects=True)
    assert "Its earnings are available again" in words(answer)
    session.expire_all()
    assert session.get_one(Payout, queued.id).state is PayoutState.RETURNED
    assert browser.post(f"/staff/payouts/{queued.id}/queue").status_code == 409


@pytest.mark.parametrize("state", ["all", "sent", "nonsense", *[one.value for one in PayoutState]])
def test_the_console_opens_in_every_state(cast: Cast, sign_in: SignIn, queued: Payout, state: str) -> None:
    answer = sign_in(cast.ines).get(f"/staff/payouts?state={state}&page=999")
    assert answer.status_code == 200
    assert "stand-in" in words(answer)


def test_the_ledger_can_be_read_to_the_last_line(session: Session, cast: Cast, sign_in: SignIn, queued: Payout) -> None:
    browser = sign_in(cast.ines)
    assert "Brand wallet" in words(browser.get("/staff/ledger"))
    assert browser.get("/staff/ledger/accounts?family=wallet:brand").status_code == 200
    assert browser.get("/staff/ledger/accounts?family=nonsense").status_code == 404
    assert "Payout begun" in words(browser.get("/staff/ledger/journals"))
    for journal in journals(session, 1).rows:
        assert journal.key in words(browser.get(f"/staff/ledger/journals/{journal.id}"))
        for entry in journal.entries:
            assert browser.get(f"/staff/ledger/accounts/{entry.account_id}").status_code == 200
    checked = words(browser.get("/staff/ledger/invariants"))
    assert "broken" not in checked
    assert "Every payout is the sum of its earnings" in checked
    assert browser.get(f"/staff/ledger/journals/{new_id()}").status_code == 404
    assert browser.get(f"/staff/ledger/accounts/{new_id()}").status_code == 404


def test_money_pages_are_shut_to_the_wrong_people(work_as: WorkAs, cast: Cast, sign_in: SignIn, queued: Payout) -> None:
    pages = [
        "/wallet",
        "/earnings",
        "/staff/payouts",
        f"/staff/payouts/{queued.id}",
        "/staff/ledger",
        "/staff/ledger/invariants",
    ]
    allowed = {
        owner_of(cast.acme): {"/wallet"},
        person_behind(work_as, cast.maya): {"/earnings"},
        a_staff_member(work_as, "Tess", duties=(Duty.TRUST,)): set(),
    }
    for person, open_ones in allowed.items():
        browser = sign_in(person)
        for address in pages:
            assert (browser.get(address).status_code == 200) == (address in open_ones), (person.name, address)


def test_the_client_in_use_is_the_one_configured(standin: StandIn) -> None:
    assert payments().is_stand_in
