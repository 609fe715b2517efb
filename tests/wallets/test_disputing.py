"""A payer's bank takes money back: kept back while it decides, then given back, borne or owed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.base.actor import SYSTEM
from marketplace.base.errors import Forbidden
from marketplace.base.ids import BrandId, BriefId, new_id
from marketplace.base.lifecycle import NotOpen
from marketplace.ledger import chart
from marketplace.ledger.queries import balance
from marketplace.wallets import actions as wallets
from marketplace.wallets.errands.disputing import check_dispute
from marketplace.wallets.errands.paying_in import PageWords, open_payment_page
from marketplace.wallets.errors import AnswerMissing, DebtFirst, RefundTooLarge, WalletKeptBack
from marketplace.wallets.events import ChargebackDecided, ChargebackOpened
from marketplace.wallets.models import Chargeback, TopUp
from marketplace.wallets.queries import owed_by, wallet_of
from marketplace.wallets.states import ChargebackState, TopUpState
from marketplace.work.outbox import FactRow
from tests.builders.accounts import owner_of
from tests.builders.payouts import WorkAs, a_paid_top_up, an_open_top_up, usd
from tests.gateways.payments.standin import StandIn
from tests.payouts.cast import Cast

Check = Callable[[], None]


def funded(work_as: WorkAs, cast: Cast, minor: int) -> None:
    with work_as(SYSTEM) as work:
        wallets.fund_brief(work, brief_id=BriefId(new_id()), brand_id=BrandId(cast.acme.id), amount=usd(minor))


def only(session: Session) -> Chargeback:
    session.expire_all()
    return session.scalars(sa.select(Chargeback)).one()


@pytest.fixture
def top_up(work_as: WorkAs, standin: StandIn, cast: Cast, both_agree: Check) -> TopUp:
    return a_paid_top_up(work_as, standin, cast.acme, usd(100_00))


@pytest.fixture
def dispute(standin: StandIn, top_up: TopUp) -> str:
    """The bank of Acme's card wants its hundred dollars back, and we have heard of it twice."""
    found = standin.dispute_of(str(top_up.payment_id))
    check_dispute(found)
    check_dispute(found)
    return found


def test_the_wallet_is_kept_back_while_the_bank_decides(
    session: Session, work_as: WorkAs, standin: StandIn, cast: Cast, dispute: str, both_agree: Check
) -> None:
    found = only(session)
    assert (found.state, found.held, found.fee) == (ChargebackState.OPEN, usd(100_00), usd(15_00))
    assert balance(session, chart.psp_dispute_hold(), "USD") == usd(100_00)
    with pytest.raises(WalletKeptBack):
        funded(work_as, cast, 1_00)
    with pytest.raises(RefundTooLarge), work_as(owner_of(cast.acme).actor) as work:
        wallets.ask_for_refund(work, amount=usd(1_00))
    a_paid_top_up(work_as, standin, cast.acme, usd(20_00))
    funded(work_as, cast, 20_00)
    assert len(session.scalars(sa.select(FactRow).where(FactRow.name == ChargebackOpened.NAME)).all()) == 1
    both_agree()


def test_one_that_is_won_gives_everything_back_but_the_fee(
    session: Session, work_as: WorkAs, standin: StandIn, cast: Cast, dispute: str, both_agree: Check
) -> None:
    standin.decide(dispute, "won")
    check_dispute(dispute)
    check_dispute(dispute)
    assert only(session).state is ChargebackState.WON
    assert balance(session, chart.psp_dispute_hold(), "USD") == usd(0)
    assert balance(session, chart.dispute_fees(), "USD") == usd(15_00)
    funded(work_as, cast, 100_00)
    both_agree()


def test_one_that_is_lost_is_borne_by_what_is_in_the_wallet(
    session: Session, standin: StandIn, cast: Cast, dispute: str, both_agree: Check
) -> None:
    standin.decide(dispute, "lost")
    check_dispute(dispute)
    check_dispute(dispute)
    found = only(session)
    assert (found.state, found.borne, found.owed) == (ChargebackState.LOST, usd(100_00), usd(0))
    assert wallet_of(session, cast.acme.id) == {"USD": usd(0)}
    assert owed_by(session, cast.acme.id) == {}
    both_agree()


