"""The form by which finance staff propose that (a part of) an order's price goes back."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from marketplace.base.actor import Duty, Side
from marketplace.base.errors import Refusal
from marketplace.database import db
from marketplace.orders.actions.giving_back import propose_give_back
from marketplace.orders.forms import give_back_form
from marketplace.orders.queries import order_seen_by
from marketplace.orders.views import orders
from marketplace.orders.views.reading import order_page
from marketplace.payouts.states import GiveBackReason
from marketplace.web.actor import current_actor
from marketplace.web.doors import door
from marketplace.web.errors import status_of
from marketplace.work.unit import unit_of_work


@orders.post("/staff/orders/<uuid:order_id>/give-backs")
@door(Side.STAFF, duty=Duty.FINANCE)
def give_back(order_id: UUID) -> ResponseReturnValue:
    """Proposes it, for somebody else to sign."""
    currency = order_seen_by(db.session(), current_actor(), order_id).currency
    form = give_back_form(currency)
    if not form.validate_on_submit():
        return order_page(order_id, giving_back=form), 422
    try:
        with unit_of_work(current_actor()) as work:
            proposed = propose_give_back(
                work,
                order_id,
                price=form.price.data,
                reason=GiveBackReason(str(form.reason.data)),
                note=str(form.note.data),
            )
            give_back_id = proposed.id
    except Refusal as refusal:
        form.refuse(refusal)
        return order_page(order_id, giving_back=form), status_of(refusal)
    flash(_("Proposed. Somebody else with the finance duty signs it."), "success")
    return redirect(url_for("payouts.give_back", give_back_id=give_back_id), 303)
