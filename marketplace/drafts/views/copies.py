"""Staff see which scripts and pictures more than three people posted or drafted, and whose orders supplied them."""

from __future__ import annotations

from flask.typing import ResponseReturnValue

from marketplace.base.actor import Duty, Side
from marketplace.copies.queries import MOUTHS, shared_pictures, shared_scripts
from marketplace.copies.states import TextSource
from marketplace.database import db
from marketplace.drafts.views import drafts
from marketplace.web.doors import door
from marketplace.web.pages import page


@drafts.get("/staff/copies")
@door(Side.STAFF, duty=Duty.TRUST)
def copies() -> ResponseReturnValue:
    """The same script or picture from many mouths, the one with the most people first."""
    session = db.session()
    return page(
        "drafts/copies.html",
        scripts=shared_scripts(session),
        pictures=shared_pictures(session),
        mouths=MOUTHS,
        Source=TextSource,
    )
