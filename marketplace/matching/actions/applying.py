"""A creator applies, a brand decides, and from the offer on the application follows the order."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from marketplace.base.actor import SYSTEM, BrandRole, Side
from marketplace.base.errors import Forbidden, NotFound
from marketplace.base.ids import ApplicationId, BrandId, BriefId, CreatorId
from marketplace.base.money import Money
from marketplace.briefs.queries import brief_seen_by
from marketplace.briefs.states import BriefState
from marketplace.creators.queries import next_step_before_applying
from marketplace.matching.errors import (
    AppliedAlready,
    NotTakingApplications,
    PriceOutOfRange,
    ProfileIncomplete,
    RejectionReasonNeeded,
)
from marketplace.matching.events import (
    ApplicationExpired,
    ApplicationRejected,
    ApplicationShortlisted,
    ApplicationSubmitted,
    ApplicationWithdrawn,
)
from marketplace.matching.models import Application
from marketplace.matching.queries import application_for, application_seen_by
from marketplace.matching.states import REJECT_REASONS
from marketplace.work.unit import Work

_FOLLOWS: Mapping[str, str] = {
    "offer": "offer",
    "accept": "offer_accepted",
    "decline": "offer_declined",
    "expire": "offer_over",
    "withdraw_offer": "offer_over",
}
"""What an application does when its order takes a step; every other step leaves it where it is."""


def apply_to_brief(work: Work, brief_id: UUID, *, price: Money, note: str) -> Application:
    """The creator applies with a price and a few words.

    Raises NotTakingApplications, AppliedAlready, PriceOutOfRange, or ProfileIncomplete with the next step.
    """
    creator_id = work.actor.creator_id
    if work.actor.side is not Side.CREATOR or creator_id is None:
        raise NotFound()
    brief = brief_seen_by(work.session, work.actor, brief_id)
    if brief.state is not BriefState.OPEN or brief.apply_by <= work.now:
        raise NotTakingApplications()
    if missing := next_step_before_applying(work.session, creator_id):
        raise ProfileIncomplete(next=missing)
    if price.currency != brief.currency or not brief.price_min <= price <= brief.price_max:
        raise PriceOutOfRange(lowest=brief.price_min, highest=brief.price_max)
    if application_for(work.session, brief.id, creator_id):
        raise AppliedAlready()
    application = Application(
        brief_id=brief.id,
        brief=brief,
        creator_id=creator_id,
        applied_at=work.now,
        price_minor=price.minor,
        currency=price.currency,
        note=note.strip(),
    )
    work.session.add(application)
    application.begin(at=work.now)
    work.session.flush()
    work.announce(ApplicationSubmitted(**_names(application)))
    return application


def withdraw_application(work: Work, application_id: UUID) -> Application:
    """The creator takes the application back, as long as no offer was made."""
    application = application_seen_by(work.session, work.actor, application_id, lock=True)
    _move(work, application, "withdraw")
    work.announce(ApplicationWithdrawn(**_names(application)))
    return application


def shortlist_application(work: Work, application_id: UUID) -> Application:
    """The brand puts the application on its shortlist."""
    application = _decidable(work, application_id)
    _move(work, application, "shortlist")
    work.announce(ApplicationShortlisted(**_names(application)))
    return application


def unlist_application(work: Work, application_id: UUID) -> Application:
    """The brand takes the application off its shortlist."""
    application = _decidable(work, application_id)
    _move(work, application, "unlist")
    return application


def reject_application(work: Work, application_id: UUID, *, reason: str) -> Application:
    """The brand says no with a reason from the list. Raises RejectionReasonNeeded."""
    if reason not in REJECT_REASONS:
        raise RejectionReasonNeeded()
    application = _decidable(work, application_id)
    _move(work, application, "reject", why=reason)
    application.reason = reason
    work.announce(ApplicationRejected(**_names(application), reason=reason))
    return application


def follow_order(work: Work, application_id: UUID, verb: str) -> None:
    """The application follows a step of its order."""
    if verb in _FOLLOWS:
        application = application_seen_by(work.session, SYSTEM, application_id, lock=True)
        _move(work, application, _FOLLOWS[verb], by=Side.SYSTEM)


def expire_application(work: Work, application_id: UUID) -> None:
    """The brand did not decide in time: the creator is free again. Does nothing when somebody was faster."""
    application = application_seen_by(work.session, work.actor, application_id, lock=True)
    if application.due_at is not None and application.due_at <= work.now:
        _move(work, application, "expire")
        work.announce(ApplicationExpired(**_names(application)))


def _decidable(work: Work, application_id: UUID) -> Application:
    application = application_seen_by(work.session, work.actor, application_id, lock=True)
    if work.actor.side is Side.BRAND and not work.actor.may(BrandRole.MANAGER, BrandRole.REVIEWER):
        raise Forbidden()
    return application


def _names(application: Application) -> dict[str, Any]:
    return {
        "application_id": ApplicationId(application.id),
        "brief_id": BriefId(application.brief_id),
        "brand_id": BrandId(application.brief.brand_id),
        "creator_id": CreatorId(application.creator_id),
    }


def _move(work: Work, application: Application, verb: str, *, by: Side | None = None, why: str = "") -> None:
    side = by or work.actor.side or Side.SYSTEM
    application.move(verb, by=side, at=work.now, person_id=work.actor.person_id, why=why)
