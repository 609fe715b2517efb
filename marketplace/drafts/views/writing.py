"""The creator writes: the check reads along, puts right what it can, and a version is handed in."""

from __future__ import annotations

from uuid import UUID

from flask import flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from marketplace.base.actor import Side
from marketplace.base.errors import Conflict, Invalid
from marketplace.database import db
from marketplace.drafts.actions import drafting
from marketplace.drafts.forms import DraftForm
from marketplace.drafts.looking import Look, look_at
from marketplace.drafts.views import drafts
from marketplace.drafts.views.order_page import again, back
from marketplace.drafts.views.reading_along import changed_part, read_along
from marketplace.orders.queries import order_seen_by
from marketplace.web.actor import current_actor
from marketplace.web.doors import door
from marketplace.web.pages import wants_block
from marketplace.work.unit import unit_of_work


@drafts.post("/orders/<uuid:order_id>/drafts")
@door(Side.CREATOR)
def submit(order_id: UUID) -> ResponseReturnValue:
    """The creator hands in a version; with `look`, the check only reads what was typed, or puts it right."""
    if request.form.get("look"):
        return look(order_id)
    form = DraftForm()
    if not form.validate_on_submit():
        return again(order_id, form, look=_look(order_id, form))
    try:
        with unit_of_work(current_actor()) as work:
            drafting.submit_draft(
                work,
                order_id,
                **form.words,
                ai_used=bool(form.ai_used.data),
            )
    except Conflict:
        # Somebody else moved the order meanwhile: the page says where it stands, and what was typed stays readable.
        return again(order_id, form, 409)
    except Invalid as refusal:
        form.refuse(refusal, "body")
        return again(order_id, form)
    flash(gettext("Handed in. The disclosure check takes a minute."), "success")
    return back(order_id)


@drafts.post("/orders/<uuid:order_id>/drafts/check")
@door(Side.CREATOR)
def look(order_id: UUID) -> ResponseReturnValue:
    """What the check would say of what was typed; `look` may also ask to put it right, or to take that back."""
    form = DraftForm()
    found, before = read_along(form, lambda: _look(order_id, form))
    if not wants_block():
        return again(order_id, form, 200 if found else 422, look=found, before_fix=before)
    return render_template(
        f"drafts/{changed_part()}.html",
        check_address=url_for("drafts.look", order_id=order_id),
        draft_form=form,
        look=found,
        before_fix=before,
    )


def _look(order_id: UUID, form: DraftForm) -> Look | None:
    """What the check says of what was typed; nothing while there is no text, or more than a post can hold."""
    order = order_seen_by(db.session(), current_actor(), order_id)
    if not form.validate():
        return None
    return look_at(order.terms, **form.words)
