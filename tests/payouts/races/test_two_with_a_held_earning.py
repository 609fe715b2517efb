"""An earning is put on hold at the very moment in which its payout is made, batched or signed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from marketplace.base.actor import SYSTEM
from marketplace.payouts import actions as payouts
from marketplace.payouts.errors import HeldAlready, InAPayout, NothingToPayOut
from marketplace.payouts.models import EarningHold, Payout, PayoutLine
from marketplace.payouts.states import HoldReason, PayoutState
from marketplace.work.unit import unit_of_work
from tests.builders.payouts import a_batch, a_payout_account, a_queued_payout, an_earning, usd
from tests.payouts.cast import Cast
from tests.payouts.races.conftest import Look, sums_hold

AtOnce = Callable[..., list[Any]]


def two_earnings(cast: Cast) -> tuple[UUID, UUID]:
    a_payout_account(unit_of_work, cast.maya)
    return tuple(an_earning(unit_of_work, cast.acme, cast.maya, usd(price)).id for price in (100_00, 50_00))  # type: ignore[return-value]


def holding(cast: Cast, earning_id: UUID) -> Callable[[], str]:
    ines = cast.ines.actor

    def hold() -> str:
        with unit_of_work(ines) as work:
            payouts.hold_earning(work, earning_id, reason=HoldReason.LEGAL, note="A letter came.")
        return "held"

    return hold


def live_payouts_of(look: Look, earning_id: UUID) -> list[PayoutState]:
    with look() as session:
        return list(
            session.scalars(
                sa.select(Payout.state)
                .join(PayoutLine, PayoutLine.payout_id == Payout.id)
                .where(PayoutLine.earning_id == earning_id, PayoutLine.live)
            )
        )


def test_a_held_earning_is_in_no_payout_that_is_being_made(at_once: AtOnce, committed: Look, cast: Cast) -> None:
    with committed():
        latte, cups = two_earnings(cast)
        creator_id = cast.maya.id

    def queue() -> None:
        with unit_of_work(SYSTEM) as work:
            payouts.queue_payout(work, creator_id, "USD")

    results = at_once([holding(cast, latte), queue, holding(cast, latte), queue])
    assert results.count("held") == 1
    assert sum(isinstance(result, HeldAlready) for result in results) == 1
    assert live_payouts_of(committed, latte) == []
    assert live_payouts_of(committed, cups) == [PayoutState.QUEUED]
    sums_hold(committed)


def test_a_batch_that_is_being_made_is_left_by_it(at_once: AtOnce, committed: Look, cast: Cast) -> None:
    with committed():
        latte, cups = two_earnings(cast)
        payout_id, jun = a_queued_payout(unit_of_work, cast.maya).id, cast.jun.actor

    def batch() -> str:
        with unit_of_work(jun) as work:
            payouts.make_batch(work, [payout_id])
        return "made"

    results = at_once([holding(cast, latte), batch])
    assert results[0] == "held"
    assert results[1] == "made" or isinstance(results[1], NothingToPayOut)
    assert live_payouts_of(committed, latte) == []
    assert live_payouts_of(committed, cups) == [PayoutState.QUEUED]
    sums_hold(committed)


def test_a_signature_and_a_hold_have_one_winner(at_once: AtOnce, committed: Look, cast: Cast) -> None:
    with committed():
        latte, _ = two_earnings(cast)
        a_queued_payout(unit_of_work, cast.maya)
        batch_id, jun = a_batch(unit_of_work, cast.ines).id, cast.jun.actor

    def sign() -> str:
        with unit_of_work(jun) as work:
            payouts.sign_batch(work, batch_id)
        return "signed"

    held, signed = at_once([holding(cast, latte), sign])
    assert (held == "held") is isinstance(signed, NothingToPayOut)
    assert (signed == "signed") is isinstance(held, InAPayout)
    assert live_payouts_of(committed, latte) == ([] if held == "held" else [PayoutState.SIGNED])
    with committed() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(EarningHold)) == (held == "held")
    sums_hold(committed)
