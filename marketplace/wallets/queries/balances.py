"""Reads: what is in a wallet, what of it may be spent, and what is owed."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.base.money import Money
from marketplace.ledger import chart
from marketplace.ledger.kinds import JournalKind
from marketplace.ledger.models import Account, Entry, Journal
from marketplace.ledger.queries import amounts_of
from marketplace.wallets.models import Chargeback
from marketplace.wallets.states import UNDECIDED


def wallet_of(session: Session, brand_id: UUID) -> dict[str, Money]:
    """What is in a brand's wallet, by currency."""
    return amounts_of(session, chart.wallet(brand_id))


@dataclass(frozen=True)
class PaidIn:
    """What ever came into a wallet from outside, and what left it for the brand's card or bank again."""

    came_in: Money
    sent_back: Money


def paid_in_by(session: Session, brand_id: UUID) -> dict[str, PaidIn]:
    """What a brand has paid in and had sent back, by currency; what bounced counts as not sent back."""
    sent_back = (JournalKind.REFUND_BEGUN, JournalKind.REFUND_RETURNED)
    came_in = sa.func.sum(-Entry.amount_minor).filter(Journal.kind == JournalKind.TOP_UP)
    went = sa.func.sum(Entry.amount_minor).filter(Journal.kind.in_(sent_back))
    rows = session.execute(
        sa.select(Account.currency, sa.func.coalesce(came_in, 0), sa.func.coalesce(went, 0))
        .join(Entry, Entry.account_id == Account.id)
        .join(Journal, Journal.id == Entry.journal_id)
        .where(Account.code == chart.wallet(brand_id))
        .group_by(Account.currency)
    )
    return {currency: PaidIn(Money(int(paid), currency), Money(int(back), currency)) for currency, paid, back in rows}


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
