"""A version is handed in, checked, and decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from marketplace.base.actor import Duty
from marketplace.base.errors import Forbidden
from marketplace.base.ids import CreatorId, DraftId, OrderId
from marketplace.disclosure.check import Report
from marketplace.drafts.checking import verdict_of
from marketplace.drafts.errors import DecidedAlready, DraftEmpty, TooManyPictures
from marketplace.drafts.events import DraftFailedCheck, DraftNeedsPerson, DraftSubmitted
from marketplace.drafts.frames import MOST_PICTURES
from marketplace.drafts.models import Draft, Shown
from marketplace.drafts.queries import draft_seen_by, latest_draft, own_pictures
from marketplace.drafts.states import CheckVerdict
from marketplace.orders.actions import reviewing
from marketplace.orders.errors import ReasonMissing
from marketplace.orders.queries import order_seen_by
from marketplace.orders.states import OrderState
from marketplace.work.unit import Work


@dataclass(frozen=True)
class Seen:
    """What a version shows besides its words: pictures in their order, and what stands in them or in a recording.

    `label_from`, `label_until` and `length` are whole seconds.
    """

    picture_ids: Sequence[UUID] = ()
    frames: Sequence[str] = ()
    label_from: int | None = None
    label_until: int | None = None
    length: int | None = None


NOTHING_SEEN = Seen()


def submit_draft(
    work: Work,
    order_id: UUID,
    *,
    title: str,
    body: str,
    hashtags: Sequence[str],
    native_label: bool,
    ai_used: bool = False,
    seen: Seen = NOTHING_SEEN,
) -> Draft:
    """The creator hands in a version of the work; the check follows.

    Raises DraftEmpty without words and TooManyPictures; a picture that is not the creator's own is left out.
    """
    if not body.strip():
        raise DraftEmpty()
    pictures = own_pictures(work.session, work.actor, seen.picture_ids)
    if len(pictures) > MOST_PICTURES:
        raise TooManyPictures(most=MOST_PICTURES)
    order = reviewing.hand_in_draft(work, order_id)
    before = latest_draft(work.session, order.id)
    draft = Draft(
        order_id=order.id,
        version=before.version + 1 if before else 1,
        title=title.strip(),
        body=body.strip(),
        hashtags=[tag.strip().lstrip("#＃") for tag in hashtags if tag.strip().lstrip("#＃")],
        native_label=native_label,
        ai_used=ai_used,
        frames=list(seen.frames),
        label_from=seen.label_from,
        label_until=seen.label_until,
        length=seen.length,
        submitted_at=work.now,
        shown=[Shown(place=place, picture_id=picture.id) for place, picture in enumerate(pictures, 1)],
    )
    work.session.add(draft)
    work.session.flush()
    work.announce(DraftSubmitted(draft_id=DraftId(draft.id), order_id=OrderId(order.id)))
    return draft


def record_check(work: Work, draft_id: UUID, report: Report) -> Draft:
    """Keeps what the check said and moves the order on; does nothing for a draft that has been judged."""
    draft = draft_seen_by(work.session, work.actor, draft_id)
    order = order_seen_by(work.session, work.actor, draft.order_id, lock=True)
    draft = draft_seen_by(work.session, work.actor, draft_id, lock=True)
    if draft.verdict is not None or order.state is not OrderState.COMPLIANCE_CHECK:
        return draft
    draft.verdict = CheckVerdict(verdict_of(report))
    if draft.verdict is CheckVerdict.PASS and any(picture.is_doubtful for picture in draft.pictures):
        draft.verdict = CheckVerdict.REVIEW
    draft.report, draft.checked_at = report.as_json(), work.now
    if draft.verdict is CheckVerdict.PASS:
        reviewing.pass_check(work, order.id)
    elif draft.verdict is CheckVerdict.FAIL:
        reviewing.fail_check(work, order.id)
        _tell_creator(work, draft)
    else:
        work.announce(DraftNeedsPerson(draft_id=DraftId(draft.id), order_id=OrderId(order.id)))
    return draft


def decide_draft(work: Work, draft_id: UUID, *, passes: bool, reason: str) -> Draft:
    """Staff decide what the check could not, with a reason both sides read. Raises DecidedAlready."""
    if not work.actor.on_duty(Duty.TRUST):
        raise Forbidden()
    if len(reason.strip()) < 10:
        raise ReasonMissing()
    draft = draft_seen_by(work.session, work.actor, draft_id)
    order = order_seen_by(work.session, work.actor, draft.order_id, lock=True)
    draft = draft_seen_by(work.session, work.actor, draft_id, lock=True)
    if draft.verdict is not CheckVerdict.REVIEW or order.state is not OrderState.COMPLIANCE_CHECK:
        raise DecidedAlready()
    draft.verdict = CheckVerdict.PASS if passes else CheckVerdict.FAIL
    draft.decided_by, draft.decided_at, draft.decision_note = work.actor.person_id, work.now, reason.strip()
    if passes:
        reviewing.pass_check(work, order.id, why=reason.strip())
    else:
        reviewing.fail_check(work, order.id, why=reason.strip())
        _tell_creator(work, draft)
    return draft


def _tell_creator(work: Work, draft: Draft) -> None:
    work.announce(
        DraftFailedCheck(
            draft_id=DraftId(draft.id), order_id=OrderId(draft.order_id), creator_id=CreatorId(draft.order.creator_id)
        )
    )
