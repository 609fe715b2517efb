"""The staff's compliance queue: what the check could not decide."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from marketplace.base.actor import Duty, Side
from marketplace.database import db
from marketplace.drafts.actions import drafting
from marketplace.drafts.forms import DecisionForm
from marketplace.drafts.looking import look_back
from marketplace.drafts.queries import draft_seen_by, drafts_awaiting_person
from marketplace.drafts.views import drafts
from marketplace.web.actor import current_actor
from marketplace.web.doors import door
from marketplace.web.pages import page
from marketplace.work.unit import unit_of_work


@drafts.get("/staff/drafts")
@door(Side.STAFF, duty=Duty.TRUST)
def queue() -> ResponseReturnValue:
    """What the check could not decide."""
    return page("drafts/queue.html", waiting=drafts_awaiting_person(db.session()))


@drafts.get("/staff/drafts/<uuid:draft_id>")
@door(Side.STAFF, duty=Duty.TRUST)
def judge(draft_id: UUID) -> ResponseReturnValue:
    """One draft for a person to decide."""
    return _judge_page(draft_id, DecisionForm(formdata=None))


@drafts.post("/staff/drafts/<uuid:draft_id>/decision")
@door(Side.STAFF, duty=Duty.TRUST)
def decide(draft_id: UUID) -> ResponseReturnValue:
    """Staff let the draft pass or return it."""
    form = DecisionForm()
    if not form.validate_on_submit():
        return _judge_page(draft_id, form), 422
    with unit_of_work(current_actor()) as work:
        drafting.decide_draft(
            work, draft_id, passes=request.form.get("outcome") == "pass", reason=form.reason.data or ""
        )
    flash(gettext("Decided. Both sides read your reason."), "success")
    return redirect(url_for("drafts.queue"), 303)


def _judge_page(draft_id: UUID, form: DecisionForm) -> str:
    draft = draft_seen_by(db.session(), current_actor(), draft_id)
    return page(
        "drafts/judge.html", draft=draft, seen=look_back(draft.order.terms, draft.report, **draft.words), form=form
    )