def test_what_was_spent_already_is_owed_and_taken_from_the_next_top_up(
    session: Session, work_as: WorkAs, standin: StandIn, cast: Cast, top_up: TopUp, both_agree: Check
) -> None:
    funded(work_as, cast, 70_00)
    dispute = standin.dispute_of(str(top_up.payment_id))
    standin.decide(dispute, "lost")
    check_dispute(dispute)  # the first we hear of it is that it is lost
    found = only(session)
    assert (found.borne, found.owed) == (usd(30_00), usd(70_00))
    assert owed_by(session, cast.acme.id) == {"USD": usd(70_00)}
    a_paid_top_up(work_as, standin, cast.acme, usd(50_00))
    assert (wallet_of(session, cast.acme.id), owed_by(session, cast.acme.id)) == (
        {"USD": usd(0)},
        {"USD": usd(20_00)},
    )
    with pytest.raises(DebtFirst), work_as(owner_of(cast.acme).actor) as work:
        wallets.ask_for_refund(work, amount=usd(1_00))
    a_paid_top_up(work_as, standin, cast.acme, usd(50_00))
    assert (wallet_of(session, cast.acme.id), owed_by(session, cast.acme.id)) == ({"USD": usd(30_00)}, {})
    both_agree()


def test_what_a_brief_gives_back_pays_the_debt_first(
    session: Session, work_as: WorkAs, standin: StandIn, cast: Cast, top_up: TopUp, both_agree: Check
) -> None:
    brief_id, brand_id = BriefId(new_id()), BrandId(cast.acme.id)
    with work_as(SYSTEM) as work:
        wallets.fund_brief(work, brief_id=brief_id, brand_id=brand_id, amount=usd(70_00))
    dispute = standin.dispute_of(str(top_up.payment_id))
    standin.decide(dispute, "lost")
    check_dispute(dispute)
    with work_as(SYSTEM) as work:
        wallets.release_brief(work, brief_id=brief_id, brand_id=brand_id, currency="USD")
    assert (wallet_of(session, cast.acme.id), owed_by(session, cast.acme.id)) == ({"USD": usd(0)}, {})
    both_agree()


def test_word_of_a_dispute_may_come_before_word_of_the_payment(
    session: Session, work_as: WorkAs, standin: StandIn, cast: Cast, both_agree: Check
) -> None:
    asked = an_open_top_up(work_as, cast.acme, usd(100_00))
    open_payment_page(asked.id, PageWords("Wallet", "http://localhost/wallet", "en"))
    session.refresh(asked)
    standin.pay(str(asked.session_id))
    payment = standin.payments.read_checkout(str(asked.session_id)).payment
    check_dispute(standin.dispute_of(str(payment)))
    session.refresh(asked)
    assert asked.state is TopUpState.PAID
    assert only(session).held == usd(100_00)
    both_agree()


def test_finance_answers_the_bank_once_and_wins(
    session: Session,
    work_as: WorkAs,
    standin: StandIn,
    cast: Cast,
    dispute: str,
    run_jobs: Callable[[], int],
    both_agree: Check,
) -> None:
    found = only(session)
    with pytest.raises(Forbidden), work_as(owner_of(cast.acme).actor) as work:
        wallets.answer_bank(work, found.id, text="Let me.")
    for nonsense in ("  ", "x" * 20_001):
        with pytest.raises(AnswerMissing), work_as(cast.jun.actor) as work:
            wallets.answer_bank(work, found.id, text=nonsense)
    with work_as(cast.jun.actor) as work:
        wallets.answer_bank(work, found.id, text="winning_evidence")
    run_jobs()
    assert only(session).state is ChargebackState.ANSWERED
    assert standin.payments.read_dispute(dispute).is_evidence_submitted
    with pytest.raises(NotOpen), work_as(cast.jun.actor) as work:
        wallets.answer_bank(work, found.id, text="And another thing.")
    standin.decide(dispute, "won")
    check_dispute(dispute)
    decided = session.scalars(sa.select(FactRow).where(FactRow.name == ChargebackDecided.NAME)).all()
    assert [row.payload["won"] for row in decided] == [True]
    both_agree()


def test_an_answer_that_comes_too_late_finds_the_decision(
    session: Session, work_as: WorkAs, standin: StandIn, cast: Cast, dispute: str, run_jobs: Callable[[], int]
) -> None:
    with work_as(cast.jun.actor) as work:
        wallets.answer_bank(work, only(session).id, text="They had the work.")
    standin.decide(dispute, "lost")
    run_jobs()
    assert only(session).state is ChargebackState.LOST


def test_a_disputed_payment_is_not_given_back(work_as: WorkAs, standin: StandIn, cast: Cast, dispute: str) -> None:
    other = a_paid_top_up(work_as, standin, cast.acme, usd(100_00))
    with work_as(owner_of(cast.acme).actor) as work:
        refunds = wallets.ask_for_refund(work, amount=usd(100_00))
    assert [one.top_up_id for one in refunds] == [other.id]
