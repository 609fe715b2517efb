"""What staff did in the tax bureau's system, written down here: issued, refused, taken back by a red-letter 发票."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from sqlalchemy.exc import IntegrityError

from marketplace.accounts.policy import must_be_finance
from marketplace.base.actor import Side
from marketplace.fapiao.actions.asking import let_go
from marketplace.fapiao.errors import NumberTaken
from marketplace.fapiao.events import FapiaoIssued, FapiaoRefused, FapiaoReversed, FapiaoToBeReversed
from marketplace.fapiao.models import Fapiao, FapiaoPaper
from marketplace.fapiao.queries import credited_by, fapiao_seen_by
from marketplace.fapiao.states import FapiaoState
from marketplace.fapiao.written_down import checked_day, checked_number, checked_paper, checked_reason
from marketplace.invoices.models import Invoice
from marketplace.invoices.states import Party
from marketplace.work.unit import Work


@dataclass(frozen=True)
class Written:
    """What stands on a paper of the tax bureau's system, and the paper: code (none on a 数电票), number, day."""

    code: str
    number: str
    on: date
    paper: bytes


def record_issued(work: Work, fapiao_id: UUID, written: Written) -> Fapiao:
    """Staff have issued a 发票; number and paper are kept. Raises NumberWrong, DayWrong, PaperNotTaken, NumberTaken."""
    wish = _to_be_recorded(work, fapiao_id)
    wish.move("issue", by=Side.STAFF, at=work.now, person_id=work.actor.person_id)
    wish.issued_on = checked_day(written.on, earliest=_earliest(wish), now=work.now)
    wish.code, wish.number = checked_number(written.code, written.number)
    _keep(work, wish, written.paper, is_red=False)
    work.announce(FapiaoIssued(fapiao_id=wish.id, number=wish.number, **_whose(wish)))
    return wish


def refuse_fapiao(work: Work, fapiao_id: UUID, *, reason: str) -> Fapiao:
    """Staff do not issue a 发票; its invoices can be asked for again. Raises ReasonMissing."""
    wish = _to_be_recorded(work, fapiao_id)
    wish.reason = checked_reason(reason)
    wish.move("refuse", by=Side.STAFF, at=work.now, person_id=work.actor.person_id, why=wish.reason)
    let_go(wish)
    work.announce(FapiaoRefused(fapiao_id=wish.id, reason=wish.reason, **_whose(wish)))
    return wish


def record_reversed(work: Work, fapiao_id: UUID, written: Written) -> Fapiao:
    """A red-letter 发票 has taken an issued one back; another can be asked for. Raises as `record_issued`."""
    wish = _to_be_recorded(work, fapiao_id)
    wish.move("reverse", by=Side.STAFF, at=work.now, person_id=work.actor.person_id)
    wish.red_on = checked_day(written.on, earliest=_earliest(wish), now=work.now)
    wish.red_code, wish.red_number = checked_number(written.code, written.number)
    _keep(work, wish, written.paper, is_red=True)
    let_go(wish)
    work.announce(FapiaoReversed(fapiao_id=wish.id, number=wish.number, **_whose(wish)))
    return wish


def mark_credited(work: Work, invoice_id: UUID) -> list[Fapiao]:
    """A credit note gives back what issued 发票 are about: they have to be taken back. Bears repetition."""
    note = work.session.get(Invoice, invoice_id)
    if note is None or not note.is_credit_note:
        return []
    marked = []
    for found in credited_by(work.session, note):
        wish = fapiao_seen_by(work.session, work.actor, found.id, lock=True)
        if wish.state is FapiaoState.ISSUED and note not in wish.invoices:
            wish.reason = note.number
            wish.move("credit", by=Side.SYSTEM, at=work.now, why=note.number)
            work.announce(FapiaoToBeReversed(fapiao_id=wish.id, number=wish.number, reason=note.number))
            marked.append(wish)
    return marked


def _earliest(wish: Fapiao) -> datetime:
    return max(invoice.issued_at for invoice in wish.invoices)


def _to_be_recorded(work: Work, fapiao_id: UUID) -> Fapiao:
    must_be_finance(work.actor)
    return fapiao_seen_by(work.session, work.actor, fapiao_id, lock=True)


def _keep(work: Work, wish: Fapiao, paper: bytes, *, is_red: bool) -> None:
    content = checked_paper(paper)
    work.session.add(
        FapiaoPaper(
            fapiao_id=wish.id,
            is_red=is_red,
            content=content,
            content_hash=sha256(content).hexdigest(),
            uploaded_by_id=work.actor.person_id,
            uploaded_at=work.now,
        )
    )
    try:
        work.session.flush()
    except IntegrityError as error:  # the index knows numbers that another piece of work is writing down at this moment
        raise NumberTaken() from error


def _whose(wish: Fapiao) -> dict[str, Any]:
    is_brand = wish.party is Party.BRAND
    return {"brand_id": wish.party_id if is_brand else None, "creator_id": None if is_brand else wish.party_id}
