"""A wallet that runs low tops itself up: once, within its limit, and not when the bank says no."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.base.actor import SYSTEM
from marketplace.base.clock import system_clock
from marketplace.base.errors import Forbidden, Unavailable
from marketplace.base.ids import BrandId, BriefId, new_id
from marketplace.base.money import Money
from marketplace.gateways.current import payments
from marketplace.wallets import actions as wallets
from marketplace.wallets.errands.auto_topping_up import check_payment, check_saving, collect, open_saving_page
from marketplace.wallets.errands.paying_in import PageWords, check_top_up
from marketplace.wallets.errors import BadAmount, CapTooSmall, NoWayToPay, UnknownCurrency
from marketplace.wallets.events import AutoTopUpPaused
from marketplace.wallets.jobs import top_up_low_wallets
from marketplace.wallets.models import AutoTopUp, TopUp
from marketplace.wallets.queries import wallet_of
from marketplace.wallets.states import AutoTopUpState, TopUpState
from marketplace.work.attempts import KEY_LIFE
from marketplace.work.jobs import Ticked
from marketplace.work.outbox import FactRow
from tests.builders.accounts import a_member, owner_of
from tests.builders.payouts import WorkAs, a_paid_top_up, usd
from tests.conftest import NOON, TestClock
from tests.gateways.payments.standin import StandIn
from tests.payouts.cast import Cast
from tests.payouts.test_pages import SignIn, words

Check = Callable[[], None]
PAGE = PageWords("", "http://localhost/wallet", "en")


def a_rule(
    work_as: WorkAs, standin: StandIn, cast: Cast, *, below: int = 50_00, amount: int = 200_00, cap: int = 500_00,
    outcome: str = "card",
) -> AutoTopUp:  # fmt: skip
    """Acme has set a rule, and saved a card of some kind."""
    with work_as(owner_of(cast.acme).actor) as work:
        rule = wallets.set_rule(work, below=usd(below), amount=usd(amount), month_cap=usd(cap))
    open_saving_page(rule.id, PAGE, email="owner@acme.example", name="Acme")
    assert not check_saving(rule.id)
    assert standin.pay(str(rule.saving_page_id), outcome).status_code == 303
    assert check_saving(rule.id)
    return rule


def low() -> None:
    """The scheduler looks, twice."""
    for _ in range(2):
        top_up_low_wallets(Ticked(due_at=NOON))


def collections(session: Session) -> list[TopUp]:
    session.expire_all()
    return list(session.scalars(sa.select(TopUp).where(TopUp.rule_id.is_not(None)).order_by(TopUp.asked_at)))


def charges_of(rule: AutoTopUp) -> list[str]:
    return [one.status for one in payments().find_payments(str(rule.customer), system_clock() - timedelta(days=2))]


def test_it_tops_up_when_the_wallet_runs_low(
    session: Session,
    work_as: WorkAs,
    standin: StandIn,
    cast: Cast,
    run_jobs: Callable[[], int],
    everything_adds_up: Check,
) -> None:
    rule = a_rule(work_as, standin, cast)
    assert (rule.state, rule.method_last4) == (AutoTopUpState.ON, "4242")
    a_paid_top_up(work_as, standin, cast.acme, usd(60_00))
    low()
    assert collections(session) == []  # it holds enough
    with work_as(SYSTEM) as work:
        wallets.fund_brief(work, brief_id=BriefId(new_id()), brand_id=BrandId(cast.acme.id), amount=usd(10_01))
    low()
    run_jobs()
    (top_up,) = collections(session)
    assert (top_up.state, top_up.paid) == (TopUpState.PAID, usd(200_00))
    assert wallet_of(session, cast.acme.id) == {"USD": usd(249_99)}
    low()
    assert len(collections(session)) == 1
    everything_adds_up()


def test_it_stops_at_the_limit_of_the_month(
    session: Session, work_as: WorkAs, standin: StandIn, cast: Cast, clock: TestClock, run_jobs: Callable[[], int]
) -> None:
    a_rule(work_as, standin, cast, below=100_000_00, cap=450_00)
    for _ in range(4):
        low()
        run_jobs()
    assert [one.paid for one in collections(session)] == [usd(200_00)] * 2
    clock.now = NOON + timedelta(days=10)  # a new month
    low()
    run_jobs()
    assert len(collections(session)) == 3


@pytest.mark.parametrize("outcome", ["card_declined_later", "card_needs_authentication"])
def test_a_bank_that_says_no_is_asked_once(
    session: Session, work_as: WorkAs, standin: StandIn, cast: Cast, run_jobs: Callable[[], int], outcome: str
) -> None:
    rule = a_rule(work_as, standin, cast, outcome=outcome)
    low()
    run_jobs()
    low()
    run_jobs()
    assert [one.state for one in collections(session)] == [TopUpState.FAILED]
    assert rule.state is AutoTopUpState.PAUSED
    assert "declined" in rule.problem.lower()
    assert len(session.scalars(sa.select(FactRow).where(FactRow.name == AutoTopUpPaused.NAME)).all()) == 1
    assert wallet_of(session, cast.acme.id).get("USD", usd(0)) == usd(0)
    open_saving_page(rule.id, PAGE, email="owner@acme.example", name="Acme")
    session.refresh(rule)
    standin.pay(str(rule.saving_page_id))
    assert check_saving(rule.id)
    session.refresh(rule)
    assert (rule.state, rule.problem) == (AutoTopUpState.ON, "")
    low()
    run_jobs()
    assert wallet_of(session, cast.acme.id) == {"USD": usd(200_00)}


@pytest.mark.parametrize("kind", ["drop_before", "drop_after", "error_500_before", "error_500_after", "rate_limit_429"])
def test_trouble_on_the_way_collects_once_at_most(
    session: Session, work_as: WorkAs, standin: StandIn, cast: Cast, everything_adds_up: Check, kind: str
) -> None:
    rule = a_rule(work_as, standin, cast)
    low()
    (top_up,) = collections(session)
    standin.plan("payment_intents.create", kind, times=2)
    for _ in range(4):
        try:
            collect(top_up.id)
        except Unavailable:
            continue
    session.refresh(top_up)
    assert (top_up.state, charges_of(rule)) == (TopUpState.PAID, ["succeeded"])
    assert wallet_of(session, cast.acme.id) == {"USD": usd(200_00)}
    everything_adds_up()


def test_an_old_key_is_never_used_again(session: Session, work_as: WorkAs, standin: StandIn, cast: Cast) -> None:
    rule = a_rule(work_as, standin, cast)
    low()
    (top_up,) = collections(session)
    standin.plan("payment_intents.create", "drop_before", times=2)
    with pytest.raises(Unavailable):
        collect(top_up.id)
    with work_as(SYSTEM) as work:
        work.session.execute(sa.update(TopUp).values(tried_at=system_clock() - KEY_LIFE - timedelta(minutes=1)))
    collect(top_up.id)
    session.expire_all()
    assert (top_up.state, charges_of(rule), rule.state) == (TopUpState.FAILED, [], AutoTopUpState.ON)


def test_a_saved_bank_account_counts_when_it_has_paid(
    session: Session, work_as: WorkAs, standin: StandIn, cast: Cast, run_jobs: Callable[[], int]
) -> None:
    rule = a_rule(work_as, standin, cast, outcome="bank_debit")
    low()
    run_jobs()
    low()
    (top_up,) = collections(session)  # and no second one while it is on its way
    assert top_up.state is TopUpState.PROCESSING
    standin.advance(8 * 86_400)
    check_payment(str(top_up.payment_id))
    assert check_top_up(top_up.id) is TopUpState.PAID
    assert wallet_of(session, cast.acme.id) == {"USD": usd(200_00)}
    with work_as(owner_of(cast.acme).actor) as work:
        wallets.turn_off(work, rule.id)


def test_a_bank_account_without_cover_pauses_the_rule(
    session: Session, work_as: WorkAs, standin: StandIn, cast: Cast, run_jobs: Callable[[], int]
) -> None:
    rule = a_rule(work_as, standin, cast, outcome="bank_debit_fails_later")
    low()
    run_jobs()
    standin.advance(8 * 86_400)
    (top_up,) = collections(session)
    check_payment(str(top_up.payment_id))
    session.expire_all()
    assert (top_up.state, rule.state) == (TopUpState.FAILED, AutoTopUpState.PAUSED)


@pytest.mark.parametrize(
    ("below", "amount", "cap", "refusal"),
    [
        (Money(0, "USD"), usd(4_99), usd(100_00), BadAmount),
        (usd(0), usd(500_001_00), usd(900_000_00), BadAmount),
        (usd(-1), usd(10_00), usd(10_00), BadAmount),
        (usd(0), usd(10_00), usd(9_99), CapTooSmall),
        (Money(0, "XAU"), Money(10, "XAU"), Money(10, "XAU"), UnknownCurrency),
    ],
)
def test_a_rule_that_cannot_be_meant_is_refused(
    work_as: WorkAs, cast: Cast, below: Money, amount: Money, cap: Money, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal), work_as(owner_of(cast.acme).actor) as work:
        wallets.set_rule(work, below=below, amount=amount, month_cap=cap)


def test_who_may_and_in_which_order(work_as: WorkAs, cast: Cast) -> None:
    reviewer = a_member(work_as, cast.acme)
    with pytest.raises(Forbidden), work_as(reviewer.actor) as work:
        wallets.set_rule(work, below=usd(0), amount=usd(10_00), month_cap=usd(10_00))
    with work_as(owner_of(cast.acme).actor) as work:
        rule = wallets.set_rule(work, below=usd(0), amount=usd(10_00), month_cap=usd(10_00))
    with pytest.raises(NoWayToPay), work_as(owner_of(cast.acme).actor) as work:
        wallets.resume(work, rule.id)


def test_the_page_leads_to_stripe_and_back(
    session: Session, work_as: WorkAs, standin: StandIn, cast: Cast, sign_in: SignIn
) -> None:
    browser = sign_in(owner_of(cast.acme))
    assert browser.get("/wallet/auto/XAU").status_code == 404
    assert "Go on and save a card" in words(browser.get("/wallet/auto/USD"))
    for nonsense in ({"amount": ""}, {"below": "many"}, {"month_cap": "1"}, {"amount": "1"}, {"below": "-1"}):
        said = {"below": "50", "amount": "200", "month_cap": "500", **nonsense}
        assert browser.post("/wallet/auto/USD", data=said).status_code == 422
    assert session.scalars(sa.select(AutoTopUp)).all() == []
    answer = browser.post("/wallet/auto/USD", data={"below": "0", "amount": "200", "month_cap": "500"})
    assert answer.status_code == 303
    assert answer.location.startswith(standin.url)
    assert "Nothing was saved" in words(browser.get("/wallet/auto/USD/saved", follow_redirects=True))
    rule = session.scalars(sa.select(AutoTopUp)).one()
    standin.pay(str(rule.saving_page_id))
    shown = words(browser.get("/wallet/auto/USD/saved", follow_redirects=True))
    assert "Saved. Your wallet tops itself up" in shown
    assert "Visa •••• 4242" in shown
    assert "$200.00 below $0.00" in words(browser.get("/wallet"))
    assert browser.post("/wallet/auto/USD/off").status_code == 303
    assert browser.post("/wallet/auto/USD/off").status_code == 409
    assert browser.post("/wallet/auto/USD/on").status_code == 303
    session.refresh(rule)
    assert rule.state is AutoTopUpState.ON
