"""What creators owe, seen by finance staff: who, why, how it is being paid; and letting it go."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from marketplace.accounts.forms import CodeForm
from marketplace.accounts.own_code import own_code_holds
from marketplace.base.actor import Duty, Side
from marketplace.base.errors import NotFound, Refusal
from marketplace.base.money import Money
from marketplace.creators.models import Creator
from marketplace.database import db
from marketplace.payouts import queries
from marketplace.payouts.actions import drop_write_off, propose_write_off, sign_write_off
from marketplace.payouts.errors import OwnProposal
from marketplace.payouts.forms import WriteOffForm
from marketplace.payouts.states import SignedState
from marketplace.payouts.views.blueprint import payouts
from marketplace.web.actor import current_actor
from marketplace.web.doors import door
from marketplace.web.pages import page
from marketplace.web.sentences import say
from marketplace.work.unit import unit_of_work


@payouts.get("/staff/debts")
@door(Side.STAFF, duty=Duty.FINANCE)
def debts() -> ResponseReturnValue:
    """Who owes something now."""
    return page("payouts/debts.html", debts=queries.creator_debts(db.session()))


@payouts.get("/staff/debts/<uuid:creator_id>")
@door(Side.STAFF, duty=Duty.FINANCE)
def debt(creator_id: UUID) -> ResponseReturnValue:
    """What one creator owes, or owed: why, and how it was paid."""
    return _page(creator_id)


@payouts.post("/staff/debts/<uuid:creator_id>/<currency>/write-offs")
@door(Side.STAFF, duty=Duty.FINANCE)
def write_off(creator_id: UUID, currency: str) -> ResponseReturnValue:
    """Proposes to let a debt go, for somebody else to sign."""
    form = WriteOffForm()
    if not form.validate():
        return _page(creator_id, writing_off=form), 422
    try:
        with unit_of_work(current_actor()) as work:
            propose_write_off(work, creator_id, currency, note=str(form.note.data))
        flash(_("Proposed. Somebody else with the finance duty signs it."), "success")
    except Refusal as refusal:  # the page has no such form any more
        flash(say(refusal.sentence), "error")
    return redirect(url_for(".debt", creator_id=creator_id), 303)


@payouts.post("/staff/write-offs/<uuid:write_off_id>/signature")
@door(Side.STAFF, duty=Duty.FINANCE)
def sign_off(write_off_id: UUID) -> ResponseReturnValue:
    """A second person lets a debt go, with a fresh code of their authenticator app."""
    form = CodeForm()
    found = queries.write_off_seen_by(db.session(), current_actor(), write_off_id)
    creator_id = found.creator_id
    if found.made_by_id == current_actor().person_id:
        form.refuse(OwnProposal())
        return _page(creator_id, signing=form), 422
    if not own_code_holds(current_actor(), form):
        return _page(creator_id, signing=form), 422
    try:
        with unit_of_work(current_actor()) as work:
            sign_write_off(work, write_off_id)
        flash(_("Signed. The creator owes nothing of it any more and is told."), "success")
    except Refusal as refusal:
        flash(say(refusal.sentence), "error")
    return redirect(url_for(".debt", creator_id=creator_id), 303)


@payouts.post("/staff/write-offs/<uuid:write_off_id>/drop")
@door(Side.STAFF, duty=Duty.FINANCE)
def drop_off(write_off_id: UUID) -> ResponseReturnValue:
    """The debt stays after all."""
    found = queries.write_off_seen_by(db.session(), current_actor(), write_off_id)
    creator_id = found.creator_id
    try:
        with unit_of_work(current_actor()) as work:
            drop_write_off(work, write_off_id)
        flash(_("Dropped. The debt stays."), "success")
    except Refusal as refusal:
        flash(say(refusal.sentence), "error")
    return redirect(url_for(".debt", creator_id=creator_id), 303)


def _page(creator_id: UUID, *, writing_off: WriteOffForm | None = None, signing: CodeForm | None = None) -> str:
    session = db.session()
    creator = session.get(Creator, creator_id)
    if creator is None:
        raise NotFound()
    offs = queries.write_offs_of(session, creator_id)
    raised = queries.debts_raised(session, creator_id)
    owed = queries.owed_by_creator(session, creator_id)
    currencies = dict.fromkeys([*owed, *(one.currency for one in raised)])
    return page(
        "payouts/debt.html",
        creator=creator,
        owed={currency: owed.get(currency, Money.zero(currency)) for currency in currencies},
        raised=raised,
        nettings=queries.nettings_of(session, creator_id),
        write_offs=offs,
        waiting={one.currency: one for one in offs if one.state is SignedState.PROPOSED},
        writing_off=writing_off or WriteOffForm(formdata=None),
        signing=signing or CodeForm(formdata=None),
        person_id=current_actor().person_id,
        State=SignedState,
    )
