"""Single earnings as staff see them: where each is, what keeps it, and the hold that keeps it out of payouts."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from marketplace.base.actor import Duty, Side
from marketplace.base.errors import Refusal
from marketplace.creators.models import Creator
from marketplace.database import db
from marketplace.payouts import queries
from marketplace.payouts.actions import hold_earning, lift_earning_hold
from marketplace.payouts.forms import HoldForm
from marketplace.payouts.promise import promise_date
from marketplace.payouts.states import PayoutState
from marketplace.payouts.views.blueprint import payouts
from marketplace.web.actor import current_actor
from marketplace.web.doors import door
from marketplace.web.errors import status_of
from marketplace.web.pages import page, page_number
from marketplace.work.unit import unit_of_work


@payouts.get("/staff/payouts/earnings")
@door(Side.STAFF, duty=Duty.FINANCE)
def staff_earnings() -> ResponseReturnValue:
    """What creators have earned, newest first; by name or work, or only what is on hold."""
    words = request.args.get("q", "").replace("\x00", "").strip()[:100]
    only_held = request.args.get("held") == "1"
    found = queries.earnings_looked_through(db.session(), page_number(), words=words, only_held=only_held)
    return page("payouts/staff_earnings.html", found=found, words=words, only_held=only_held)


@payouts.get("/staff/payouts/earnings/<uuid:earning_id>")
@door(Side.STAFF, duty=Duty.FINANCE)
def staff_earning(earning_id: UUID) -> ResponseReturnValue:
    """One earning: where its money is, and what keeps it."""
    return _page(earning_id, HoldForm(formdata=None))


@payouts.post("/staff/payouts/earnings/<uuid:earning_id>/holds")
@door(Side.STAFF, duty=Duty.FINANCE)
def keep_out(earning_id: UUID) -> ResponseReturnValue:
    """Keeps an earning out of the coming payouts."""
    form = HoldForm()
    queries.earning_seen_by(db.session(), current_actor(), earning_id)
    if not form.validate():
        return _page(earning_id, form), 422
    try:
        with unit_of_work(current_actor()) as work:
            hold_earning(work, earning_id, reason=form.chosen_reason, note=str(form.note.data))
    except Refusal as refusal:
        form.refuse(refusal)
        return _page(earning_id, form), status_of(refusal)
    flash(_("On hold. It is left out of payouts until somebody lifts it."), "success")
    return redirect(url_for(".staff_earning", earning_id=earning_id), 303)


@payouts.post("/staff/payouts/earnings/holds/<uuid:earning_hold_id>/lift")
@door(Side.STAFF, duty=Duty.FINANCE)
def let_in(earning_hold_id: UUID) -> ResponseReturnValue:
    """Lets an earning go into payouts again."""
    with unit_of_work(current_actor()) as work:
        earning_id = lift_earning_hold(work, earning_hold_id).earning_id
    flash(_("Lifted. It goes into the next payout."), "success")
    return redirect(url_for(".staff_earning", earning_id=earning_id), 303)


def _page(earning_id: UUID, form: HoldForm) -> str:
    session = db.session()
    earning = queries.earning_seen_by(session, current_actor(), earning_id)
    payout = earning.live_payout
    return page(
        "payouts/staff_earning.html",
        earning=earning,
        creator=session.get_one(Creator, earning.creator_id),
        payout=payout,
        holds=queries.holds_on_earning(session, earning_id),
        promised_on=promise_date(earning.settled_at),
        form=form,
        may_hold=payout is None or payout.state in (PayoutState.QUEUED, PayoutState.BATCHED),
    )
