"""Who fits a brief, for the brand."""

from __future__ import annotations

from uuid import UUID

from flask import render_template, request
from flask.typing import ResponseReturnValue

from marketplace.authenticity.wording import explained
from marketplace.base.actor import Side
from marketplace.briefs.models import Brief
from marketplace.briefs.queries import brief_seen_by
from marketplace.creators.niches import Niche
from marketplace.database import db
from marketplace.matching.actions.showing import keep_exposure
from marketplace.matching.exposure.arranging import PLACES, SAYS
from marketplace.matching.queries import applications_of_brief
from marketplace.matching.queries.exposure import listing
from marketplace.matching.scoring import WEIGHTS
from marketplace.matching.states import UNDECIDED
from marketplace.matching.views import matching
from marketplace.matching.views.subjects import branch_words
from marketplace.web.actor import current_actor
from marketplace.web.doors import door
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
    session, actor = db.session(), current_actor()
    brief = brief_seen_by(session, actor, brief_id)
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
        weights=WEIGHTS,
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
