"""Reads: what is in a wallet, what of it may be spent, and what is owed."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.base.money import Money
from marketplace.ledger import chart
from marketplace.ledger.queries import amounts_of
from marketplace.wallets.models import Chargeback
from marketplace.wallets.states import UNDECIDED


def wallet_of(session: Session, brand_id: UUID) -> dict[str, Money]:
    """What is in a brand's wallet, by currency."""
    return amounts_of(session, chart.wallet(brand_id))


def owed_by(session: Session, brand_id: UUID) -> dict[str, Money]:
    """What a brand owes us, by currency; currencies without a debt are left out."""
    return {currency: owed for currency, owed in amounts_of(session, chart.owed_by_brand(brand_id)).items() if owed}


def kept_back_of(session: Session, brand_id: UUID) -> dict[str, Money]:
    """What a brand's open chargebacks may still cost it, by currency: so much of its wallet cannot be spent."""
    rows = session.execute(
        sa.select(Chargeback.currency, sa.cast(sa.func.sum(Chargeback.held_minor), sa.BigInteger))
        .where(Chargeback.brand_id == brand_id, Chargeback.state.in_(UNDECIDED))
        .group_by(Chargeback.currency)
    )
    return {currency: Money(minor, currency) for currency, minor in rows if minor}


def spendable_of(session: Session, brand_id: UUID, held: Money) -> Money:
    """What of the amount in a wallet may be spent."""
    kept = kept_back_of(session, brand_id).get(held.currency, Money.zero(held.currency))
    return max(held - kept, Money.zero(held.currency))
