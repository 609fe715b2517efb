"""发票: what buyers ask for, and the queue of staff, who issue them elsewhere and write down here what was issued."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from marketplace.accounts.queries import brand
from marketplace.base.actor import BrandRole, Duty, Side
from marketplace.base.errors import NotFound, Refusal
from marketplace.creators.models import Creator
from marketplace.database import db
from marketplace.fapiao import queries
from marketplace.fapiao.actions import (
    ask_for_fapiao,
    ask_to_reverse,
    record_issued,
    record_reversed,
    refuse_fapiao,
    withdraw_fapiao,
)
from marketplace.fapiao.actions.recording import Written
from marketplace.fapiao.errors import AskedAlready, DataWrong
from marketplace.fapiao.forms import FapiaoForm, ReasonForm, WrittenForm
from marketplace.fapiao.models import Fapiao
from marketplace.fapiao.policy import buyer_of
from marketplace.fapiao.states import FapiaoState
from marketplace.invoices.models import Invoice
from marketplace.invoices.states import Party
from marketplace.payouts.forms import ids_in
from marketplace.web.actor import current_actor
from marketplace.web.doors import door
from marketplace.web.downloads import download
from marketplace.web.errors import status_of
from marketplace.web.forms import Form
from marketplace.web.pages import page, page_number
from marketplace.web.sentences import say
from marketplace.work.moves import moves_of
from marketplace.work.unit import Work, unit_of_work

fapiao = Blueprint("fapiao", __name__)


def invoices_link() -> str:
    """On the page of invoices: the way to 发票, for those who can ask for one or have."""
    session, (party, party_id) = db.session(), buyer_of(current_actor())
    can_ask = bool(queries.can_be_asked_for(session, party, party_id))
    if not can_ask and not queries.fapiao_of(session, party, party_id, limit=1):
        return ""
    return render_template("fapiao/_invoices_link.html")


@fapiao.get("/fapiao")
@door(Side.BRAND, Side.CREATOR)
def index() -> ResponseReturnValue:
    """What the buyer has asked for, and what a 发票 can be asked for."""
    session, (party, party_id) = db.session(), buyer_of(current_actor())
    return page(
        "fapiao/index.html",
        asked=queries.fapiao_of(session, party, party_id),
        free=queries.can_be_asked_for(session, party, party_id),
        is_there=queries.is_in_china(session, party, party_id),
        may_ask=_may_ask(),
    )


@fapiao.get("/fapiao/new")
@door(Side.BRAND, Side.CREATOR, roles=(BrandRole.FINANCE,))
def new() -> ResponseReturnValue:
    """What is to stand on the 发票 for the chosen invoices, with what stood on the last one."""
    session, (party, party_id) = db.session(), buyer_of(current_actor())
    chosen = _chosen(ids_in(request.args.getlist("invoice")))
    if not chosen:
        return _choose_first()
    return _new_page(FapiaoForm(formdata=None, obj=queries.details_of(session, party, party_id)), chosen)


@fapiao.post("/fapiao")
@door(Side.BRAND, Side.CREATOR, roles=(BrandRole.FINANCE,))
def ask() -> ResponseReturnValue:
    """Asks for it."""
    form, ids = FapiaoForm(), ids_in(request.form.getlist("invoice"))
    chosen = _chosen(ids)
    if not ids:
        return _choose_first()
    if not form.validate():
        return _new_page(form, chosen), 422
    try:
        with unit_of_work(current_actor()) as work:
            wish_id = ask_for_fapiao(work, ids, form.said).id
    except DataWrong as wrong:
        form.refuse(wrong, wrong.field)
        return _new_page(form, chosen), 422
    except AskedAlready as taken:
        flash(say(taken.sentence), "error")
        return redirect(url_for(".index"), 303)
    except NotFound:
        raise
    except Refusal as refusal:
        form.refuse(refusal)
        return _new_page(form, chosen), status_of(refusal)
    flash(_("Asked for. We write to you as soon as it is issued."), "success")
    return redirect(url_for(".show", fapiao_id=wish_id), 303)


@fapiao.get("/fapiao/<uuid:fapiao_id>")
@door(Side.BRAND, Side.CREATOR)
def show(fapiao_id: UUID) -> ResponseReturnValue:
    """One wish: where it stands, what is to stand on the 发票, and the paper once there is one."""
    return _own_page(fapiao_id, ReasonForm(formdata=None))


@fapiao.post("/fapiao/<uuid:fapiao_id>/withdrawal")
@door(Side.BRAND, Side.CREATOR, roles=(BrandRole.FINANCE,))
def withdraw(fapiao_id: UUID) -> ResponseReturnValue:
    """The buyer no longer wants it."""
    with unit_of_work(current_actor()) as work:
        withdraw_fapiao(work, fapiao_id)
    flash(_("Withdrawn. Its invoices can be asked for again."), "success")
    return redirect(url_for(".index"), 303)


@fapiao.post("/fapiao/<uuid:fapiao_id>/reversal-request")
@door(Side.BRAND, Side.CREATOR, roles=(BrandRole.FINANCE,))
def want_reversed(fapiao_id: UUID) -> ResponseReturnValue:
    """The buyer wants an issued one taken back."""
    form = ReasonForm()
    queries.fapiao_seen_by(db.session(), current_actor(), fapiao_id)
    if not form.validate():
        return _own_page(fapiao_id, form), 422
    with unit_of_work(current_actor()) as work:
        ask_to_reverse(work, fapiao_id, reason=str(form.reason.data))
    flash(_("Asked for. As soon as it is reversed you can ask for another."), "success")
    return redirect(url_for(".show", fapiao_id=fapiao_id), 303)


@fapiao.get("/fapiao/papers/<uuid:fapiao_paper_id>")
@door(Side.BRAND, Side.CREATOR, Side.STAFF, duty=Duty.FINANCE)
def paper(fapiao_paper_id: UUID) -> ResponseReturnValue:
    """The paper, as a file to keep and never as a page."""
    found = queries.paper_seen_by(db.session(), current_actor(), fapiao_paper_id)
    number = found.fapiao.red_number if found.is_red else found.fapiao.number
    return download(found.content, f"fapiao-{number}.pdf", "application/pdf")


@fapiao.get("/staff/fapiao")
@door(Side.STAFF, duty=Duty.FINANCE)
def queue() -> ResponseReturnValue:
    """What waits to be issued or reversed, longest first; and everything else."""
    session, asked = db.session(), request.args.get("state", FapiaoState.ASKED.value)
    state = FapiaoState(asked) if asked in set(FapiaoState) else None
    found = queries.fapiao_in(session, state, page_number())
    return page(
        "fapiao/queue.html",
        found=found,
        buyers={one.id: _name(one) for one in found.rows},
        chosen=state,
        counts=queries.count_fapiao(session),
        State=FapiaoState,
    )


@fapiao.get("/staff/fapiao/<uuid:fapiao_id>")
@door(Side.STAFF, duty=Duty.FINANCE)
def look(fapiao_id: UUID) -> ResponseReturnValue:
    """One wish, to be issued in the tax bureau's system and written down here."""
    return _staff_page(fapiao_id, WrittenForm(formdata=None), ReasonForm(formdata=None))


