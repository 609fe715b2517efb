"""What was seen of a creator, as a block for pages of other packages."""

from __future__ import annotations

from flask import render_template

from marketplace.authenticity.queries import readings_of
from marketplace.authenticity.wording import explained
from marketplace.creators.models import Creator
from marketplace.database import db


def evidence_block(creator: Creator) -> str:
    """The evidence on every channel of a creator, with its date and method."""
    return render_template(
        "authenticity/block.html", readings=readings_of(db.session(), creator.id), explained=explained
    )
