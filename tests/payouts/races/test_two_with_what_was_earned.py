"""Money goes back while a payout of it is being made, and two want more of it back than there is."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from marketplace.base.actor import Actor
from marketplace.base.ids import BrandId, BriefId, OrderId, new_id
from marketplace.ledger import chart
from marketplace.ledger.queries import balance
from marketplace.payouts import actions as payouts
from marketplace.payouts.errors import GivesBackTooMuch
from marketplace.payouts.jobs import queue_payouts
from marketplace.payouts.queries import payouts_of
from marketplace.payouts.states import GiveBackReason
from marketplace.work.jobs import Ticked
from marketplace.work.unit import unit_of_work
from tests.builders.payouts import (
    a_payout_account,
    a_proposed_give_back,
    an_earning,
    usd,
)
from tests.conftest import NOON
from tests.payouts.cast import Cast
from tests.payouts.races.conftest import Look, sums_hold


def test_what_goes_back_is_not_paid_out_too(at_once: Callable[..., list[Any]], committed: Look, cast: Cast) -> None:
    with committed():
        a_payout_account(unit_of_work, cast.maya)
        earning = an_earning(unit_of_work, cast.acme, cast.maya, usd(100_00))
        signed = [a_proposed_give_back(unit_of_work, cast.ines, cast.acme, earning, usd(30_00)).id for _ in range(2)]

    def sign(give_back_id: Any) -> None:
        with unit_of_work(cast.jun.actor) as work:
            payouts.sign_give_back(work, give_back_id)

    def queue() -> None:
        queue_payouts(Ticked(due_at=NOON))

    at_once([partial(sign, signed[0]), queue, partial(sign, signed[1]), partial(sign, signed[0]), queue])
    with committed() as session:
        sent = sum(payout.gross_minor for payout in payouts_of(session, cast.maya.id))
        owed = balance(session, chart.owed_by_creator(cast.maya.id), "USD").minor
        assert sent - owed == 95_00 - 57_00
    sums_hold(committed)


def test_two_cannot_have_more_back_than_there_is(
    at_once: Callable[..., list[Any]], committed: Look, cast: Cast
) -> None:
    with committed():
        earning = an_earning(unit_of_work, cast.acme, cast.maya, usd(100_00))
        a_proposed_give_back(unit_of_work, cast.ines, cast.acme, earning, usd(1_00))
        order_id, brand_id = OrderId(earning.source_id), BrandId(cast.acme.id)

    def propose(maker: Actor) -> None:
        with unit_of_work(maker) as work:
            payouts.propose_give_back(
                work, order_id=order_id, brief_id=BriefId(new_id()), brand_id=brand_id, price=usd(60_00),
                reason=GiveBackReason.BOTH_AGREED, note="They agree.",
            )  # fmt: skip

    said = at_once([partial(propose, cast.ines.actor), partial(propose, cast.jun.actor)])
    (refused,) = [each for each in said if isinstance(each, GivesBackTooMuch)]
    assert refused.sentence.values["most"] == usd(39_00)
    sums_hold(committed)
