"""The creator adds to the log of use of an order."""

from __future__ import annotations

from uuid import UUID

from flask import flash, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from marketplace.base.actor import Side
from marketplace.base.errors import Invalid
from marketplace.database import db
from marketplace.drafts.actions import using
from marketplace.drafts.actions.picturing import keep_pictures
from marketplace.drafts.errors import PictureUnreadable, UsedOnAnotherDay
from marketplace.drafts.forms import UseNoteForm
from marketplace.drafts.frames import prepared
from marketplace.drafts.views import drafts
from marketplace.drafts.views.order_page import again, back
from marketplace.orders.queries import order_seen_by
from marketplace.web.actor import current_actor
from marketplace.web.doors import door
from marketplace.web.errors import status_of
from marketplace.work.unit import unit_of_work

_FIELDS = {PictureUnreadable: "picture", UsedOnAnotherDay: "used_on"}


@drafts.post("/orders/<uuid:order_id>/use-notes")
@door(Side.CREATOR)
def note_use(order_id: UUID) -> ResponseReturnValue:
    """The creator says of one day how they used the product, with a picture if they like."""
    order_seen_by(db.session(), current_actor(), order_id)
    form = UseNoteForm()
    if not form.validate_on_submit() or form.used_on.data is None:
        return again(order_id, form)
    sent = request.files.get("picture")
    content = sent.read() if sent is not None and sent.filename else b""
    try:
        taken = [prepared(content)] if content else []
        with unit_of_work(current_actor()) as work:
            kept = keep_pictures(work, taken)
            text, picture_id = form.text.data or "", kept[0].id if kept else None
            using.note_use(work, order_id, used_on=form.used_on.data, text=text, picture_id=picture_id)
    except Invalid as refusal:
        form.refuse(refusal, _FIELDS.get(type(refusal), "text"))
        return again(order_id, form, status_of(refusal))
    flash(gettext("Written down."), "success")
    return back(order_id)
