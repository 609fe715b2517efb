"""A buyer asks for a 发票 for invoices of ours, thinks again, or wants an issued one taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from marketplace.base.actor import Side
from marketplace.base.errors import NotFound
from marketplace.fapiao.buyers import BuyerData, checked
from marketplace.fapiao.errors import (
    AskedAlready,
    CreditNoteLeftOut,
    CurrenciesMixed,
    NotForChina,
    NothingChosen,
    NothingLeft,
)
from marketplace.fapiao.events import FapiaoAsked, FapiaoToBeReversed, FapiaoWithdrawn
from marketplace.fapiao.models import Fapiao, FapiaoDetails, FapiaoLine
from marketplace.fapiao.policy import must_speak_for_the_buyer
from marketplace.fapiao.queries import credit_notes_on, fapiao_seen_by, is_in_china, taken_among
from marketplace.fapiao.written_down import checked_reason
from marketplace.invoices.models import Invoice
from marketplace.invoices.states import Party
from marketplace.work.unit import Work

MOST_INVOICES = 50


def ask_for_fapiao(work: Work, invoice_ids: Sequence[UUID], said: BuyerData) -> Fapiao:
    """A buyer asks for one 发票 for the chosen invoices; what was typed is remembered for the next one.

    Raises DataWrong, NothingChosen, CurrenciesMixed, NotForChina, NothingLeft, CreditNoteLeftOut, and AskedAlready
    when an invoice is in another live wish. Raises NotFound for invoices of others.
    """
    party, party_id = must_speak_for_the_buyer(work.actor)
    data = checked(said)
    chosen = _chosen(work, party, party_id, set(invoice_ids))
    currency = chosen[0].currency
    amount_minor = sum(invoice.gross_minor for invoice in chosen)
    if amount_minor <= 0:
        raise NothingLeft()
    wish = Fapiao(
        party=party,
        party_id=party_id,
        currency=currency,
        amount_minor=amount_minor,
        **asdict(data),
        asked_at=work.now,
        asked_by_id=work.actor.person_id,
        lines=[FapiaoLine(invoice=invoice) for invoice in chosen],
    )
    work.session.add(wish)
    wish.begin(at=work.now)
    work.session.flush()
    _must_be_whole(work, wish)
    _remember(work, party, party_id, data)
    work.announce(FapiaoAsked(fapiao_id=wish.id, by=data.title))
    return wish


def withdraw_fapiao(work: Work, fapiao_id: UUID) -> Fapiao:
    """A buyer no longer wants a 发票 that is not issued yet; its invoices can be asked for again."""
    wish = _own(work, fapiao_id)
    wish.move("withdraw", by=_side(work), at=work.now, person_id=work.actor.person_id)
    let_go(wish)
    work.announce(FapiaoWithdrawn(fapiao_id=wish.id))
    return wish


def ask_to_reverse(work: Work, fapiao_id: UUID, *, reason: str) -> Fapiao:
    """A buyer wants an issued 发票 taken back, for a wrong title say. Raises ReasonMissing."""
    wish = _own(work, fapiao_id)
    wish.reason = checked_reason(reason)
    wish.move("ask_to_reverse", by=_side(work), at=work.now, person_id=work.actor.person_id, why=wish.reason)
    work.announce(FapiaoToBeReversed(fapiao_id=wish.id, number=wish.number, reason=wish.reason))
    return wish


def let_go(wish: Fapiao) -> None:
    """The invoices of a wish that came to nothing can be asked for again."""
    for line in wish.lines:
        line.live = False


def _own(work: Work, fapiao_id: UUID) -> Fapiao:
    wish = fapiao_seen_by(work.session, work.actor, fapiao_id, lock=True)
    must_speak_for_the_buyer(work.actor)
    return wish


def _side(work: Work) -> Side:
    side = work.actor.side
    if side is None:
        raise NotFound()
    return side


def _chosen(work: Work, party: Party, party_id: UUID, ids: set[UUID]) -> Sequence[Invoice]:
    if not 0 < len(ids) <= MOST_INVOICES:
        raise NothingChosen()
    # Whoever else asks for one of them waits here, and then sees that it is taken.
    chosen = work.session.scalars(
        sa.select(Invoice)
        .where(Invoice.id.in_(ids), Invoice.party == party, Invoice.party_id == party_id)
        .order_by(Invoice.id)
        .with_for_update()
    ).all()
    if len(chosen) != len(ids):
        raise NotFound()
    if len({invoice.currency for invoice in chosen}) > 1:
        raise CurrenciesMixed()
    if chosen[0].currency != "CNY" and not is_in_china(work.session, party, party_id):
        raise NotForChina()
    taken = taken_among(work.session, list(ids))
    if taken:
        raise AskedAlready(number=next(invoice.number for invoice in chosen if invoice.id in taken))
    return chosen


def _must_be_whole(work: Work, wish: Fapiao) -> None:
    left_out = credit_notes_on(work.session, wish)
    taken = taken_among(work.session, [note.id for note in left_out])
    for note in left_out:
        if note.id not in taken:
            raise CreditNoteLeftOut(number=note.number)


def _remember(work: Work, party: Party, party_id: UUID, data: BuyerData) -> None:
    values = {**asdict(data), "changed_at": work.now}
    work.session.execute(
        insert(FapiaoDetails)
        .values(party=party, party_id=party_id, **values)
        .on_conflict_do_update(index_elements=["party", "party_id"], set_=values)
    )
