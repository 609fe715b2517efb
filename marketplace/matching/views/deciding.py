"""Who applied to a brief, and what the brand does about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from uuid import UUID

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from marketplace.base.actor import Actor, BrandRole, Side
from marketplace.base.text import N_
from marketplace.briefs.queries import brief_seen_by
from marketplace.database import db
from marketplace.matching.actions import applying
from marketplace.matching.forms import RejectForm
from marketplace.matching.models import Application
from marketplace.matching.queries import application_seen_by, applications_of_brief
from marketplace.matching.queries.ranking import rank
from marketplace.matching.states import REJECT_REASONS, UNDECIDED, ApplicationState
from marketplace.matching.views import matching
from marketplace.web.actor import current_actor
from marketplace.web.doors import door
from marketplace.web.pages import page
from marketplace.work.unit import Work, unit_of_work

S = ApplicationState

TABS: Mapping[str, tuple[str, frozenset[ApplicationState]]] = {
    "open": (N_("To decide"), UNDECIDED),
    "shortlist": (N_("Shortlist"), frozenset({S.SHORTLISTED})),
    "offered": (N_("Offers"), frozenset({S.OFFERED, S.ACCEPTED, S.DECLINED})),
    "closed": (N_("Closed"), frozenset({S.REJECTED, S.EXPIRED, S.WITHDRAWN})),
}
"""Tab -> its words and the states it shows."""

DECIDERS = (BrandRole.MANAGER, BrandRole.REVIEWER)

VERBS: Mapping[str, tuple[Callable[[Work, UUID], Application], str]] = {
    "shortlisting": (applying.shortlist_application, N_("On the shortlist.")),
    "unlisting": (applying.unlist_application, N_("Off the shortlist.")),
}
"""Noun that is posted -> the action and what is said afterwards."""


@matching.get("/briefs/<uuid:brief_id>/applications")
@door(Side.BRAND, Side.STAFF)
def applicants(brief_id: UUID) -> ResponseReturnValue:
    """Everybody who applied to a brief, with their fit."""
    return _applicants_page(brief_id)


@matching.post("/applications/<uuid:application_id>/<any(shortlisting, unlisting):noun>")
@door(Side.BRAND, roles=DECIDERS)
def decide(application_id: UUID, noun: str) -> ResponseReturnValue:
    """Puts an application on the shortlist, or takes it off."""
    act, says = VERBS[noun]
    with unit_of_work(current_actor()) as work:
        brief_id = act(work, application_id).brief_id
    flash(gettext(says), "success")
    return redirect(url_for("matching.applicants", brief_id=brief_id, tab=_tab()), 303)


@matching.post("/applications/<uuid:application_id>/rejection")
@door(Side.BRAND, roles=DECIDERS)
def reject(application_id: UUID) -> ResponseReturnValue:
    """Says no, with a reason that the creator reads."""
    form = RejectForm(prefix=str(application_id))
    if not form.validate_on_submit():
        application = application_seen_by(db.session(), current_actor(), application_id)
        return _applicants_page(application.brief_id, refused={application_id: form}), 422
    with unit_of_work(current_actor()) as work:
        brief_id = applying.reject_application(work, application_id, reason=form.reason.data).brief_id
    flash(gettext("The creator has been told, with your reason."), "success")
    return redirect(url_for("matching.applicants", brief_id=brief_id, tab=_tab()), 303)


def _applicants_page(brief_id: UUID, *, refused: Mapping[UUID, RejectForm] | None = None) -> str:
    session, actor = db.session(), current_actor()
    brief = brief_seen_by(session, actor, brief_id)
    everybody = applications_of_brief(session, brief.id)
    shown = [row for row in everybody if row.state in TABS[_tab()][1]]
    fits = rank(session, brief, limit=len(shown), only=[row.creator_id for row in shown]).rows if shown else []
    scores = {row.creator_id: row for row in fits}
    shown.sort(key=lambda row: -scores[row.creator_id].score if row.creator_id in scores else 0.0)
    return page(
        "matching/applicants.html",
        brief=brief,
        applications=shown,
        fits=scores,
        tab=_tab(),
        tabs=[(name, words, sum(row.state in states for row in everybody)) for name, (words, states) in TABS.items()],
        may_decide=_may_decide(actor),
        reject_forms=_forms(shown, refused or {}),
        reasons=REJECT_REASONS,
        anybody=bool(everybody),
    )


def _forms(shown: list[Application], refused: Mapping[UUID, RejectForm]) -> dict[UUID, RejectForm]:
    return {row.id: refused.get(row.id) or RejectForm(formdata=None, prefix=str(row.id)) for row in shown}


def _may_decide(actor: Actor) -> bool:
    return actor.may(*DECIDERS)


def _tab() -> str:
    wanted = request.values.get("tab", "open")
    return wanted if wanted in TABS else "open"