@fapiao.post("/staff/fapiao/<uuid:fapiao_id>/number")
@door(Side.STAFF, duty=Duty.FINANCE)
def issue(fapiao_id: UUID) -> ResponseReturnValue:
    """It is issued: its number, day and paper."""
    return _write_down(fapiao_id, record_issued, _("Written down. The buyer is told and can fetch the paper."))


@fapiao.post("/staff/fapiao/<uuid:fapiao_id>/red-number")
@door(Side.STAFF, duty=Duty.FINANCE)
def reverse(fapiao_id: UUID) -> ResponseReturnValue:
    """A red-letter one takes it back: its number, day and paper."""
    return _write_down(fapiao_id, record_reversed, _("Written down. The buyer is told and can ask for another."))


@fapiao.post("/staff/fapiao/<uuid:fapiao_id>/refusal")
@door(Side.STAFF, duty=Duty.FINANCE)
def refuse(fapiao_id: UUID) -> ResponseReturnValue:
    """It is not issued, with the reason."""
    form = ReasonForm()
    queries.fapiao_seen_by(db.session(), current_actor(), fapiao_id)
    if not form.validate():
        return _staff_page(fapiao_id, WrittenForm(formdata=None), form), 422
    with unit_of_work(current_actor()) as work:
        refuse_fapiao(work, fapiao_id, reason=str(form.reason.data))
    flash(_("Refused. The buyer is told why."), "success")
    return redirect(url_for(".queue"), 303)


