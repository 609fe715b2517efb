"""What looks at public posts saw: its picture and its record for both sides, and the staff's list of findings."""

from __future__ import annotations

from uuid import UUID

from flask import Response, request
from flask.typing import ResponseReturnValue

from marketplace.base.actor import Duty, Side
from marketplace.base.errors import NotFound
from marketplace.database import db
from marketplace.drafts import queries
from marketplace.drafts.sightings import canonical
from marketplace.drafts.states import Missing
from marketplace.drafts.views import drafts
from marketplace.drafts.watchlist import Part, Wanted
from marketplace.web.actor import current_actor
from marketplace.web.doors import door
from marketplace.web.downloads import download
from marketplace.web.language import reader_now
from marketplace.web.pages import page, page_number


@drafts.get("/staff/posts")
@door(Side.STAFF, duty=Duty.TRUST)
def findings() -> ResponseReturnValue:
    """What public posts have lost, what was mended, and looks that no platform has answered."""
    session, wanted = db.session(), Wanted.from_address(request.args)
    now = reader_now()
    is_late = wanted.part is Part.LATE
    return page(
        "drafts/findings.html",
        wanted=wanted,
        found=None if is_late else queries.findings_wanted(session, wanted, number=page_number()),
        late=queries.late_looks(session, now, number=page_number()) if is_late else None,
        parts=queries.count_by_part(session, now, wanted),
        Part=Part,
        Missing=Missing,
    )


@drafts.get("/sightings/<uuid:sighting_id>/picture")
@door(Side.BRAND, Side.CREATOR, Side.STAFF)
def sighting_picture(sighting_id: UUID) -> ResponseReturnValue:
    """The picture that was drawn of a public post, as both sides of its order and staff see it."""
    found = queries.sighting_seen_by(db.session(), current_actor(), sighting_id)
    if found.picture is None:
        raise NotFound()
    answer = Response(found.picture, mimetype="image/png")
    answer.headers["Cache-Control"] = "private, max-age=86400, immutable"
    return answer


@drafts.get("/sightings/<uuid:sighting_id>/record")
@door(Side.BRAND, Side.CREATOR, Side.STAFF)
def sighting_record(sighting_id: UUID) -> ResponseReturnValue:
    """What was frozen, as the very bytes whose SHA-256 is its hash."""
    found = queries.sighting_seen_by(db.session(), current_actor(), sighting_id)
    name = f"post-{found.seen_at:%Y-%m-%d}-{found.number}.json"
    return download(canonical(found.content), name, "application/json")
