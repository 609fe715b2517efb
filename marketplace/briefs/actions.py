"""What people do with briefs."""

from __future__ import annotations

from copy import deepcopy
from datetime import timedelta
from typing import Any
from uuid import UUID

from marketplace.accounts.queries import brand as brand_with_id
from marketplace.accounts.states import BrandState
from marketplace.base.actor import Side
from marketplace.base.errors import Forbidden
from marketplace.base.ids import BrandId, BriefId
from marketplace.briefs.errors import (
    BrandNotVerified,
    BriefNotEditable,
    BudgetBelowOnePost,
    CountryWithoutRules,
    DeadlineOver,
    DeadlineOverWhenFunding,
    ReasonNeeded,
    WindowReversed,
    WindowTooEarly,
)
from marketplace.briefs.events import (
    BriefCancelled,
    BriefClosed,
    BriefEnded,
    BriefFunded,
    BriefOpened,
    BriefReviewed,
    BriefSubmitted,
)
from marketplace.briefs.models import WORDS, Brief
from marketplace.briefs.policy import require_manager, require_purse, require_review_duty
from marketplace.briefs.queries import brief_seen_by
from marketplace.briefs.states import EDITABLE, UNFUNDED
from marketplace.disclosure.check import known_jurisdictions
from marketplace.payouts.fees import brand_fee_on
from marketplace.wallets import actions as wallets
from marketplace.work.unit import Work


def draft_brief(work: Work, **says: Any) -> Brief:
    """A brand begins a brief. `says` are the columns a brief form fills in."""
    require_manager(work.actor)
    brief = Brief(brand_id=work.actor.brand_id, created_at=work.now, **_words(says))
    work.session.add(brief)
    brief.begin(at=work.now)
    work.session.flush()
    return brief


def edit_brief(work: Work, brief_id: UUID, **says: Any) -> Brief:
    """The brand changes what its brief says. Raises BriefNotEditable once it is reviewed or runs."""
    require_manager(work.actor)
    brief = brief_seen_by(work.session, work.actor, brief_id, lock=True)
    if brief.state not in EDITABLE:
        raise BriefNotEditable()
    for name, value in _words(says).items():
        setattr(brief, name, value)
    return brief


def copy_brief(work: Work, brief_id: UUID) -> Brief:
    """The brand begins a new brief from a past one; its dates move on by the days that have passed since."""
    require_manager(work.actor)
    past = brief_seen_by(work.session, work.actor, brief_id)
    ahead = timedelta(days=max(0, (work.now - past.created_at).days))
    says = {name: deepcopy(getattr(past, name)) for name in WORDS}
    says |= {name: getattr(past, name) + ahead for name in ("apply_by", "publish_from", "publish_until")}
    return draft_brief(work, **says)


def submit_brief(work: Work, brief_id: UUID) -> Brief:
    """The brand hands its brief in for review.

    Raises BrandNotVerified, CountryWithoutRules, DeadlineOver, WindowReversed, WindowTooEarly or BudgetBelowOnePost.
    """
    require_manager(work.actor)
    brief = brief_seen_by(work.session, work.actor, brief_id, lock=True)
    if brand_with_id(work.session, BrandId(brief.brand_id)).state is not BrandState.VERIFIED:
        raise BrandNotVerified()
    unknown = sorted(set(brief.audience_countries) - set(known_jurisdictions()))
    if unknown or not brief.audience_countries:
        raise CountryWithoutRules(countries=", ".join(unknown) or "–", known=", ".join(known_jurisdictions()))
    if brief.apply_by <= work.now:
        raise DeadlineOver()
    if brief.publish_until < brief.publish_from:
        raise WindowReversed()
    if brief.publish_until < brief.apply_by.date():
        raise WindowTooEarly()
    cost = brief.price_min + brand_fee_on(brief.price_min)
    if brief.budget < cost:
        raise BudgetBelowOnePost(cost=cost, budget=brief.budget)
    _move(work, brief, "submit")
    work.announce(BriefSubmitted(brief_id=BriefId(brief.id), brand_id=BrandId(brief.brand_id)))
    return brief


def approve_brief(work: Work, brief_id: UUID) -> Brief:
    """Staff let a brief pass."""
    return _review(work, brief_id, "approve", "")


def ask_for_changes(work: Work, brief_id: UUID, *, reason: str) -> Brief:
    """Staff return a brief with what must change. Raises ReasonNeeded without words."""
    return _review(work, brief_id, "ask_for_changes", _said(reason))


def reject_brief(work: Work, brief_id: UUID, *, reason: str) -> Brief:
    """Staff refuse a brief for good. Raises ReasonNeeded without words."""
    return _review(work, brief_id, "reject", _said(reason))


