"""Staff read a brief whole and decide."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from marketplace.accounts.queries import brand, names_of
from marketplace.base.actor import Side
from marketplace.base.text import N_
from marketplace.briefs import actions
from marketplace.briefs.errors import ReasonNeeded
from marketplace.briefs.forms import ReasonForm
from marketplace.briefs.policy import may_review
from marketplace.briefs.queries import brief_seen_by
from marketplace.briefs.sentences import HISTORY
from marketplace.briefs.views import briefs
from marketplace.briefs.views.reading import check_of
from marketplace.briefs.views.writing import estimate_of, rules_of
from marketplace.database import db
from marketplace.web.actor import current_actor
from marketplace.web.doors import door
from marketplace.web.language import reader_now
from marketplace.web.pages import page
from marketplace.work.moves import moves_of
from marketplace.work.unit import unit_of_work

_NOES = {"changes": actions.ask_for_changes, "rejection": actions.reject_brief}
_DONE: Mapping[str, str] = {
    "changes": N_("Returned. The brand has been told what to change."),
    "rejection": N_("Rejected. The brand has been told why."),
}


@briefs.get("/staff/briefs/<uuid:brief_id>")
@door(Side.STAFF)
def review(brief_id: UUID) -> ResponseReturnValue:
    """One brief whole, with what the machine noticed."""
    return _review_page(brief_id, {})


@briefs.post("/staff/briefs/<uuid:brief_id>/approval")
@door(Side.STAFF)
def approve(brief_id: UUID) -> ResponseReturnValue:
    """Lets a brief pass."""
    with unit_of_work(current_actor()) as work:
        actions.approve_brief(work, brief_id)
    flash(gettext("Approved. The brand has been told and can fund the brief."), "success")
    return redirect(url_for("console.queue"), 303)


@briefs.post("/staff/briefs/<uuid:brief_id>/<any(changes, rejection):noun>")
@door(Side.STAFF)
def refuse(brief_id: UUID, noun: str) -> ResponseReturnValue:
    """Returns a brief, or rejects it, with a reason that the brand reads."""
    form = ReasonForm(prefix=noun)
    if not form.validate():
        return _review_page(brief_id, {noun: form}), 422
    try:
        with unit_of_work(current_actor()) as work:
            _NOES[noun](work, brief_id, reason=form.reason.data or "")
    except ReasonNeeded as refusal:
        form.refuse(refusal, "reason")
        return _review_page(brief_id, {noun: form}), 422
    flash(gettext(_DONE[noun]), "success")
    return redirect(url_for("console.queue"), 303)


def _review_page(brief_id: UUID, sent: Mapping[str, ReasonForm]) -> str:
    session, actor = db.session(), current_actor()
    brief = brief_seen_by(session, actor, brief_id)
    moves = moves_of(session, brief)
    return page(
        "briefs/review.html",
        brief=brief,
        brand=brand(session, brief.brand_id),
        forms={noun: sent.get(noun) or ReasonForm(formdata=None, prefix=noun) for noun in _NOES},
        check=check_of(brief),
        estimate=estimate_of(brief),
        rules=rules_of(brief),
        verbs=brief.open_to(Side.STAFF) if may_review(actor) else (),
        deadline_over=brief.apply_by <= reader_now(),
        moves=moves,
        names=names_of(session, (move.person_id for move in moves)),
        history=HISTORY,
    )