def _write_down(fapiao_id: UUID, record: Callable[[Work, UUID, Written], Fapiao], done: str) -> ResponseReturnValue:
    form, sent = WrittenForm(), request.files.get("paper")
    queries.fapiao_seen_by(db.session(), current_actor(), fapiao_id)
    if not form.validate() or sent is None:
        return _staff_page(fapiao_id, form, ReasonForm(formdata=None)), 422
    written = Written(form.code.data or "", str(form.number.data), form.day, sent.read())
    try:
        with unit_of_work(current_actor()) as work:
            record(work, fapiao_id, written)
    except Refusal as refusal:
        form.refuse(refusal, refusal.field if isinstance(refusal, DataWrong) else None)
        return _staff_page(fapiao_id, form, ReasonForm(formdata=None)), status_of(refusal)
    flash(done, "success")
    return redirect(url_for(".look", fapiao_id=fapiao_id), 303)


def _new_page(form: Form, chosen: list[Invoice]) -> str:
    if not chosen:
        raise NotFound()
    total = sum((invoice.gross for invoice in chosen[1:]), chosen[0].gross) if _is_one(chosen) else None
    return page("fapiao/new.html", form=form, chosen=chosen, total=total)


def _own_page(fapiao_id: UUID, form: ReasonForm) -> str:
    found = queries.fapiao_seen_by(db.session(), current_actor(), fapiao_id)
    return page("fapiao/show.html", form=form, may_ask=_may_ask(), **_things(found))


def _staff_page(fapiao_id: UUID, form: WrittenForm, reason: ReasonForm) -> str:
    found = queries.fapiao_seen_by(db.session(), current_actor(), fapiao_id)
    notes = queries.credit_notes_on(db.session(), found)
    return page("fapiao/look.html", form=form, reason=reason, buyer=_name(found), notes=notes, **_things(found))


def _things(found: Fapiao) -> dict[str, object]:
    actor = current_actor()
    return {
        "wish": found,
        "moves": moves_of(db.session(), found),
        "verbs": found.open_to(actor.side) if actor.side else (),
        "State": FapiaoState,
    }


def _name(found: Fapiao) -> str:
    if found.party is Party.BRAND:
        return brand(db.session(), found.party_id).name
    return db.session.get_one(Creator, found.party_id).name


def _choose_first() -> ResponseReturnValue:
    flash(_("Choose the invoices that the 发票 is for."), "warning")
    return redirect(url_for(".index"), 303)


def _chosen(ids: list[UUID]) -> list[Invoice]:
    """The buyer's own invoices among what was chosen and can be asked for."""
    session, (party, party_id) = db.session(), buyer_of(current_actor())
    return [one for one in queries.can_be_asked_for(session, party, party_id) if one.id in ids]


def _is_one(chosen: list[Invoice]) -> bool:
    return len({invoice.currency for invoice in chosen}) == 1


def _may_ask() -> bool:
    actor = current_actor()
    return actor.side is Side.CREATOR or actor.may(BrandRole.FINANCE)
