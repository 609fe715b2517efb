"""Background work of drafts: the disclosure check, the live check, and the watch over kept posts."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from marketplace.base.actor import SYSTEM
from marketplace.copies.actions import Written, compare_text
from marketplace.copies.states import TextSource
from marketplace.creators.queries import handle_of
from marketplace.drafts.actions.drafting import record_check
from marketplace.drafts.actions.picturing import forget_unshown, record_reading
from marketplace.drafts.actions.publishing import record_look
from marketplace.drafts.checking import check_words, text_hash, what_is_missing
from marketplace.drafts.events import DraftSubmitted, PicturesRead, PostBound
from marketplace.drafts.models import Post
from marketplace.drafts.queries import draft_seen_by, latest_draft, posts_to_watch
from marketplace.gateways import current
from marketplace.gateways.pictures.errors import ReaderUnavailable
from marketplace.gateways.pictures.protocol import WordsRead
from marketplace.gateways.platforms.protocol import LivePost
from marketplace.work.jobs import Ticked, job
from marketplace.work.unit import unit_of_work

WATCHED_EVERY = timedelta(hours=24)


@job(queue="default")
def check_draft(fact: DraftSubmitted) -> None:
    """Checks a draft against the disclosure rules and moves its order on; one with pictures once they are read."""
    with unit_of_work(SYSTEM) as work:
        has_pictures = bool(draft_seen_by(work.session, SYSTEM, fact.draft_id).pictures)
    if not has_pictures:
        _check(fact.draft_id)


@job(queue="slow")
def read_pictures(fact: DraftSubmitted) -> None:
    """Reads the words in a draft's pictures, those that nobody has read yet."""
    with unit_of_work(SYSTEM) as work:
        draft = draft_seen_by(work.session, SYSTEM, fact.draft_id)
        pictures = [(picture.id, picture.content) for picture in draft.pictures if picture.read_at is None]
        has_pictures = bool(draft.pictures)
    reader = current.picture_reader()
    for picture_id, content in pictures:
        try:
            read, by = reader.read(content), reader.reader_id
        except ReaderUnavailable:
            read, by = WordsRead((), is_doubtful=True), ""
        with unit_of_work(SYSTEM) as work:
            record_reading(work, picture_id, read.lines, is_doubtful=read.is_doubtful, reader=by)
    if has_pictures:
        with unit_of_work(SYSTEM) as work:
            work.announce(PicturesRead(draft_id=fact.draft_id, order_id=fact.order_id))


@job(queue="default")
def check_with_pictures(fact: PicturesRead) -> None:
    """Checks a draft whose pictures have been read, as `check_draft` does one without."""
    _check(fact.draft_id)


def _check(draft_id: UUID) -> None:
    with unit_of_work(SYSTEM) as work:
        draft = draft_seen_by(work.session, SYSTEM, draft_id)
        terms, words = draft.order.terms, draft.words
    report = check_words(terms, **words)
    with unit_of_work(SYSTEM) as work:
        record_check(work, draft_id, report)


@job(queue="slow")
def compare_draft(fact: DraftSubmitted) -> None:
    """Compares the latest version of an order's draft with the texts of everybody else."""
    with unit_of_work(SYSTEM) as work:
        draft = latest_draft(work.session, fact.order_id)
        if draft is not None:
            order, words = draft.order, f"{draft.title}\n{draft.body}"
            by, at = order.creator_id, draft.submitted_at
            compare_text(work, Written(TextSource.ORDER, order.id, by, words, at, brand_id=order.brand_id))


@job(queue="default")
def check_post(fact: PostBound) -> None:
    """Reads a public post and compares it with the approved draft. Tried again while the platform does not answer."""
    _look_at(fact.post_id)


@job(queue="default")
def watch_posts(_tick: Ticked) -> None:
    """Looks again at every post that must be kept, once a day."""
    with unit_of_work(SYSTEM) as work:
        post_ids = posts_to_watch(work.session, work.now - WATCHED_EVERY)
    for post_id in post_ids:
        _look_at(post_id)


@job(queue="slow")
def forget_unshown_pictures(_tick: Ticked) -> None:
    """Drops uploaded pictures that were left behind."""
    with unit_of_work(SYSTEM) as work:
        forget_unshown(work)


def _look_at(post_id: UUID) -> None:
    with unit_of_work(SYSTEM) as work:
        post = work.session.get_one(Post, post_id)
        url, terms, ai_used = post.url, post.order.terms, post.draft.ai_used
        approved_hash = text_hash(post.draft.title, post.draft.body, post.draft.hashtags)
        handle = handle_of(work.session, post.order.creator_id, str(terms["platform"]))
    live = current.platforms().read_post(url)
    fits = live is not None and handle is not None and live.handle.casefold() == handle.casefold()
    missing = what_is_missing(terms, live, approved_hash=approved_hash, handle_fits=fits, ai_used=ai_used)
    with unit_of_work(SYSTEM) as work:
        record_look(work, post_id, missing, _evidence(live))


def _evidence(live: LivePost | None) -> dict[str, Any]:
    if live is None:
        return {"found": False}
    return {
        "found": True,
        "title": live.title,
        "body": live.body,
        "hashtags": list(live.hashtags),
        "native_label": live.native_label,
        "ai_mark": live.ai_mark,
        "text_hash": text_hash(live.title, live.body, live.hashtags),
    }
