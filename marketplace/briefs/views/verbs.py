"""What a brand does with a brief: a verb is a noun one posts. Funding shows first what it will do to the wallet."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from uuid import UUID

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from marketplace.base.actor import Side
from marketplace.base.errors import Invalid
from marketplace.base.money import Money
from marketplace.base.text import N_
from marketplace.briefs import actions
from marketplace.briefs.errors import BrandNotVerified
from marketplace.briefs.forms import ButtonForm
from marketplace.briefs.models import Brief
from marketplace.briefs.queries import brief_seen_by
from marketplace.briefs.states import BriefState
from marketplace.briefs.views import briefs
from marketplace.briefs.views.reading import ROLES_BY_VERB, brief_page
from marketplace.briefs.views.writing import WRITERS, estimate_of
from marketplace.database import db
from marketplace.wallets.errors import WalletTooSmall
from marketplace.wallets.queries import wallet_of
from marketplace.web.actor import current_actor
from marketplace.web.doors import door
from marketplace.web.errors import status_of
from marketplace.web.forms import Form
from marketplace.web.pages import page
from marketplace.work.unit import Work, unit_of_work

VERBS_BY_NOUN: Mapping[str, tuple[Callable[[Work, UUID], Brief], str]] = {
    "submission": (actions.submit_brief, N_("Sent for review. Our staff answer within one working day.")),
    "pause": (actions.pause_brief, N_("Paused. Nobody can apply until you resume it.")),
    "resumption": (actions.resume_brief, N_("Open again. Creators can apply.")),
    "closing": (actions.close_brief, N_("Closed. Answer everybody who has applied within seven days.")),
}
"""Noun that is posted -> the action and what is said afterwards."""


@briefs.post("/briefs/<uuid:brief_id>/<any(submission, pause, resumption, closing):noun>")
@door(Side.BRAND, roles=WRITERS)
def act(brief_id: UUID, noun: str) -> ResponseReturnValue:
    """Does what was posted; shows the brief again with words when it does not fit."""
    verb, says = VERBS_BY_NOUN[noun]
    try:
        with unit_of_work(current_actor()) as work:
            verb(work, brief_id)
    except (Invalid, BrandNotVerified) as refusal:
        form = ButtonForm(formdata=None)
        form.refuse(refusal)
        return brief_page(brief_id, form), status_of(refusal)
    flash(gettext(says), "success")
    return redirect(url_for("briefs.show", brief_id=brief_id), 303)


@briefs.get("/briefs/<uuid:brief_id>/funding")
@door(Side.BRAND, roles=ROLES_BY_VERB["fund"])
def funding(brief_id: UUID) -> ResponseReturnValue:
    """What funding the brief will do to the wallet, before it is done."""
    brief = brief_seen_by(db.session(), current_actor(), brief_id)
    if brief.state is not BriefState.APPROVED:
        return redirect(url_for("briefs.show", brief_id=brief_id), 303)
    return _funding_page(brief, ButtonForm(formdata=None))


@briefs.post("/briefs/<uuid:brief_id>/funding")
@door(Side.BRAND, roles=ROLES_BY_VERB["fund"])
def fund(brief_id: UUID) -> ResponseReturnValue:
    """Sets the budget aside and opens the brief to creators."""
    try:
        with unit_of_work(current_actor()) as work:
            actions.fund_brief(work, brief_id)
    except (Invalid, WalletTooSmall) as refusal:
        form = ButtonForm(formdata=None)
        form.refuse(refusal)
        return _funding_page(brief_seen_by(db.session(), current_actor(), brief_id), form), 422
    flash(gettext("The budget is set aside and the brief is open. Creators can apply now."), "success")
    return redirect(url_for("briefs.show", brief_id=brief_id), 303)


def _funding_page(brief: Brief, form: Form) -> str:
    held = wallet_of(db.session(), brief.brand_id).get(brief.currency, Money.zero(brief.currency))
    missing = brief.budget - held
    return page(
        "briefs/funding.html",
        brief=brief,
        form=form,
        held=held,
        after=held - brief.budget,
        missing=missing if missing.minor > 0 else None,
        estimate=estimate_of(brief),
    )
