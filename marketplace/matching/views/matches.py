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
from marketplace.matching.queries import applications_of_brief
from marketplace.matching.queries.ranking import rank
from marketplace.matching.scoring import WEIGHTS
from marketplace.matching.states import UNDECIDED
from marketplace.matching.views import matching
from marketplace.web.actor import current_actor
from marketplace.web.doors import door
from marketplace.web.pages import page

SHOWN = 24
SIZES = (24, 50, 100)
VIEWS = ("cards", "table")


@matching.get("/briefs/<uuid:brief_id>/matches")
@door(Side.BRAND, Side.STAFF)
def matches(brief_id: UUID) -> ResponseReturnValue:
    """The creators who fit a brief best, why, and where everybody else went."""
    session = db.session()
    brief = brief_seen_by(session, current_actor(), brief_id)
    view = request.args.get("view", "cards")
    wanted = request.args.get("top", "")
    top = int(wanted) if wanted.isdecimal() and len(wanted) < 4 and int(wanted) in SIZES else SHOWN
    return page(
        "matching/matches.html",
        brief=brief,
        found=rank(session, brief, limit=top),
        applications={row.creator_id: row for row in applications_of_brief(session, brief.id)},
        view=view if view in VIEWS else "cards",
        top=top,
        sizes=SIZES,
        weights=WEIGHTS,
        explained=explained,
        niches_of=niches_of,
    )


def brief_links(brief: Brief) -> str:
    """For the page of a brief: the ways to who fits and who applied, with how many wait for a decision."""
    waiting = sum(row.state in UNDECIDED for row in applications_of_brief(db.session(), brief.id))
    return render_template("matching/brief_links.html", brief=brief, waiting=waiting)


def niches_of(values: list[str] | tuple[str, ...]) -> list[Niche]:
    """The niches of ours among some words."""
    known = {niche.value: niche for niche in Niche}
    return [known[value] for value in values if value in known]
