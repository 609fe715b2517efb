"""Which states of every lifecycle are on show, and which cannot stay on show."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.accounts.models import Brand
from marketplace.briefs.models import Brief
from marketplace.briefs.states import BriefState
from marketplace.creators.models import Creator, ImportBatch
from marketplace.fapiao.models import Fapiao
from marketplace.fapiao.states import FapiaoState
from marketplace.matching.models import Application
from marketplace.orders.models import Order
from marketplace.orders.states import OrderState
from marketplace.payouts.models import BankFile, Batch, GiveBack, Payout, WriteOff
from marketplace.payouts.states import PayoutState
from marketplace.reconciliation.models import Correction, Item
from marketplace.wallets.models import AutoTopUp, Chargeback, Refund, TopUp
from marketplace.wallets.states import ChargebackState, RefundState
from marketplace.withdrawals.models import Withdrawal

LIVING: tuple[Any, ...] = (
    Brand,
    Creator,
    ImportBatch,
    Brief,
    Application,
    Order,
    TopUp,
    AutoTopUp,
    Refund,
    Chargeback,
    Payout,
    Batch,
    GiveBack,
    Fapiao,
)
"""Everything that lives by a lifecycle."""

UNTOLD: tuple[Any, ...] = (BankFile, Item, Correction, Withdrawal, WriteOff)
"""What lives too and no story tells of yet; the pages of these are looked at in a town of their own."""

TRANSIENT: Mapping[str, str] = {
    f"{Brief.__tablename__}.{BriefState.FUNDED}": "the same action that funds a brief opens it",
    f"{Order.__tablename__}.{OrderState.LIVE_CHECK}": "a job decides within seconds",
    f"{Order.__tablename__}.{OrderState.SETTLED}": "the same action that settles an order begins to watch its post",
    f"{Refund.__tablename__}.{RefundState.QUEUED}": "a job takes it up at once",
    f"{Refund.__tablename__}.{RefundState.SENDING}": "lasts as long as one call to the processor",
    f"{Refund.__tablename__}.{RefundState.WAITING_FUNDS}": "lasts until a payment of these days has settled",
    f"{Chargeback.__tablename__}.{ChargebackState.ANSWERING}": "a job hands the answer in at once",
    f"{Fapiao.__tablename__}.{FapiaoState.RED_DUE}": "lasts until staff have issued the red-letter one, within days",
    f"{Payout.__tablename__}.{PayoutState.SIGNED}": "a job takes it up at once (no story tells of one for the bank)",
    f"{Payout.__tablename__}.{PayoutState.SENDING}": "lasts as long as one call to the processor",
}
"""States in which nothing stays, and why; all others are on show in the small world."""


def every_state() -> list[str]:
    """Every state of every lifecycle, as `orders.offered`."""
    return [f"{model.__tablename__}.{state}" for model in LIVING for state in model.LIFECYCLE.states]


def on_show(session: Session) -> dict[str, int]:
    """How many things are in each state that anything is in."""
    return {
        f"{model.__tablename__}.{state}": count
        for model in LIVING
        for state, count in session.execute(
            sa.select(model.state, sa.func.count()).group_by(model.state).order_by(model.state)
        )
    }


def not_on_show(session: Session) -> list[str]:
    """States that should be on show and are not."""
    seen = on_show(session)
    return [state for state in every_state() if state not in TRANSIENT and state not in seen]
