"""The brand reviews a draft: it approves, or asks for changes."""

from __future__ import annotations

from uuid import UUID

from flask import flash
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from marketplace.base.actor import Side
from marketplace.base.errors import Invalid
from marketplace.drafts.actions import asking
from marketplace.drafts.forms import ChangesForm
from marketplace.drafts.views import drafts
from marketplace.drafts.views.order_page import again, back
from marketplace.orders.actions import reviewing
from marketplace.web.actor import current_actor
from marketplace.web.doors import door
from marketplace.work.unit import unit_of_work


@drafts.post("/orders/<uuid:order_id>/approval")
@door(Side.BRAND)
def approve(order_id: UUID) -> ResponseReturnValue:
    """The brand approves the draft."""
    with unit_of_work(current_actor()) as work:
        reviewing.approve_draft(work, order_id)
    flash(gettext("Approved. The creator can publish."), "success")
    return back(order_id)


@drafts.post("/orders/<uuid:order_id>/changes")
@door(Side.BRAND)
def ask(order_id: UUID) -> ResponseReturnValue:
    """The brand asks for a new version."""
    form = ChangesForm()
    if not form.validate_on_submit():
        return again(order_id, form)
    wish = asking.Wish(form.clause.data or "", form.quote.data or "", form.text.data or "")
    try:
        with unit_of_work(current_actor()) as work:
            asking.ask_for_changes(work, order_id, [wish])
    except Invalid as refusal:
        form.refuse(refusal)
        return again(order_id, form)
    flash(gettext("Sent. The creator has two days for the next version."), "success")
    return back(order_id)
