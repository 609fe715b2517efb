"""Reads: agreements, self-billed documents, and what has none yet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.accounts.models import Brand
from marketplace.base.actor import Actor
from marketplace.base.errors import NotFound
from marketplace.base.paging import Page
from marketplace.creators.models import Creator
from marketplace.payouts.models import GiveBack, Payout
from marketplace.payouts.states import PayoutState, SignedState
from marketplace.self_billing.models import SelfBill, SelfBillingAgreement
from marketplace.self_billing.policy import may_see_self_bill
from marketplace.work.locking import locked

_A = SelfBillingAgreement


def agreement_of(session: Session, creator_id: UUID, *, lock: bool = False) -> SelfBillingAgreement | None:
    """The agreement of a creator that holds now."""
    query = sa.select(_A).where(_A.creator_id == creator_id, _A.withdrawn_at.is_(None))
    return session.scalar(locked(query, _A, lock))


def agreements_of(session: Session, creator_id: UUID) -> Sequence[SelfBillingAgreement]:
    """Every agreement a creator ever made, newest first."""
    return session.scalars(sa.select(_A).where(_A.creator_id == creator_id).order_by(_A.agreed_at.desc())).all()


def agreement_at(session: Session, creator_id: UUID, at: datetime) -> SelfBillingAgreement | None:
    """The agreement of a creator that held at an instant."""
    until = sa.or_(_A.withdrawn_at.is_(None), _A.withdrawn_at > at)
    query = sa.select(_A).where(_A.creator_id == creator_id, _A.agreed_at <= at, until)
    return session.scalars(query.order_by(_A.agreed_at.desc()).limit(1)).first()


def self_bill_seen_by(session: Session, actor: Actor, self_bill_id: UUID) -> SelfBill:
    """A document as its creator, its brand, finance staff and the system see it. Raises NotFound for everybody else."""
    found = session.get(SelfBill, self_bill_id)
    if found is None or not may_see_self_bill(actor, found.creator_id, found.brand_id):
        raise NotFound()
    return found


def self_bills_of(session: Session, creator_id: UUID, *, limit: int = 200) -> Sequence[SelfBill]:
    """What was written in a creator's name, newest first."""
    return session.scalars(
        sa.select(SelfBill)
        .where(SelfBill.creator_id == creator_id)
        .order_by(SelfBill.issued_at.desc(), SelfBill.number.desc())
        .limit(limit)
    ).all()


def self_bills(
    session: Session, page: int, *, brand_id: UUID | None = None, text: str = "", size: int = 50
) -> Page[SelfBill]:
    """Everybody's, or those for a brand, newest first; with a part of a number or of a name when asked for."""
    where = sa.true() if brand_id is None else SelfBill.brand_id == brand_id
    if text:
        names = (SelfBill.number, Creator.name, Brand.name, SelfBill.supplier["name"].astext)
        where = sa.and_(where, sa.or_(*(name.icontains(text, autoescape=True) for name in names)))
    query = (
        sa.select(SelfBill)
        .join(SelfBill.creator)
        .join(Brand, Brand.id == SelfBill.brand_id)
        .where(where)
        .order_by(SelfBill.issued_at.desc(), SelfBill.number.desc())
    )
    total = session.scalar(sa.select(sa.func.count()).select_from(query.order_by(None).subquery())) or 0
    return Page(session.scalars(query.offset((page - 1) * size).limit(size)).all(), page, size, total)


def bills_of_payout(session: Session, payout_id: UUID) -> Sequence[SelfBill]:
    """The invoices that were written for a payout, without credit notes."""
    return session.scalars(
        sa.select(SelfBill)
        .where(SelfBill.payout_id == payout_id, SelfBill.credits_id.is_(None))
        .order_by(SelfBill.id)
        .execution_options(populate_existing=True)
    ).all()


def is_written(session: Session, cause: str) -> bool:
    """Whether there is a document for it."""
    return bool(session.scalar(sa.select(sa.exists().where(SelfBill.cause == cause))))


def payouts_without_bill(session: Session, since: datetime) -> list[UUID]:
    """Payouts that were sent under an agreement and have no document, oldest first."""
    held = sa.exists().where(
        _A.creator_id == Payout.creator_id,
        _A.agreed_at <= Payout.sent_at,
        sa.or_(_A.withdrawn_at.is_(None), _A.withdrawn_at > Payout.sent_at),
    )
    has_one = sa.exists().where(SelfBill.payout_id == Payout.id)
    where = sa.and_(Payout.state == PayoutState.SENT, Payout.sent_at >= since, held, sa.not_(has_one))
    return list(session.scalars(sa.select(Payout.id).where(where).order_by(Payout.sent_at, Payout.id)))


def payouts_to_credit(session: Session) -> list[UUID]:
    """Payouts that came back and whose documents have no credit note for it."""
    credited = sa.exists().where(SelfBill.cause == sa.func.concat("payout:", Payout.id, ":", _bill.brand_id, ":back"))
    query = sa.select(Payout.id).join(_bill, _bill.payout_id == Payout.id)
    where = sa.and_(Payout.state == PayoutState.RETURNED, _bill.credits_id.is_(None), sa.not_(credited))
    return list(session.scalars(query.where(where).distinct()))


def give_backs_to_credit(session: Session, since: datetime) -> list[UUID]:
    """Prices that went back to a brand of whom a creator has a document, and that none names yet."""
    credited = sa.exists().where(SelfBill.cause == sa.func.concat("give_back:", GiveBack.id))
    billed = sa.exists().where(SelfBill.brand_id == GiveBack.brand_id)
    where = sa.and_(GiveBack.state == SignedState.DONE, GiveBack.signed_at >= since, billed, sa.not_(credited))
    return list(session.scalars(sa.select(GiveBack.id).where(where).order_by(GiveBack.signed_at)))


_bill = sa.orm.aliased(SelfBill)
