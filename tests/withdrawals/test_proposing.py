"""Only what is ours can leave, and only when two people want it."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from marketplace.base.actor import SYSTEM, Duty
from marketplace.base.errors import Forbidden, NotFound
from marketplace.base.ids import new_id
from marketplace.base.lifecycle import NotOpen
from marketplace.base.money import Money
from marketplace.ledger import chart
from marketplace.ledger.actions import book
from marketplace.ledger.postings.platform import stripe_fee
from marketplace.ledger.queries import amounts_of, owed_to_others
from marketplace.withdrawals import actions
from marketplace.withdrawals.errors import AnotherPersonSigns, NotOurs
from marketplace.withdrawals.queries import share_in, shares
from marketplace.withdrawals.states import WithdrawalState
from tests.builders.accounts import a_staff_member, owner_of
from tests.builders.payouts import WorkAs, a_topped_up_wallet, usd
from tests.payouts.cast import Cast
from tests.withdrawals.conftest import proposed, signed


def test_ours_is_what_is_left_when_everybody_has_had_theirs(session: Session, ours: Money, work_as: WorkAs, cast: Cast):
    share = share_in(session, "USD")
    assert {one.family: one.amount for one in share.owed} == {
        "wallet:brand": usd(100_00),
        "held:brief": usd(80_00),
        "creator:available": usd(190_00),
    }
    assert (share.at_stripe, share.ours) == (usd(388_10), ours)
    before = share.ours
    a_topped_up_wallet(work_as, cast.acme, Money(70_000, "JPY"))
    assert share_in(session, "USD").ours == before
    yen = shares(session)["JPY"]
    assert yen.ours == Money(0, "JPY")  # Stripe kept more than we have earned there, and that much is missing
    assert yen.missing == Money(sum(one.amount.minor for one in yen.owed), "JPY") - yen.at_stripe
    assert yen.missing
    assert dict(owed_to_others(session))["wallet:brand"].currency in amounts_of(session, chart.psp_stripe())


def test_not_a_cent_more_than_ours_is_proposed_and_none_twice(work_as: WorkAs, cast: Cast, ours: Money) -> None:
    for too_much in (ours + usd(1), usd(0), usd(-5), Money(1, "EUR")):
        with pytest.raises(NotOurs):
            proposed(work_as, cast.ines, too_much)
    first = proposed(work_as, cast.ines, usd(10_00))
    assert first.share_then.ours == ours
    with pytest.raises(NotOurs) as refused:
        proposed(work_as, cast.jun, usd(8_11))
    assert refused.value.values["most"] == usd(8_10)
    with work_as(cast.ines.actor) as work:
        actions.call_off_withdrawal(work, first.id)
    proposed(work_as, cast.jun, ours)


def test_whoever_proposed_it_does_not_sign_it(work_as: WorkAs, cast: Cast, ours: Money) -> None:
    withdrawal = proposed(work_as, cast.ines, usd(10_00))
    with pytest.raises(AnotherPersonSigns), work_as(cast.ines.actor) as work:
        actions.sign_withdrawal(work, withdrawal.id)
    with work_as(cast.jun.actor) as work:
        assert actions.sign_withdrawal(work, withdrawal.id).state is WithdrawalState.SIGNED
    with pytest.raises(NotOpen), work_as(cast.jun.actor) as work:
        actions.sign_withdrawal(work, withdrawal.id)


def test_what_is_no_longer_ours_is_not_signed(work_as: WorkAs, cast: Cast, ours: Money) -> None:
    withdrawal = proposed(work_as, cast.ines, ours)
    with work_as(SYSTEM) as work:
        book(work, stripe_fee(usd(10)), key="test:a_cost")
    with pytest.raises(NotOurs) as refused, work_as(cast.jun.actor) as work:
        actions.sign_withdrawal(work, withdrawal.id)
    assert refused.value.values["most"] == ours - usd(10)


def test_one_showing_of_the_form_proposes_once(work_as: WorkAs, cast: Cast, ours: Money) -> None:
    once, made = new_id(), set()
    for _ in range(2):
        with work_as(cast.ines.actor) as work:
            made.add(actions.propose_withdrawal(work, amount=usd(5_00), once=once).id)
    assert len(made) == 1


def test_nobody_without_the_finance_duty_has_a_say(work_as: WorkAs, cast: Cast, ours: Money) -> None:
    trust = a_staff_member(work_as, "Tru", duties=(Duty.TRUST,))
    withdrawal = signed(work_as, cast, usd(5_00))
    for person in (trust, owner_of(cast.acme)):
        with pytest.raises(Forbidden), work_as(person.actor) as work:
            actions.propose_withdrawal(work, amount=usd(1_00))
        with pytest.raises((Forbidden, NotFound)), work_as(person.actor) as work:
            actions.sign_withdrawal(work, withdrawal.id)
        with pytest.raises((Forbidden, NotFound)), work_as(person.actor) as work:
            actions.call_off_withdrawal(work, withdrawal.id)
