"""Reads: wishes for 发票, their papers, and what can be asked for."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, selectinload

from marketplace.accounts.queries import brand
from marketplace.base.actor import Actor
from marketplace.base.errors import NotFound
from marketplace.base.paging import Page
from marketplace.creators.models import Creator
from marketplace.fapiao.models import Fapiao, FapiaoDetails, FapiaoLine, FapiaoPaper
from marketplace.fapiao.policy import may_see_fapiao
from marketplace.fapiao.states import WAITING, FapiaoState
from marketplace.invoices.models import Invoice
from marketplace.invoices.queries import billing_details_of, invoices_of
from marketplace.invoices.states import Party
from marketplace.work.locking import locked


def fapiao_seen_by(session: Session, actor: Actor, fapiao_id: UUID, *, lock: bool = False) -> Fapiao:
    """A wish as its buyer, finance staff and the system see it. Raises NotFound for everybody else."""
    found = session.scalar(locked(sa.select(Fapiao).where(Fapiao.id == fapiao_id), Fapiao, lock))
    if found is None or not may_see_fapiao(actor, found.party, found.party_id):
        raise NotFound()
    return found


def paper_seen_by(session: Session, actor: Actor, paper_id: UUID) -> FapiaoPaper:
    """A paper as its buyer and finance staff see it. Raises NotFound for everybody else."""
    found = session.get(FapiaoPaper, paper_id)
    if found is None or not may_see_fapiao(actor, found.fapiao.party, found.fapiao.party_id):
        raise NotFound()
    return found


def fapiao_of(session: Session, party: Party, party_id: UUID, *, limit: int = 200) -> Sequence[Fapiao]:
    """What a buyer has asked for, newest first."""
    return session.scalars(
        sa.select(Fapiao)
        .where(Fapiao.party == party, Fapiao.party_id == party_id)
        .options(selectinload(Fapiao.lines))
        .order_by(Fapiao.asked_at.desc(), Fapiao.id.desc())
        .limit(limit)
    ).all()


def fapiao_in(session: Session, state: FapiaoState | None, page: int, *, size: int = 25) -> Page[Fapiao]:
    """Wishes in a state, longest waiting first; in any state, newest first."""
    where = sa.true() if state is None else Fapiao.state == state
    order = Fapiao.asked_at if state in WAITING else Fapiao.asked_at.desc()
    total = session.scalar(sa.select(sa.func.count()).select_from(Fapiao).where(where)) or 0
    rows = session.scalars(
        sa.select(Fapiao).where(where).order_by(order, Fapiao.id).offset((page - 1) * size).limit(size)
    ).all()
    return Page(rows, page, size, total)


def count_fapiao(session: Session) -> dict[FapiaoState, int]:
    """How many wishes are in each state that any is in."""
    query = sa.select(Fapiao.state, sa.func.count()).group_by(Fapiao.state)
    found: dict[FapiaoState, int] = dict(session.execute(query).all())
    return found


def waiting_for_staff(session: Session) -> int:
    """How many wishes staff have to do something about."""
    return session.scalar(sa.select(sa.func.count()).select_from(Fapiao).where(Fapiao.state.in_(WAITING))) or 0


def details_of(session: Session, party: Party, party_id: UUID) -> FapiaoDetails | None:
    """What a buyer last wanted to stand on a 发票."""
    return session.get(FapiaoDetails, (party, party_id))


def can_be_asked_for(session: Session, party: Party, party_id: UUID) -> list[Invoice]:
    """The invoices a buyer can ask a 发票 for: in yuan, or all of a buyer in China; in no live wish. Newest first."""
    is_there = is_in_china(session, party, party_id)
    found = [one for one in invoices_of(session, party, party_id) if is_there or one.currency == "CNY"]
    taken = taken_among(session, [one.id for one in found])
    return [one for one in found if one.id not in taken]


def taken_among(session: Session, invoice_ids: Sequence[UUID]) -> set[UUID]:
    """Which of these invoices are in a live wish."""
    rows = sa.select(FapiaoLine.invoice_id).where(FapiaoLine.invoice_id.in_(invoice_ids), FapiaoLine.live)
    return set(session.scalars(rows))


def is_in_china(session: Session, party: Party, party_id: UUID) -> bool:
    """Whether a buyer's bills go to China."""
    if party is Party.CREATOR:
        return session.get_one(Creator, party_id).country == "CN"
    details = billing_details_of(session, party_id)
    return (details.country if details else brand(session, party_id).country) == "CN"


def credited_by(session: Session, note: Invoice) -> Sequence[Fapiao]:
    """The live wishes for invoices of the same buyer and currency with an order that a credit note gives back."""
    orders = {line["order"] for line in note.lines if line["order"]}
    rows = session.scalars(
        sa.select(Fapiao)
        .join(Fapiao.lines)
        .where(
            FapiaoLine.live,
            FapiaoLine.invoice_id != note.id,
            Fapiao.party == note.party,
            Fapiao.party_id == note.party_id,
            Fapiao.currency == note.currency,
        )
        .distinct()
        .order_by(Fapiao.id)
    ).all()
    return [one for one in rows if any(_names(invoice, orders) for invoice in one.invoices if invoice.gross_minor > 0)]


def credit_notes_on(session: Session, found: Fapiao) -> list[Invoice]:
    """The credit notes that give back an order on the invoices of a wish, and are not part of it themselves."""
    orders = {line["order"] for invoice in found.invoices for line in invoice.lines if line["order"]}
    own = {invoice.id for invoice in found.invoices}
    notes = invoices_of(session, found.party, found.party_id)
    return [
        one
        for one in notes
        if one.is_credit_note and one.currency == found.currency and one.id not in own and _names(one, orders)
    ]


def _names(invoice: Invoice, orders: set[str]) -> bool:
    return any(line["order"] in orders for line in invoice.lines)
