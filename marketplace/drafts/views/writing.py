"""The creator writes: the check reads along, puts right what it can, and a version is handed in."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from uuid import UUID

from flask import flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from marketplace.base.actor import Side
from marketplace.base.errors import Conflict, Invalid
from marketplace.database import db
from marketplace.drafts.actions import drafting
from marketplace.drafts.actions.picturing import keep_pictures
from marketplace.drafts.checking import is_recording
from marketplace.drafts.errors import PictureUnreadable, TooManyPictures
from marketplace.drafts.forms import DraftForm
from marketplace.drafts.frames import MOST_PICTURES, prepared
from marketplace.drafts.looking import Look, look_at
from marketplace.drafts.queries import own_pictures
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
    form = _form()
    order_seen_by(db.session(), current_actor(), order_id)
    is_valid = form.validate_on_submit()
    all_taken = "csrf_token" in form.errors or _take_pictures(form)
    if not is_valid:
        return again(order_id, form, look=_look(order_id, form))
    if not all_taken:
        return _unreadable(order_id, form)
    seen = drafting.Seen([UUID(each) for each in form.kept.data], form.scenes, **form.moment)
    words = {name: form.words[name] for name in ("title", "body", "hashtags", "native_label")}
    try:
        with unit_of_work(current_actor()) as work:
            drafting.submit_draft(work, order_id, **words, ai_used=bool(form.ai_used.data), seen=seen)
    except Conflict:
        # Somebody else moved the order meanwhile: the page says where it stands, and what was typed stays readable.
        return again(order_id, form, 409)
    except Invalid as refusal:
        form.refuse(refusal, "pictures" if isinstance(refusal, TooManyPictures) else "body")
        return again(order_id, form)
    flash(gettext("Handed in. The disclosure check takes a minute."), "success")
    return back(order_id)


@drafts.post("/orders/<uuid:order_id>/drafts/check")
@door(Side.CREATOR)
def look(order_id: UUID) -> ResponseReturnValue:
    """What the check would say of what was typed; `look` may also ask to put it right, or to take that back."""
    form = _form()
    found, before = read_along(form, lambda: _look(order_id, form))
    if not wants_block():
        return again(order_id, form, 200 if found else 422, look=found, before_fix=before)
    order = order_seen_by(db.session(), current_actor(), order_id)
    return render_template(
        f"drafts/{changed_part()}.html",
        is_recording=is_recording(order.terms),
        check_address=url_for("drafts.look", order_id=order_id),
        draft_form=form,
        look=found,
        before_fix=before,
    )


def _form() -> DraftForm:
    """What was sent, with the pictures of before that were left ticked."""
    form = DraftForm()
    own = own_pictures(db.session(), current_actor(), _ids(request.form.getlist("kept")))
    form.show([picture.id for picture in own])
    return form


def _take_pictures(form: DraftForm) -> bool:
    """Keeps the pictures that came along, so that a refusal loses none; tells whether all of them could be read."""
    sent = [file.read() for file in request.files.getlist("pictures") if file.filename]
    taken = []
    for content in sent[: 2 * MOST_PICTURES]:
        with suppress(PictureUnreadable):
            taken.append(prepared(content))
    if taken:
        with unit_of_work(current_actor()) as work:
            new = [picture.id for picture in keep_pictures(work, taken)]
        form.show(list(dict.fromkeys([*_ids(form.kept.data), *new])))
    return len(taken) == len(sent)


def _unreadable(order_id: UUID, form: DraftForm) -> ResponseReturnValue:
    form.refuse(PictureUnreadable(), "pictures")
    return again(order_id, form)


def _ids(said: Sequence[str]) -> list[UUID]:
    found = []
    for each in said[: 4 * MOST_PICTURES]:
        with suppress(ValueError):
            found.append(UUID(each))
    return found


def _look(order_id: UUID, form: DraftForm) -> Look | None:
    """What the check says of what was typed; nothing while there is no text, or more than a post can hold."""
    order = order_seen_by(db.session(), current_actor(), order_id)
    if not form.validate():
        return None
    return look_at(order.terms, **form.words)
