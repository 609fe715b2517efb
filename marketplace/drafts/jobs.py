"""Background work of drafts: the disclosure check, and looks at public posts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from uuid import UUID

import structlog

from marketplace.base.actor import SYSTEM
from marketplace.base.clock import system_clock
from marketplace.base.ids import OrderId, PostId
from marketplace.copies.actions.pictures import Pictured, compare_pictures
from marketplace.copies.actions.texts import Written, compare_text
from marketplace.copies.appearance import appearance_of
from marketplace.copies.states import TextSource
from marketplace.disclosure.check import Caption, Report
from marketplace.disclosure.second_reading.reading import read_again
from marketplace.drafts.actions.drafting import record_check
from marketplace.drafts.actions.picturing import forget_unshown, record_reading
from marketplace.drafts.actions.watching import plan_last_look
from marketplace.drafts.checking import caption_of, check_words
from marketplace.drafts.errands.looks import make_look, watch_post
from marketplace.drafts.events import DraftSubmitted, EvidenceBroken, PicturesRead, PostBound
from marketplace.drafts.invariants import posts_breaking
from marketplace.drafts.looks import WATCHED_EVERY
from marketplace.drafts.models import Post
from marketplace.drafts.queries import draft_seen_by, first_look, latest_draft, looks_due, post_of, posts_to_watch
from marketplace.gateways import current
from marketplace.gateways.embedding.errors import EmbeddingUnavailable
from marketplace.gateways.pictures.errors import ReaderUnavailable
from marketplace.gateways.pictures.protocol import WordsRead
from marketplace.orders.events import OrderSettled
from marketplace.settings import CheckSettings, settings
from marketplace.work.jobs import Ticked, job
from marketplace.work.unit import unit_of_work

log = structlog.get_logger(__name__)

LOOKS_FOR = timedelta(seconds=15)
"""Other jobs wait meanwhile; what is left is begun by the next run."""

UNANSWERED = 2
"""After so many looks without an answer a run ends: a platform that is away costs its time-out each time."""


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
    if settings(CheckSettings).second_reader:
        report = _read_again(caption_of(terms, **words), report)
    with unit_of_work(SYSTEM) as work:
        record_check(work, draft_id, report)


def _read_again(caption: Caption, report: Report) -> Report:
    """What the second reader adds; nothing on a machine that cannot run its model."""
    try:
        return read_again(caption, report, current.embedding().embed_documents)
    except EmbeddingUnavailable:
        return report


@job(queue="slow")
def compare_draft(fact: DraftSubmitted) -> None:
    """Compares the latest version of an order's draft with the texts of everybody else."""
    with unit_of_work(SYSTEM) as work:
        draft = latest_draft(work.session, fact.order_id)
        if draft is not None:
            order, words = draft.order, f"{draft.title}\n{draft.body}"
            by, at = order.creator_id, draft.submitted_at
            compare_text(work, Written(TextSource.ORDER, order.id, by, words, at, brand_id=order.brand_id))


@job(queue="slow")
def compare_pictures_shown(fact: DraftSubmitted) -> None:
    """Compares the pictures of the latest version of an order's draft with those of everybody else."""
    with unit_of_work(SYSTEM) as work:
        draft = latest_draft(work.session, fact.order_id)
        contents = {picture.id: picture.content for picture in draft.pictures} if draft else {}
    looks = {picture_id: found for picture_id, content in contents.items() if (found := appearance_of(content))}
    with unit_of_work(SYSTEM) as work:
        latest = latest_draft(work.session, fact.order_id)
        if draft is None or latest is None or latest.id != draft.id:
            return  # a newer version came meanwhile, and its own job compares it
        order, at = latest.order, latest.submitted_at
        shown = Pictured(TextSource.ORDER, order.id, order.creator_id, looks, at, brand_id=order.brand_id)
        compare_pictures(work, shown)


@job(queue="default")
def check_post(fact: PostBound) -> None:
    """Makes the first look at a post that was registered. While the platform does not answer it is tried again."""
    with unit_of_work(SYSTEM) as work:
        look_id = first_look(work.session, fact.post_id)
    if look_id is not None:
        make_look(look_id)


@job(queue="default")
def look_at_posts(_tick: Ticked) -> None:
    """Makes the planned looks at public posts that are due, for a part of a minute."""
    with unit_of_work(SYSTEM) as work:
        due = looks_due(work.session, work.now)
    _for_a_while(make_look, due)


@job(queue="default")
def watch_posts(_tick: Ticked) -> None:
    """Looks at every post that must be kept once a day, between its planned looks."""
    with unit_of_work(SYSTEM) as work:
        waiting = posts_to_watch(work.session, work.now - WATCHED_EVERY)
    _for_a_while(watch_post, waiting)


@job(queue="default")
def plan_end(fact: OrderSettled) -> None:
    """The last look at a post comes at the end of the time that the settled order keeps it."""
    with unit_of_work(SYSTEM) as work:
        post = post_of(work.session, fact.order_id)
        if post is not None:
            plan_last_look(work, post.id)


@job(queue="slow")
def check_evidence(_tick: Ticked) -> None:
    """Asks whether what looks saw is as it was frozen, and announces every post for which it is not."""
    with unit_of_work(SYSTEM) as work:
        for post_id in set().union(*posts_breaking(work.session).values()):
            order_id = work.session.get_one(Post, post_id).order_id
            work.announce(EvidenceBroken(post_id=PostId(post_id), order_id=OrderId(order_id)))
            log.error("what was frozen of a post is not as it was", post_id=str(post_id))


@job(queue="slow")
def forget_unshown_pictures(_tick: Ticked) -> None:
    """Drops uploaded pictures that were left behind."""
    with unit_of_work(SYSTEM) as work:
        forget_unshown(work)


def _for_a_while(look: Callable[[UUID], bool], ids: Sequence[UUID]) -> None:
    until, unanswered = system_clock() + LOOKS_FOR, 0
    for each in ids:
        if system_clock() >= until or unanswered >= UNANSWERED:
            return
        unanswered += not look(each)
