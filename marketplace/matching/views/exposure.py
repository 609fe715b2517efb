"""Who was shown for a brief, and how the attention was spread: for the brand itself and for staff."""

from __future__ import annotations

from uuid import UUID

from flask.typing import ResponseReturnValue

from marketplace.base.actor import Side
from marketplace.briefs.queries import brief_seen_by
from marketplace.database import db
from marketplace.matching.exposure.arranging import PLACES, USUAL
from marketplace.matching.queries.exposure import campaign, named
from marketplace.matching.views import matching
from marketplace.web.actor import current_actor
from marketplace.web.doors import door
from marketplace.web.pages import page
from marketplace.work.instants import instant_of

NAMED = 24
"""So many of those who were never shown are named."""


@matching.get("/briefs/<uuid:brief_id>/exposure")
@door(Side.BRAND, Side.STAFF)
def exposure(brief_id: UUID) -> ResponseReturnValue:
    """The exposure of a campaign: share by tier, how evenly it is spread, and the KOCs whom nobody has seen."""
    session = db.session()
    brief = brief_seen_by(session, current_actor(), brief_id)
    found = campaign(session, brief, now=instant_of(session))
    return page(
        "matching/exposure.html",
        brief=brief,
        found=found,
        unseen=named(session, brief, found.kocs_nowhere[:NAMED]),
        floor=USUAL.floor,
        places=PLACES,
    )
