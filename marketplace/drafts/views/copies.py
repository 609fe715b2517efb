"""Staff see which scripts and pictures more than three people posted or drafted, and whose orders supplied them."""

from __future__ import annotations

from flask.typing import ResponseReturnValue

from marketplace.base.actor import Duty, Side
from marketplace.copies.queries import MOUTHS, shared_pictures, shared_scripts
from marketplace.copies.states import TextSource
from marketplace.database import db
from marketplace.drafts.queries import orders_without_use
from marketplace.drafts.views import drafts
from marketplace.web.doors import door
from marketplace.web.pages import page


@drafts.get("/staff/copies")
@door(Side.STAFF, duty=Duty.TRUST)
def copies() -> ResponseReturnValue:
    """The same script or picture from many mouths, the one with the most people first."""
    session = db.session()
    scripts, pictures = shared_scripts(session), shared_pictures(session)
    drafted = {text.source_id for script in scripts for text in script.works if text.source is TextSource.ORDER}
    return page(
        "drafts/copies.html",
        scripts=scripts,
        pictures=pictures,
        unused=orders_without_use(session, drafted),
        mouths=MOUTHS,
        Source=TextSource,
    )
