"""Holds: stopping payouts with a reason, and letting them go on."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from marketplace.base.actor import Duty, Side
from marketplace.base.errors import Refusal
from marketplace.database import db
from marketplace.payouts import queries
from marketplace.payouts.actions import hold_creator, hold_payout, lift_hold
from marketplace.payouts.forms import HoldForm
from marketplace.payouts.views.blueprint import payouts
from marketplace.payouts.views.console import payout_page
from marketplace.web.actor import current_actor
from marketplace.web.doors import door
from marketplace.web.errors import status_of
from marketplace.web.pages import page, page_number
from marketplace.work.unit import unit_of_work


@payouts.get("/staff/payouts/holds")
@door(Side.STAFF, duty=Duty.FINANCE)
def holds() -> ResponseReturnValue:
    """What is held now, or was."""
    are_open = request.args.get("lifted") != "1"
    return page(
        "payouts/holds.html", found=queries.holds(db.session(), page_number(), are_open=are_open), are_open=are_open
    )


@payouts.post("/staff/payouts/<uuid:payout_id>/holds")
@door(Side.STAFF, duty=Duty.FINANCE)
def hold(payout_id: UUID) -> ResponseReturnValue:
    """Stops a payout, or every payout of its creator."""
    form = HoldForm()
    found = queries.payout_seen_by(db.session(), current_actor(), payout_id)
    creator_id = found.creator_id
    if not form.validate():
        return payout_page(payout_id, form), 422
    reason, note, too_late = form.chosen_reason, str(form.note.data), 0
    try:
        with unit_of_work(current_actor()) as work:
            if form.everything:
                too_late = len(hold_creator(work, creator_id, reason=reason, note=note)[1])
            else:
                hold_payout(work, payout_id, reason=reason, note=note)
    except Refusal as refusal:
        form.refuse(refusal)
        return payout_page(payout_id, form), status_of(refusal)
    flash(_("On hold. Nothing is sent before somebody lifts it."), "success")
    if too_late:
        said = ngettext(
            "One payout is being sent all the same.", "%(num)s payouts are being sent all the same.", too_late
        )
        flash(said, "warning")
    return redirect(url_for(".payout", payout_id=payout_id), 303)


@payouts.post("/staff/payouts/holds/<uuid:hold_id>/lift")
@door(Side.STAFF, duty=Duty.FINANCE)
def lift(hold_id: UUID) -> ResponseReturnValue:
    """Lets payouts go on."""
    with unit_of_work(current_actor()) as work:
        payout_id = lift_hold(work, hold_id).payout_id
    flash(_("Lifted. What was stopped waits for a batch again."), "success")
    if payout_id is not None:
        return redirect(url_for(".payout", payout_id=payout_id), 303)
    return redirect(url_for(".holds"), 303)
