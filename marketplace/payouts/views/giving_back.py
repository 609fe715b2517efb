"""Settled prices that go back to brands: what waits for a signature, and each one whole."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from marketplace.accounts.forms import CodeForm
from marketplace.accounts.own_code import own_code_holds
from marketplace.base.actor import Duty, Side
from marketplace.base.errors import Refusal
from marketplace.database import db
from marketplace.ledger.queries import journal_with_key
from marketplace.payouts import queries
from marketplace.payouts.actions import drop_give_back, sign_give_back
from marketplace.payouts.errors import OwnProposal
from marketplace.payouts.states import SignedState
from marketplace.payouts.views.blueprint import payouts
from marketplace.web.actor import current_actor
from marketplace.web.doors import door
from marketplace.web.pages import page, page_number
from marketplace.web.sentences import say
from marketplace.work.unit import unit_of_work

_POSTED = ("taken", "returned", "released")


@payouts.get("/staff/give-backs")
@door(Side.STAFF, duty=Duty.FINANCE)
def give_backs() -> ResponseReturnValue:
    """What waits for a signature, was done, or was dropped."""
    asked = request.args.get("state", "")
    state = SignedState(asked) if asked in set(SignedState) else SignedState.PROPOSED
    found = queries.give_backs(db.session(), page_number(), state=state)
    return page("payouts/give_backs.html", found=found, state=state, State=SignedState)


@payouts.get("/staff/give-backs/<uuid:give_back_id>")
@door(Side.STAFF, duty=Duty.FINANCE)
def give_back(give_back_id: UUID) -> ResponseReturnValue:
    """One of them: how much, why, from whom it is taken, and who stands behind it."""
    return _page(give_back_id, CodeForm(formdata=None))


@payouts.post("/staff/give-backs/<uuid:give_back_id>/signature")
@door(Side.STAFF, duty=Duty.FINANCE)
def sign_back(give_back_id: UUID) -> ResponseReturnValue:
    """A second person lets it happen, with a fresh code of their authenticator app."""
    form = CodeForm()
    found = queries.give_back_seen_by(db.session(), current_actor(), give_back_id)
    if found.made_by_id == current_actor().person_id:
        form.refuse(OwnProposal())
        return _page(give_back_id, form), 422
    if not own_code_holds(current_actor(), form):
        return _page(give_back_id, form), 422
    try:
        with unit_of_work(current_actor()) as work:
            sign_give_back(work, give_back_id)
        flash(_("Signed. The brand has the money in its wallet, and both sides are told."), "success")
    except Refusal as refusal:  # it was signed or dropped meanwhile: the page has no form any more
        flash(say(refusal.sentence), "error")
    return redirect(url_for(".give_back", give_back_id=give_back_id), 303)


@payouts.post("/staff/give-backs/<uuid:give_back_id>/drop")
@door(Side.STAFF, duty=Duty.FINANCE)
def drop_back(give_back_id: UUID) -> ResponseReturnValue:
    """Nothing goes back after all."""
    try:
        with unit_of_work(current_actor()) as work:
            drop_give_back(work, give_back_id)
        flash(_("Dropped. Nothing goes back."), "success")
    except Refusal as refusal:
        flash(say(refusal.sentence), "error")
    return redirect(url_for(".give_back", give_back_id=give_back_id), 303)


def _page(give_back_id: UUID, form: CodeForm) -> str:
    session = db.session()
    found = queries.give_back_seen_by(session, current_actor(), give_back_id)
    booked = [journal_with_key(session, f"give_back:{found.id}:{part}") for part in _POSTED]
    return page(
        "payouts/give_back.html",
        give_back=found,
        shares=queries.shares_of(session, found),
        form=form,
        booked=[journal for journal in booked if journal],
        owed_now=queries.owed_by_creator(session, found.earning.creator_id).get(found.currency),
        may_sign=found.made_by_id != current_actor().person_id,
        State=SignedState,
    )
