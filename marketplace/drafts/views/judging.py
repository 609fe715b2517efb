"""The staff's compliance queue: what the check could not decide, one draft on one screen, and the next one after it."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from marketplace.accounts.queries import names_of
from marketplace.base.actor import Duty, Side
from marketplace.database import db
from marketplace.disclosure.compile import Requirements
from marketplace.drafts import queries
from marketplace.drafts.actions import drafting
from marketplace.drafts.errors import DecidedAlready
from marketplace.drafts.forms import DecisionForm
from marketplace.drafts.looking import look_back
from marketplace.drafts.models import Draft
from marketplace.drafts.proofs import claims_to_prove
from marketplace.drafts.queue import Asked, Doubt
from marketplace.drafts.states import CheckVerdict
from marketplace.drafts.views import drafts
from marketplace.orders.states import VERBS, OrderState
from marketplace.web.actor import current_actor
from marketplace.web.doors import door
from marketplace.web.pages import page, page_number
from marketplace.web.sentences import say
from marketplace.work.moves import moves_of
from marketplace.work.unit import unit_of_work


@drafts.get("/staff/drafts")
@door(Side.STAFF, duty=Duty.TRUST)
def queue() -> ResponseReturnValue:
    """What the check could not decide, the longest waiting first; and what people decided."""
    session, asked = db.session(), Asked.from_address(request.args)
    found = queries.drafts_asked_for(session, asked, number=page_number())
    return page(
        "drafts/queue.html",
        found=found,
        asked=asked,
        verdicts=queries.count_by_verdict(session, asked),
        countries=queries.count_by_country(session, asked),
        proofs={draft.id: queries.proofs_of(session, draft.order_id) for draft in found.rows},
        Doubt=Doubt,
        CheckVerdict=CheckVerdict,
    )


@drafts.get("/staff/drafts/<uuid:draft_id>")
@door(Side.STAFF, duty=Duty.TRUST)
def judge(draft_id: UUID) -> ResponseReturnValue:
    """One draft for a person to decide."""
    return _judge_page(draft_id, DecisionForm(formdata=None))


@drafts.post("/staff/drafts/<uuid:draft_id>/decision")
@door(Side.STAFF, duty=Duty.TRUST)
def decide(draft_id: UUID) -> ResponseReturnValue:
    """Staff let the draft pass or return it; the next one that waits follows."""
    form = DecisionForm()
    if not form.validate_on_submit():
        return _judge_page(draft_id, form), 422
    try:
        with unit_of_work(current_actor()) as work:
            drafting.decide_draft(work, draft_id, passes=form.outcome.data == "pass", reason=form.reason.data or "")
    except DecidedAlready as late:
        flash(say(late.sentence), "warning")
    else:
        flash(gettext("Decided. Both sides read your reason."), "success")
    asked = Asked.from_address(request.args)
    decided = queries.draft_seen_by(db.session(), current_actor(), draft_id)
    following = queries.next_to_decide(db.session(), asked, decided)
    if following is None:
        return redirect(url_for(".queue", **asked.address), 303)
    return redirect(url_for(".judge", draft_id=following.id, **asked.address), 303)


def _judge_page(draft_id: UUID, form: DecisionForm) -> str:
    session, asked = db.session(), Asked.from_address(request.args)
    draft = queries.draft_seen_by(session, current_actor(), draft_id)
    order, versions = draft.order, queries.versions_of(session, draft.order_id)
    following = queries.next_to_decide(session, asked, draft)
    return page(
        "drafts/judge.html",
        draft=draft,
        order=order,
        terms=order.terms,
        seen=look_back(order.terms, draft.report, **draft.words),
        form=form,
        asked=asked,
        is_open=_is_open(draft),
        following=following,
        waiting=queries.count_by_verdict(session, asked)[CheckVerdict.REVIEW],
        versions=versions,
        deciders=names_of(session, (one.decided_by for one in versions)),
        claims=claims_to_prove(draft.report),
        proofs=queries.proofs_of(session, draft.order_id),
        use_log=queries.use_log_of(session, order),
        rules=Requirements.from_json(order.terms["disclosure"]),
        moves=moves_of(session, order),
        verb_words=VERBS,
    )


def _is_open(draft: Draft) -> bool:
    return draft.verdict is CheckVerdict.REVIEW and draft.order.state is OrderState.COMPLIANCE_CHECK
