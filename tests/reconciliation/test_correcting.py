"""What did not match is put right by two people, and only then is anything booked."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.base.actor import SYSTEM
from marketplace.base.errors import Conflict, Forbidden, NotFound
from marketplace.base.lifecycle import NotOpen
from marketplace.ledger import chart
from marketplace.ledger.actions import book
from marketplace.ledger.errors import Overdrawn
from marketplace.ledger.models import Journal
from marketplace.ledger.postings.brands import brief_funded
from marketplace.ledger.queries import balance
from marketplace.reconciliation.actions import (
    adjust,
    dismiss_item,
    propose_correction,
    sign_correction,
    withdraw_correction,
)
from marketplace.reconciliation.errors import (
    AlreadyProposed,
    AnotherPersonSigns,
    NothingInSuspense,
    NothingToBook,
    ReasonMissing,
    UnknownAccount,
)
from marketplace.reconciliation.models import Correction, Item, Run
from marketplace.reconciliation.states import BreakKind, CorrectionState, ItemState
from tests.builders.payouts import WorkAs, a_top_up_paid_unheard, a_topped_up_wallet, usd
from tests.gateways.payments.standin import StandIn
from tests.payouts.cast import Cast

Night = Callable[[], Run]


def only_item(session: Session) -> Item:
    session.expire_all()
    return session.scalars(sa.select(Item)).one()


def journals(session: Session) -> int:
    return session.scalar(sa.select(sa.func.count()).select_from(Journal)) or 0


@pytest.fixture
def unknown_payment(session: Session, work_as: WorkAs, standin: StandIn, cast: Cast, tonight: Night) -> Item:
    """Stripe holds 96.80 that our book knows nothing of."""
    a_top_up_paid_unheard(work_as, standin, cast.acme, usd(100_00))
    tonight()
    return only_item(session)


@pytest.fixture
def unknown_booking(session: Session, work_as: WorkAs, standin: StandIn, cast: Cast, tonight: Night) -> Item:
    """Our book holds 96.80 that Stripe knows nothing of."""
    a_topped_up_wallet(work_as, cast.acme, usd(100_00))
    tonight()
    return only_item(session)


def proposed(work_as: WorkAs, cast: Cast, item: Item) -> Correction:
    with work_as(cast.ines.actor) as work:
        return propose_correction(work, item.id)


def corrected(work_as: WorkAs, cast: Cast, item: Item) -> Correction:
    correction_id = proposed(work_as, cast, item).id
    with work_as(cast.jun.actor) as work:
        return sign_correction(work, correction_id)


def test_nothing_is_booked_until_a_second_person_signs(
    session: Session, work_as: WorkAs, cast: Cast, unknown_payment: Item
) -> None:
    before = journals(session)
    correction_id = proposed(work_as, cast, unknown_payment).id
    assert journals(session) == before
    with pytest.raises(AnotherPersonSigns), work_as(cast.ines.actor) as work:
        sign_correction(work, correction_id)
    assert journals(session) == before
    with work_as(cast.jun.actor) as work:
        sign_correction(work, correction_id)
    assert journals(session) == before + 2
    assert only_item(session).state is ItemState.CORRECTED
    assert balance(session, chart.psp_stripe(), "USD") == usd(96_80)
    assert balance(session, chart.suspense(), "USD") == usd(100_00)
    assert balance(session, chart.psp_fees(), "USD") == usd(3_20)


def test_what_was_corrected_is_not_found_again(
    session: Session, work_as: WorkAs, cast: Cast, unknown_payment: Item, tonight: Night
) -> None:
    corrected(work_as, cast, unknown_payment)
    assert (tonight().found, tonight().found) == (0, 0)
    assert only_item(session).state is ItemState.CORRECTED


def test_unexplained_money_is_later_put_where_it_belongs_by_two_people(
    session: Session, work_as: WorkAs, cast: Cast, unknown_payment: Item, tonight: Night
) -> None:
    corrected(work_as, cast, unknown_payment)
    wallet = chart.wallet(cast.acme.id)
    with pytest.raises(UnknownAccount), work_as(cast.ines.actor) as work:
        adjust(work, unknown_payment.id, account=wallet, currency="USD")  # Acme has never had one
    a_topped_up_wallet(work_as, cast.acme, usd(5_00))
    with work_as(cast.jun.actor) as work:
        adjustment_id = adjust(work, unknown_payment.id, account=wallet, currency="USD").id
    with pytest.raises(AlreadyProposed), work_as(cast.ines.actor) as work:
        adjust(work, unknown_payment.id, account=wallet, currency="USD")
    with work_as(cast.ines.actor) as work:
        sign_correction(work, adjustment_id)
    assert balance(session, chart.suspense(), "USD") == usd(0)
    assert balance(session, wallet, "USD") == usd(105_00)
    with pytest.raises(NothingInSuspense), work_as(cast.ines.actor) as work:
        adjust(work, unknown_payment.id, account=wallet, currency="USD")


def test_a_booking_that_stripe_never_had_is_taken_back(
    session: Session, work_as: WorkAs, cast: Cast, unknown_booking: Item, tonight: Night
) -> None:
    corrected(work_as, cast, unknown_booking)
    assert balance(session, chart.psp_stripe(), "USD") == usd(0)
    assert balance(session, chart.wallet(cast.acme.id), "USD") == usd(0)
    assert tonight().found == 0


def test_a_correction_that_would_overdraw_a_wallet_is_refused_and_can_be_withdrawn(
    session: Session, work_as: WorkAs, cast: Cast, unknown_booking: Item
) -> None:
    with work_as(SYSTEM) as work:
        book(work, brief_funded(cast.acme.id, cast.maya.id, usd(90_00)), key="spent")
    correction_id = proposed(work_as, cast, unknown_booking).id
    with pytest.raises(Overdrawn), work_as(cast.jun.actor) as work:
        sign_correction(work, correction_id)
    assert only_item(session).state is ItemState.OPEN
    with work_as(cast.ines.actor) as work:
        assert withdraw_correction(work, correction_id).state is CorrectionState.WITHDRAWN
    with pytest.raises(NotOpen), work_as(cast.jun.actor) as work:
        sign_correction(work, correction_id)


def test_an_item_set_aside_stays_so_until_something_about_it_changes(
    session: Session, work_as: WorkAs, cast: Cast, unknown_booking: Item, tonight: Night
) -> None:
    with pytest.raises(ReasonMissing), work_as(cast.ines.actor) as work:
        dismiss_item(work, unknown_booking.id, because="  ")
    with work_as(cast.ines.actor) as work:
        dismiss_item(work, unknown_booking.id, because="From before we moved to this account.")
    tonight()
    assert only_item(session).state is ItemState.DISMISSED
    with work_as(SYSTEM) as work:
        top_up_key = session.scalars(sa.select(Journal.key).where(Journal.key.like("top_up:%:fee"))).one()
        book(work, brief_funded(cast.acme.id, cast.maya.id, usd(1)), key="unrelated")
        book(work, _one_more_cent(), key=f"{top_up_key}:more")
    tonight()
    states = [item.state for item in session.scalars(sa.select(Item).order_by(Item.found_at))]
    assert states == [ItemState.DISMISSED, ItemState.OPEN]


def _one_more_cent():  # type: ignore[no-untyped-def]
    from marketplace.ledger.postings.platform import stripe_fee

    return stripe_fee(usd(1))


def test_a_proposal_is_withdrawn_when_the_item_changes_overnight_or_solves_itself(
    session: Session, work_as: WorkAs, standin: StandIn, cast: Cast, unknown_payment: Item, tonight: Night
) -> None:
    from marketplace.wallets.errands.paying_in import check_top_up
    from marketplace.wallets.models import TopUp

    correction_id = proposed(work_as, cast, unknown_payment).id
    with pytest.raises(AlreadyProposed), work_as(cast.jun.actor) as work:
        propose_correction(work, unknown_payment.id)
    with pytest.raises(AlreadyProposed), work_as(cast.jun.actor) as work:
        dismiss_item(work, unknown_payment.id, because="Never mind.")
    check_top_up(session.scalars(sa.select(TopUp.id)).one())
    tonight()
    assert only_item(session).state is ItemState.EXPLAINED
    assert session.get_one(Correction, correction_id).state is CorrectionState.WITHDRAWN
    with pytest.raises(NotOpen), work_as(cast.jun.actor) as work:
        sign_correction(work, correction_id)


def test_nothing_is_proposed_for_what_is_closed_and_nobody_but_finance_sees_it(
    session: Session, work_as: WorkAs, cast: Cast, unknown_booking: Item
) -> None:
    with pytest.raises(Forbidden), work_as(cast.acme.members[0].person.actor) as work:
        propose_correction(work, unknown_booking.id)
    with work_as(cast.ines.actor) as work:
        dismiss_item(work, unknown_booking.id, because="Known.")
    with pytest.raises(NothingToBook), work_as(cast.jun.actor) as work:
        propose_correction(work, unknown_booking.id)
    with pytest.raises(Conflict), work_as(cast.jun.actor) as work:
        dismiss_item(work, unknown_booking.id, because="Again.")
    with pytest.raises(NotFound), work_as(cast.ines.actor) as work:
        propose_correction(work, cast.maya.id)
    assert unknown_booking.kind is BreakKind.MISSING_THERE
