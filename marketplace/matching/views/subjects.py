"""What a creator posts about, as a block for pages of other packages."""

from __future__ import annotations

from flask import render_template

from marketplace.creators.models import Creator
from marketplace.database import db
from marketplace.matching.queries.space import Subject, subjects_of
from marketplace.matching.taxonomy import branch_name
from marketplace.web.language import current_language


def subjects_block(creator: Creator) -> str:
    """The niches of a creator's bio and latest posts, with their shares."""
    return render_template(
        "matching/subjects.html", subjects=subjects_of(db.session(), creator.id), branch_words=branch_words
    )


def branch_words(subject: Subject) -> str | None:
    """The branch of a subject in the reader's language; names are kept in one script of Chinese."""
    language = current_language().split("_")[0]
    return branch_name(subject.niche.value, subject.branch, language) if subject.branch else None
