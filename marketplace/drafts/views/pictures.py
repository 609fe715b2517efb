"""A picture of a version, shown in pages."""

from __future__ import annotations

from uuid import UUID

from flask import Response
from flask.typing import ResponseReturnValue

from marketplace.base.actor import Side
from marketplace.database import db
from marketplace.drafts.queries import picture_seen_by
from marketplace.drafts.views import drafts
from marketplace.web.actor import current_actor
from marketplace.web.doors import door


@drafts.get("/pictures/<uuid:picture_id>")
@door(Side.BRAND, Side.CREATOR, Side.STAFF)
def picture(picture_id: UUID) -> ResponseReturnValue:
    """One picture, as its uploader, both sides of an order that shows it, and staff see it."""
    found = picture_seen_by(db.session(), current_actor(), picture_id)
    answer = Response(found.content, mimetype="image/jpeg")
    answer.headers["Cache-Control"] = "private, max-age=86400, immutable"
    return answer
