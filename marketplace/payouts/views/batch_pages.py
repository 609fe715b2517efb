"""Batches of payouts: looked at before they are made, made by one person, signed by another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from uuid import UUID

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from marketplace.accounts.forms import CodeForm
from marketplace.accounts.own_code import own_code_holds
from marketplace.base.actor import Duty, Side
from marketplace.base.errors import Refusal
from marketplace.database import db
from marketplace.gateways.current import payments
from marketplace.payouts import queries
from marketplace.payouts.actions import cancel_batch, make_batch, sign_batch
from marketplace.payouts.countries import Rail
from marketplace.payouts.errors import SecondPersonNeeded
from marketplace.payouts.forms import ids_in
from marketplace.payouts.models import Payout
from marketplace.payouts.previews import net_totals, preview
from marketplace.payouts.states import UNDER_WAY, BatchState, PayoutState
from marketplace.payouts.views.asking import chosen_in
from marketplace.payouts.views.blueprint import payouts
from marketplace.web.actor import current_actor
from marketplace.web.doors import door
from marketplace.web.errors import status_of
from marketplace.web.language import reader_now
from marketplace.web.pages import page
from marketplace.web.sentences import say
from marketplace.work.unit import unit_of_work


@payouts.post("/staff/payouts/batch-preview")
@door(Side.STAFF, duty=Duty.FINANCE)
def preview_batch() -> ResponseReturnValue:
    """What a batch of the chosen payouts would be; changes nothing."""
    chosen = chosen_in(db.session(), request.form, reader_now())
    if not chosen.ids:
        flash(_("Choose at least one payout first."), "warning")
        return redirect(url_for(".console"), 303)
    found = queries.chosen_payouts(db.session(), chosen.ids)
    return page("payouts/batch_preview.html", preview=preview(db.session(), found, reader_now()))


@payouts.post("/staff/payouts/batches")
@door(Side.STAFF, duty=Duty.FINANCE)
def create_batch() -> ResponseReturnValue:
    """Makes a batch for somebody else to sign."""
    try:
        with unit_of_work(current_actor()) as work:
            batch_id = make_batch(work, ids_in(request.form.getlist("payout"))).id
    except Refusal as refusal:
        flash(say(refusal.sentence), "error")
        return redirect(url_for(".console"), 303)
    flash(_("The batch is made. Somebody else with the finance duty signs it."), "success")
    return redirect(url_for(".batch", batch_id=batch_id), 303)


@payouts.get("/staff/payouts/batches/<uuid:batch_id>")
@door(Side.STAFF, duty=Duty.FINANCE)
def batch(batch_id: UUID) -> ResponseReturnValue:
    """One batch, row by row, while it is sent and afterwards."""
    return _batch_page(batch_id, CodeForm(formdata=None))


@payouts.post("/staff/payouts/batches/<uuid:batch_id>/signature")
@door(Side.STAFF, duty=Duty.FINANCE)
def sign(batch_id: UUID) -> ResponseReturnValue:
    """A second person lets the batch go, with a fresh code of their authenticator app."""
    form = CodeForm()
    found = queries.batch_seen_by(db.session(), current_actor(), batch_id)
    if found.made_by_id == current_actor().person_id:
        form.refuse(SecondPersonNeeded())
        return _batch_page(batch_id, form), 422
    if not own_code_holds(current_actor(), form):
        return _batch_page(batch_id, form), 422
    try:
        with unit_of_work(current_actor()) as work:
            sign_batch(work, batch_id)
    except Refusal as refusal:
        form.refuse(refusal)
        return _batch_page(batch_id, form), status_of(refusal)
    flash(_("Signed. The payouts are being sent."), "success")
    return redirect(url_for(".batch", batch_id=batch_id), 303)


@payouts.post("/staff/payouts/batches/<uuid:batch_id>/cancellation")
@door(Side.STAFF, duty=Duty.FINANCE)
def cancel(batch_id: UUID) -> ResponseReturnValue:
    """Takes a batch apart that was not signed."""
    with unit_of_work(current_actor()) as work:
        cancel_batch(work, batch_id)
    flash(_("The batch is cancelled. Its payouts wait for another."), "success")
    return redirect(url_for(".console"), 303)


def _batch_page(batch_id: UUID, form: CodeForm) -> str:
    found = queries.batch_seen_by(db.session(), current_actor(), batch_id)
    people = queries.people_of(db.session(), found)
    return page(
        "payouts/batch.html",
        batch=found,
        form=form,
        people=people,
        totals=net_totals(found.payouts),
        standing=dict(Counter(payout.state for payout in found.payouts)),
        given_up=queries.given_up_jobs(db.session(), [one.id for one in found.payouts if one.state in UNDER_WAY]),
        looks_again=_looks_again(found.payouts),
        at_rest=sum(payout.state not in UNDER_WAY for payout in found.payouts),
        may_sign=found.made_by_id != current_actor().person_id,
        is_stand_in=payments().is_stand_in,
        State=BatchState,
    )


def _looks_again(rows: Sequence[Payout]) -> str | None:
    """How soon the page looks again: at once while payouts leave, later while they wait for funds; else not at all."""
    moving = [row for row in rows if row.state in UNDER_WAY and row.rail is Rail.STRIPE]
    if not moving:
        return None
    return "15s" if all(row.state is PayoutState.WAITING_FUNDS for row in moving) else "2s"