def fund_brief(work: Work, brief_id: UUID) -> Brief:
    """The brand sets the budget aside from the wallet and opens the brief.

    Raises WalletTooSmall with what is missing, DeadlineOverWhenFunding when nobody could apply any more.
    """
    require_purse(work.actor)
    brief = brief_seen_by(work.session, work.actor, brief_id, lock=True)
    _move(work, brief, "fund")
    if brief.apply_by <= work.now:
        raise DeadlineOverWhenFunding()
    wallets.fund_brief(
        work,
        brief_id=BriefId(brief.id),
        brand_id=BrandId(brief.brand_id),
        amount=brief.budget,
    )
    work.announce(BriefFunded(brief_id=BriefId(brief.id), brand_id=BrandId(brief.brand_id)))
    _move(work, brief, "open")
    work.announce(BriefOpened(brief_id=BriefId(brief.id), brand_id=BrandId(brief.brand_id)))
    return brief


def pause_brief(work: Work, brief_id: UUID) -> Brief:
    """The brand takes no applications for a while."""
    require_manager(work.actor)
    return _move(work, brief_seen_by(work.session, work.actor, brief_id, lock=True), "pause")


def resume_brief(work: Work, brief_id: UUID) -> Brief:
    """The brand takes applications again."""
    require_manager(work.actor)
    return _move(work, brief_seen_by(work.session, work.actor, brief_id, lock=True), "resume")


def close_brief(work: Work, brief_id: UUID) -> Brief:
    """The brand (or the deadline, or the last slot) closes the brief to new applications."""
    brief = brief_seen_by(work.session, work.actor, brief_id, lock=True)
    if work.actor.side is Side.BRAND:
        require_manager(work.actor)
    return _closed(work, brief, "close")


def fill_brief(work: Work, brief: Brief) -> None:
    """The last slot was taken."""
    if "fill" in brief.open_to(Side.SYSTEM):
        brief.move("fill", by=Side.SYSTEM, at=work.now)
        work.announce(BriefClosed(brief_id=BriefId(brief.id), brand_id=BrandId(brief.brand_id)))


def release_cancelled_brief(work: Work, brief: Brief) -> None:
    """Calls a brief off and gives the wallet back what it holds. Orders decides whether that is still possible."""
    require_purse(work.actor)
    was_funded = brief.state not in UNFUNDED
    _move(work, brief, "cancel")
    if was_funded:
        _give_back(work, brief)
    work.announce(BriefCancelled(brief_id=BriefId(brief.id), brand_id=BrandId(brief.brand_id)))


def run_brief(work: Work, brief: Brief) -> None:
    """All applications of a closed brief are decided and orders are under way."""
    brief.move("run", by=Side.SYSTEM, at=work.now)


def wrap_brief(work: Work, brief: Brief) -> None:
    """The last order of a brief is settled: what is left of its budget goes back to the wallet."""
    brief.move("wrap", by=Side.SYSTEM, at=work.now)
    _give_back(work, brief)


def run_brief_clock(work: Work, brief_id: UUID) -> None:
    """Takes the step of a brief whose clock has run out; does nothing when somebody was faster."""
    brief = brief_seen_by(work.session, work.actor, brief_id, lock=True)
    row = brief.LIFECYCLE.clocked(brief.state)
    if row is None or brief.due_at is None or brief.due_at > work.now:
        return
    if row.verb == "close_on_time":
        _closed(work, brief, "close_on_time")
    elif row.verb == "run_dry":
        brief.move("run_dry", by=Side.SYSTEM, at=work.now)
        _give_back(work, brief)
    else:
        brief.move(row.verb, by=Side.SYSTEM, at=work.now)
        work.announce(BriefEnded(brief_id=BriefId(brief.id), brand_id=BrandId(brief.brand_id)))


def _review(work: Work, brief_id: UUID, verb: str, reason: str) -> Brief:
    require_review_duty(work.actor)
    brief = brief_seen_by(work.session, work.actor, brief_id, lock=True)
    _move(work, brief, verb, reason)
    brief.review_note = reason or None
    work.announce(
        BriefReviewed(brief_id=BriefId(brief.id), brand_id=BrandId(brief.brand_id), outcome=verb, reason=reason)
    )
    return brief


def _closed(work: Work, brief: Brief, verb: str) -> Brief:
    _move(work, brief, verb)
    work.announce(BriefClosed(brief_id=BriefId(brief.id), brand_id=BrandId(brief.brand_id)))
    return brief


def _give_back(work: Work, brief: Brief) -> None:
    wallets.release_brief(work, brief_id=BriefId(brief.id), brand_id=BrandId(brief.brand_id), currency=brief.currency)


def _words(says: dict[str, Any]) -> dict[str, Any]:
    if unknown := says.keys() - WORDS:
        raise TypeError(f"a brand does not write {', '.join(sorted(unknown))}")
    return says


def _said(reason: str) -> str:
    if len(reason.strip()) < 10:
        raise ReasonNeeded()
    return reason.strip()


def _move(work: Work, brief: Brief, verb: str, why: str = "") -> Brief:
    if work.actor.side is None:
        raise Forbidden()
    brief.move(verb, by=work.actor.side, at=work.now, person_id=work.actor.person_id, why=why)
    return brief
