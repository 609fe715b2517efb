"""A creator applies, looks at their applications, and takes one back."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from marketplace.base.actor import Side
from marketplace.base.errors import NotFound, Refusal
from marketplace.base.ids import CreatorId
from marketplace.briefs.queries import brief_seen_by
from marketplace.creators.queries import own_creator
from marketplace.database import db
from marketplace.matching.actions import applying
from marketplace.matching.forms import apply_form
from marketplace.matching.queries import applications_of_creator
from marketplace.matching.states import REJECT_REASONS
from marketplace.matching.views import matching
from marketplace.matching.views.board import brief_page
from marketplace.web.actor import current_actor
from marketplace.web.doors import door
from marketplace.web.errors import status_of
from marketplace.web.pages import page
from marketplace.work.unit import unit_of_work


@matching.post("/board/<uuid:brief_id>/application")
@door(Side.CREATOR)
def apply(brief_id: UUID) -> ResponseReturnValue:
    """Applies to a brief; what does not fit is shown at the form."""
    form = apply_form(brief_seen_by(db.session(), current_actor(), brief_id).currency)
    if not form.validate_on_submit():
        return brief_page(brief_id, form), 422
    try:
        with unit_of_work(current_actor()) as work:
            applying.apply_to_brief(work, brief_id, price=form.price.data, note=form.note.data)
    except NotFound:
        raise
    except Refusal as refusal:
        form.refuse(refusal)
        return brief_page(brief_id, form), status_of(refusal)
    flash(gettext("Your application is with the brand. You hear from us as soon as they decide."), "success")
    return redirect(url_for("matching.brief", brief_id=brief_id), 303)


@matching.get("/applications")
@door(Side.CREATOR)
def applications() -> ResponseReturnValue:
    """What the creator applied to and where it stands."""
    session = db.session()
    creator = own_creator(session, current_actor())
    return page(
        "matching/applications.html",
        applications=applications_of_creator(session, CreatorId(creator.id)),
        reasons=REJECT_REASONS,
    )


@matching.post("/applications/<uuid:application_id>/withdrawal")
@door(Side.CREATOR)
def withdraw(application_id: UUID) -> ResponseReturnValue:
    """Takes an application back."""
    with unit_of_work(current_actor()) as work:
        applying.withdraw_application(work, application_id)
    flash(gettext("Your application is withdrawn. The brand has been told."), "success")
    return redirect(url_for("matching.applications"), 303)
