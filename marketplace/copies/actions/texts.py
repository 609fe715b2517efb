"""A text is kept to be compared, and compared with all that are kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.copies.clusters import FEWEST_SHARED, least_likeness
from marketplace.copies.events import ScriptShared
from marketplace.copies.features import features_of
from marketplace.copies.models import CopyLink, CopyText
from marketplace.copies.queries import possible_copies, posts_not_compared, script_around, texts_of_gone_posts
from marketplace.copies.signatures import bands_of
from marketplace.copies.states import MOUTHS, TextSource
from marketplace.work.unit import Work

STRICTER = 0.1
"""Rare words cannot count for more in a pair by itself, so it has to agree in so much more than within a whole set."""

_EXCERPT = 200
_ONE_AT_A_TIME = 2_026_112_701


@dataclass(frozen=True)
class Written:
    """A text as it is handed over: whose, for which brand's order, and when."""

    source: TextSource
    source_id: UUID
    author_id: UUID
    text: str
    written_at: datetime
    brand_id: UUID | None = None


def compare_text(work: Work, written: Written) -> CopyText:
    """Keeps a text, or its new version, and links it with texts of others that are alike.

    Announces a script once more than three people share it. Texts are compared one at a time, so that of two that
    come at the same moment the second sees the first. Bears repetition.
    """
    work.session.execute(sa.select(sa.func.pg_advisory_xact_lock(_ONE_AT_A_TIME)))
    text = _kept(work, written)
    session = work.session
    known = script_around(session, text.id).author_count
    session.execute(sa.delete(CopyLink).where(sa.or_(CopyLink.one_id == text.id, CopyLink.other_id == text.id)))
    alike = [(other, likeness) for other in possible_copies(session, text) if (likeness := _likeness(text, other))]
    known = max(known, _most_known(session, [other.id for other, _ in alike]))
    for other, likeness in alike:
        one, two = sorted((text.id, other.id))
        session.add(CopyLink(one_id=one, other_id=two, likeness=round(likeness, 3)))
    session.flush()
    now = script_around(session, text.id).author_count
    if known <= MOUTHS < now:
        work.announce(ScriptShared(text_id=text.id, authors=now))
    return text


def _most_known(session: Session, text_ids: Sequence[UUID]) -> int:
    """How many people share the most shared of the scripts these texts belong to."""
    seen: set[UUID] = set()
    most = 0
    for text_id in text_ids:
        if text_id not in seen:
            script = script_around(session, text_id)
            seen.update(text.id for text in script.works)
            most = max(most, script.author_count)
    return most


def _likeness(text: CopyText, other: CopyText) -> float:
    """The share of features that two texts have in common; 0 when it is too small for them to be one script."""
    mine, theirs = frozenset(text.features), frozenset(other.features)
    shared, likeness = len(mine & theirs), len(mine & theirs) / len(mine | theirs)
    least = least_likeness(min(len(mine), len(theirs))) + STRICTER
    return likeness if likeness >= least and (shared >= FEWEST_SHARED or mine == theirs) else 0.0


def compare_new_posts(work: Work, *, most: int = 500) -> int:
    """Compares published posts that were not compared yet; gives how many."""
    posts = posts_not_compared(work.session, most)
    for post, creator_id in posts:
        words = f"{post.title}\n{post.body}"
        compare_text(work, Written(TextSource.POST, post.id, creator_id, words, post.published_at))
    return len(posts)


def forget_gone_posts(work: Work) -> int:
    """Drops what was kept of posts whose import was taken back, so that they count no more; gives how many."""
    gone = texts_of_gone_posts(work.session)
    for text in gone:
        links = sa.or_(CopyLink.one_id == text.id, CopyLink.other_id == text.id)
        work.session.execute(sa.delete(CopyLink).where(links))
        work.session.delete(text)
    return len(gone)


def _kept(work: Work, written: Written) -> CopyText:
    text = work.session.scalar(
        sa.select(CopyText).where(CopyText.source == written.source, CopyText.source_id == written.source_id)
    )
    if text is None:
        text = CopyText(source=written.source, source_id=written.source_id, author_id=written.author_id)
        work.session.add(text)
    features = features_of(written.text)
    text.brand_id, text.written_at = written.brand_id, written.written_at
    text.excerpt = written.text.strip()[:_EXCERPT]
    text.features, text.bands = sorted(features), bands_of(features)
    work.session.flush()
    return text
