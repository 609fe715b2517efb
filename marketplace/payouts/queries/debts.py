"""Reads: what creators owe, why, and how it was paid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.base.actor import Actor, Duty, Side
from marketplace.base.errors import NotFound
from marketplace.base.money import Money
from marketplace.creators.models import Creator
from marketplace.ledger import chart
from marketplace.ledger.models import Account, Balance
from marketplace.ledger.queries import amounts_of
from marketplace.payouts.models import Earning, GiveBack, Netting, WriteOff
from marketplace.payouts.states import SignedState
from marketplace.work.locking import locked


@dataclass(frozen=True)
class CreatorDebt:
    """What one creator owes in one currency, and whether somebody wants to write it off."""

    creator: Creator
    owed: Money
    write_off: WriteOff | None


def owed_by_creator(session: Session, creator_id: UUID) -> dict[str, Money]:
    """What a creator owes us, by currency; currencies without a debt are left out."""
    owed = amounts_of(session, chart.owed_by_creator(creator_id))
    return {currency: amount for currency, amount in owed.items() if amount}


def debts_raised(session: Session, creator_id: UUID) -> Sequence[GiveBack]:
    """What a creator has ever come to owe, newest first, and why."""
    return session.scalars(
        sa.select(GiveBack)
        .join(Earning, Earning.id == GiveBack.earning_id)
        .where(Earning.creator_id == creator_id, GiveBack.state == SignedState.DONE)
        .order_by(GiveBack.signed_at.desc())
    ).all()


def nettings_of(session: Session, creator_id: UUID) -> Sequence[Netting]:
    """How a creator's debts were paid out of earnings, newest first."""
    return session.scalars(
        sa.select(Netting).where(Netting.creator_id == creator_id).order_by(Netting.netted_at.desc(), Netting.id.desc())
    ).all()


def write_offs_of(session: Session, creator_id: UUID) -> Sequence[WriteOff]:
    """What of a creator's debts we have borne ourselves, or may, newest first."""
    return session.scalars(
        sa.select(WriteOff).where(WriteOff.creator_id == creator_id).order_by(WriteOff.made_at.desc())
    ).all()


def write_off_seen_by(session: Session, actor: Actor, write_off_id: UUID, *, lock: bool = False) -> WriteOff:
    """A write-off as finance staff and the system see it. Raises NotFound for everybody else."""
    found = session.scalar(locked(sa.select(WriteOff).where(WriteOff.id == write_off_id), WriteOff, lock))
    if found is None or not (actor.side is Side.SYSTEM or actor.on_duty(Duty.FINANCE)):
        raise NotFound()
    return found


def open_write_off(session: Session, creator_id: UUID, currency: str) -> WriteOff | None:
    """What waits for a signature about a debt."""
    return session.scalar(
        sa.select(WriteOff).where(
            WriteOff.creator_id == creator_id, WriteOff.currency == currency, WriteOff.state == SignedState.PROPOSED
        )
    )


def creator_debts(session: Session, *, limit: int = 200) -> list[CreatorDebt]:
    """Who owes something now, the largest debts first."""
    rows = session.execute(
        sa.select(Creator, Account.currency, Balance.amount_minor)
        .join(Account, Account.owner_id == Creator.id)
        .join(Balance, Balance.account_id == Account.id)
        .where(Account.code.like("recv:creator:%"), Balance.amount_minor != 0)
        .order_by(Balance.amount_minor.desc(), Creator.id)
        .limit(limit)
    ).all()
    waiting = {
        (one.creator_id, one.currency): one
        for one in session.scalars(sa.select(WriteOff).where(WriteOff.state == SignedState.PROPOSED))
    }
    return [
        CreatorDebt(creator, Money(minor, currency), waiting.get((creator.id, currency)))
        for creator, currency, minor in rows
    ]
