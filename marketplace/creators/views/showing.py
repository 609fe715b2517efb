"""A creator's profile as brands and staff see it."""

from __future__ import annotations

from uuid import UUID

from flask.typing import ResponseReturnValue

from marketplace.base.actor import Side
from marketplace.creators import queries
from marketplace.creators.niches import Niche
from marketplace.creators.views.blueprint import creators
from marketplace.database import db
from marketplace.web.actor import current_actor
from marketplace.web.doors import door
from marketplace.web.language import reader_now
from marketplace.web.pages import page


@creators.get("/creators/<uuid:creator_id>")
@door(Side.BRAND, Side.STAFF, Side.CREATOR)
def show(creator_id: UUID) -> ResponseReturnValue:
    """The profile. Creators see their own as brands do, and nobody else's."""
    session = db.session()
    creator = queries.creator_seen_by(session, current_actor(), creator_id)
    return page(
        "creators/show.html",
        profile=queries.profile_of(session, creator.id),
        today=reader_now().date(),
        niches=[Niche(value) for value in creator.niches],
    )
