"""Refunds and chargebacks match what Stripe says of them, and what nobody booked is found."""

from __future__ import annotations

from collections.abc import Callable

from marketplace.base.ids import new_id
from marketplace.gateways.current import payments
from marketplace.reconciliation.models import Run
from marketplace.reconciliation.states import BreakKind
from marketplace.wallets.errands.disputing import check_dispute
from marketplace.wallets.errands.refunding import check_refund, send_back
from tests.builders.payouts import WorkAs, a_paid_top_up, a_refund, usd
from tests.gateways.payments.standin import StandIn
from tests.payouts.cast import Cast


def test_refunds_and_chargebacks_match(
    work_as: WorkAs, cast: Cast, standin: StandIn, tonight: Callable[[], Run]
) -> None:
    first, second, third = (a_paid_top_up(work_as, standin, cast.acme, usd(100_00)) for _ in range(3))
    arrived, came_back = a_refund(work_as, cast.acme, usd(30_00)), a_refund(work_as, cast.acme, usd(20_00))
    for refund in (arrived, came_back):
        send_back(refund.id)
    standin.fail_refund(str(came_back.refund_id))
    check_refund(str(came_back.refund_id))
    for top_up, ending in ((first, "won"), (second, "lost")):
        dispute = standin.dispute_of(str(top_up.payment_id))
        check_dispute(dispute)
        standin.decide(dispute, ending)
        check_dispute(dispute)
    assert third.id == arrived.top_up_id
    run = tonight()
    assert (run.found, run.matched) == (0, 9)


def test_a_refund_made_by_hand_and_a_dispute_nobody_heard_of_are_found(
    work_as: WorkAs, cast: Cast, standin: StandIn, tonight: Callable[[], Run]
) -> None:
    first, second = (a_paid_top_up(work_as, standin, cast.acme, usd(100_00)) for _ in range(2))
    payments().refund(payment=str(first.payment_id), amount=usd(5_00), metadata={}, key=str(new_id()))
    standin.dispute(str(second.payment_id))
    run = tonight()
    assert run.kinds == {BreakKind.MISSING_HERE.value: 2}
