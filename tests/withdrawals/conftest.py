"""The same people, books and payment stand-in as for wallets, and fees that are ours."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.accounts.models import Person
from marketplace.base.actor import SYSTEM
from marketplace.base.ids import BrandId, BriefId, CreatorId, OrderId, new_id
from marketplace.base.money import Money
from marketplace.payouts import actions as payouts
from marketplace.wallets import actions as wallets
from marketplace.withdrawals import actions, invariants
from marketplace.withdrawals.models import Withdrawal
from tests.builders.payouts import WorkAs, a_paid_top_up, usd
from tests.gateways.payments.standin import StandIn
from tests.payouts.cast import Cast
from tests.payouts.conftest import cast, everything_adds_up, shared_standin, standin
from tests.wallets import conftest as wallets_conftest

__all__ = ["cast", "everything_adds_up", "shared_standin", "standin"]

both_agree_in_wallets = wallets_conftest.both_agree


@pytest.fixture
def both_agree(session: Session, both_agree_in_wallets: Callable[[], None]) -> Callable[[], None]:
    """Every invariant holds, and Stripe's balance has changed by what the book says."""

    def check() -> None:
        session.expire_all()
        both_agree_in_wallets()
        found = invariants.verify(session)
        assert all(found.values()), found

    return check


@pytest.fixture
def ours(both_agree: Callable[[], None], work_as: WorkAs, standin: StandIn, cast: Cast) -> Money:
    """What is ours after an order of 200 dollars: fees of 20 and 10, less 11.90 that Stripe kept of Acme's 400."""
    a_paid_top_up(work_as, standin, cast.acme, usd(400_00))
    brief_id, order_id = BriefId(new_id()), OrderId(new_id())
    with work_as(SYSTEM) as work:
        wallets.fund_brief(work, brief_id=brief_id, brand_id=BrandId(cast.acme.id), amount=usd(300_00))
        wallets.hold_order(work, order_id=order_id, brief_id=brief_id, amount=usd(220_00))
        payouts.settle(
            work, source=("order", order_id), creator_id=CreatorId(cast.maya.id), price=usd(200_00),
            brand_fee=usd(20_00), creator_fee=usd(10_00), title="Oat latte",
        )  # fmt: skip
    return usd(18_10)


def proposed(work_as: WorkAs, person: Person, amount: Money) -> Withdrawal:
    """Somebody proposes that an amount goes to our bank."""
    with work_as(person.actor) as work:
        return actions.propose_withdrawal(work, amount=amount)


def signed(work_as: WorkAs, cast: Cast, amount: Money) -> Withdrawal:
    """Ines has proposed it, Jun has signed it."""
    withdrawal = proposed(work_as, cast.ines, amount)
    with work_as(cast.jun.actor) as work:
        return actions.sign_withdrawal(work, withdrawal.id)


def payouts_at(standin: StandIn, withdrawal: Withdrawal) -> list[int]:
    """What the stand-in has sent to our bank for a withdrawal of ours, one number for each time."""
    made = standin.state()["payouts"]
    return [one["amount"] for one in made if one["metadata"].get("withdrawal") == str(withdrawal.id)]


def as_it_is(session: Session, withdrawal: Withdrawal) -> Withdrawal:
    """A withdrawal as the database has it now."""
    session.expire_all()
    return session.scalars(sa.select(Withdrawal).where(Withdrawal.id == withdrawal.id)).one()
