"""What a creator posts about, as a block for pages of other packages."""

from __future__ import annotations

from flask import render_template

from marketplace.creators.models import Creator
from marketplace.database import db
from marketplace.matching.queries.space import subjects_of


def subjects_block(creator: Creator) -> str:
    """The niches of a creator's bio and latest posts, with their shares."""
    return render_template("matching/subjects.html", subjects=subjects_of(db.session(), creator.id))
