"""Who fits a brief, for the brand."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from marketplace.authenticity.wording import explained
from marketplace.base.actor import BrandRole, Side
from marketplace.briefs.models import Brief
from marketplace.briefs.queries import brief_seen_by
from marketplace.creators.niches import Niche
from marketplace.database import db
from marketplace.matching.actions.showing import keep_exposure
from marketplace.matching.actions.weighing import weigh_brief
from marketplace.matching.exposure.arranging import PLACES, SAYS
from marketplace.matching.forms import weights_form
from marketplace.matching.queries import applications_of_brief
from marketplace.matching.queries.exposure import listing
from marketplace.matching.queries.weights import leanings_of
from marketplace.matching.scoring import WEIGHTS, Part
from marketplace.matching.states import UNDECIDED
from marketplace.matching.views import matching
from marketplace.matching.views.subjects import branch_words
from marketplace.matching.weights import AS_USUAL, LEAST, LEAST_AUTHENTICITY, MOST, weights_for
from marketplace.web.actor import current_actor
from marketplace.web.doors import door
from marketplace.web.forms import Form
from marketplace.web.language import reader_now
from marketplace.web.pages import page
from marketplace.work.instants import instant_of
from marketplace.work.unit import unit_of_work

SHOWN = 24
SIZES = (24, 50, 100)
VIEWS = ("cards", "table")


@matching.get("/briefs/<uuid:brief_id>/matches")
@door(Side.BRAND, Side.STAFF)
def matches(brief_id: UUID) -> ResponseReturnValue:
    """The creators who fit a brief best, why, and where everybody else went; who was shown to the brand is kept."""
    return _matches_page(brief_id)


@matching.post("/briefs/<uuid:brief_id>/weights")
@door(Side.BRAND, roles=(BrandRole.MANAGER,))
def weigh(brief_id: UUID) -> ResponseReturnValue:
    """Says how much each part of the score counts for this brief."""
    brief_seen_by(db.session(), current_actor(), brief_id)
    form = weights_form()
    if "as_usual" in request.form:
        leanings = AS_USUAL
    elif form.validate_on_submit():
        leanings = {part: form[part.value].data for part in Part}
    else:
        return _matches_page(brief_id, form), 422
    with unit_of_work(current_actor()) as work:
        weigh_brief(work, brief_id, leanings)
    flash(gettext("The list follows. Creators see the same weights."), "success")
    return redirect(url_for("matching.matches", brief_id=brief_id), 303)


def _matches_page(brief_id: UUID, refused: Form | None = None) -> str:
    session, actor = db.session(), current_actor()
    brief = brief_seen_by(session, actor, brief_id)
    leanings = leanings_of(session, brief_id)
    view = request.args.get("view", "cards")
    wanted = request.args.get("top", "")
    top = int(wanted) if wanted.isdecimal() and len(wanted) < 4 and int(wanted) in SIZES else SHOWN
    list_of_today = listing(session, brief, limit=top, now=instant_of(session))
    shown = page(
        "matching/matches.html",
        brief=brief,
        found=list_of_today.ranking,
        listed=list_of_today.rows,
        says=SAYS,
        places=PLACES,
        applications={row.creator_id: row for row in applications_of_brief(session, brief.id)},
        view=view if view in VIEWS else "cards",
        top=top,
        sizes=SIZES,
        weights=weights_for(leanings),
        usual=WEIGHTS,
        leans=leanings != AS_USUAL,
        bounds=(LEAST / 100, MOST / 100, LEAST_AUTHENTICITY),
        form=refused or weights_form(data={part.value: lean for part, lean in leanings.items()}),
        may_weigh=actor.side is Side.BRAND and actor.may(BrandRole.MANAGER),
        explained=explained,
        now=reader_now(),
        niches_of=niches_of,
        branch_words=branch_words,
    )
    if actor.side is Side.BRAND:
        with unit_of_work(actor) as work:
            keep_exposure(work, brief_id, list_of_today.rows)
    return shown


def brief_links(brief: Brief) -> str:
    """For the page of a brief: the ways to who fits and who applied, with how many wait for a decision."""
    waiting = sum(row.state in UNDECIDED for row in applications_of_brief(db.session(), brief.id))
    return render_template("matching/brief_links.html", brief=brief, waiting=waiting)


def niches_of(values: list[str] | tuple[str, ...]) -> list[Niche]:
    """The niches of ours among some words."""
    known = {niche.value: niche for niche in Niche}
    return [known[value] for value in values if value in known]
