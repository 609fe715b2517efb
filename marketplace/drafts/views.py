"""The work on the order page: the draft editor, the review, the post; and the staff's compliance queue."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from marketplace.base.actor import Duty, Side
from marketplace.base.errors import Invalid
from marketplace.briefs.models import Brief
from marketplace.database import db
from marketplace.disclosure.check import Report
from marketplace.disclosure.compile import compile_requirements
from marketplace.drafts.actions import asking, drafting, publishing
from marketplace.drafts.checking import check_words, verdict_of
from marketplace.drafts.comparing import changes_between
from marketplace.drafts.errors import BadAddress
from marketplace.drafts.forms import ChangesForm, DecisionForm, DraftForm, PostForm
from marketplace.drafts.models import Draft
from marketplace.drafts.queries import draft_seen_by, drafts_awaiting_person, post_of, versions_of
from marketplace.drafts.states import Missing
from marketplace.gateways import current
from marketplace.gateways.platforms.errors import PostAddressRefused
from marketplace.orders.actions import reviewing
from marketplace.orders.models import Order
from marketplace.orders.queries import order_seen_by
from marketplace.orders.terms import law_language
from marketplace.orders.views.reading import order_page
from marketplace.web.actor import current_actor
from marketplace.web.doors import door
from marketplace.web.forms import Form
from marketplace.web.pages import page
from marketplace.work.unit import unit_of_work

drafts = Blueprint("drafts", __name__)


def order_work(order: Order, side: Side, sent: Form | None = None) -> str:
    """Fills the place of an order's page where the work is: versions, findings, editor, review and post."""
    session = db.session()
    versions = versions_of(session, order.id)
    shown = _chosen(versions)
    before = versions[shown.version - 2] if shown and shown.version > 1 else None
    verbs = order.open_to(side)
    preview: Report | None = request.environ.get("drafts.report")
    kept = request.environ.get("drafts.sent", sent)
    return render_template(
        "drafts/work.html",
        order=order,
        side=side,
        verbs=verbs,
        versions=versions,
        draft=shown,
        report=report_of(shown),
        diff=changes_between(_whole(before), _whole(shown)) if before and shown else None,
        post=post_of(session, order.id),
        draft_form=_sent(kept, DraftForm) or _editor(versions),
        changes_form=_sent(kept, ChangesForm) or ChangesForm(formdata=None),
        post_form=_sent(kept, PostForm) or PostForm(formdata=None),
        preview=preview,
        preview_verdict=verdict_of(preview) if preview else None,
        Missing=Missing,
    )


def order_disclosure(order: Order) -> str:
    """Fills the place of an order's terms where the disclosure rules are."""
    return render_template("drafts/requirements.html", disclosure=order.terms["disclosure"])


def brief_disclosure(brief: Brief) -> str:
    """Fills the place of a brief that says which label a post under it will need."""
    wanted = compile_requirements(
        brief.audience_countries,
        platform=brief.platform.value,
        relationship="paid",
        language=law_language(brief.languages),
        purchase_link=brief.purchase_link,
    )
    return render_template("drafts/requirements.html", disclosure=wanted.as_json())


@drafts.post("/orders/<uuid:order_id>/drafts")
@door(Side.CREATOR)
def submit(order_id: UUID) -> ResponseReturnValue:
    """The creator hands in a version."""
    form = DraftForm()
    if request.form.get("look"):
        return look(order_id)
    if not form.validate_on_submit():
        return _again(order_id, form)
    with unit_of_work(current_actor()) as work:
        drafting.submit_draft(
            work,
            order_id,
            title=form.title.data or "",
            body=form.body.data or "",
            hashtags=form.tags,
            native_label=bool(form.native_label.data),
            ai_used=bool(form.ai_used.data),
        )
    flash(gettext("Handed in. The disclosure check takes a minute."), "success")
    return _back(order_id)


@drafts.post("/orders/<uuid:order_id>/drafts/check")
@door(Side.CREATOR)
def look(order_id: UUID) -> ResponseReturnValue:
    """Shows what the check would say, without handing anything in."""
    form = DraftForm()
    order = order_seen_by(db.session(), current_actor(), order_id)
    report = check_words(
        order.terms,
        title=form.title.data or "",
        body=form.body.data or "",
        hashtags=form.tags,
        native_label=bool(form.native_label.data),
    )
    if request.headers.get("HX-Request") == "true":
        return render_template("drafts/findings.html", report=report, verdict=verdict_of(report))
    request.environ["drafts.report"] = report
    return _again(order_id, form, status=200)


@drafts.post("/orders/<uuid:order_id>/approval")
@door(Side.BRAND)
def approve(order_id: UUID) -> ResponseReturnValue:
    """The brand approves the draft."""
    with unit_of_work(current_actor()) as work:
        reviewing.approve_draft(work, order_id)
    flash(gettext("Approved. The creator can publish."), "success")
    return _back(order_id)


@drafts.post("/orders/<uuid:order_id>/changes")
@door(Side.BRAND)
def ask(order_id: UUID) -> ResponseReturnValue:
    """The brand asks for a new version."""
    form = ChangesForm()
    if not form.validate_on_submit():
        return _again(order_id, form)
    wish = asking.Wish(form.clause.data or "", form.quote.data or "", form.text.data or "")
    try:
        with unit_of_work(current_actor()) as work:
            asking.ask_for_changes(work, order_id, [wish])
    except Invalid as refusal:
        form.refuse(refusal)
        return _again(order_id, form)
    flash(gettext("Sent. The creator has two days for the next version."), "success")
    return _back(order_id)


@drafts.post("/orders/<uuid:order_id>/post")
@door(Side.CREATOR)
def bind(order_id: UUID) -> ResponseReturnValue:
    """The creator says where the post is public."""
    form = PostForm()
    if not form.validate_on_submit():
        return _again(order_id, form)
    try:
        address = current.platforms().canonical_post(form.url.data or "")
        with unit_of_work(current_actor()) as work:
            publishing.bind_post(work, order_id, publishing.Address(address.platform, address.handle, address.url))
    except PostAddressRefused:
        form.refuse(BadAddress(), "url")
        return _again(order_id, form)
    except Invalid as refusal:
        form.refuse(refusal, "url")
        return _again(order_id, form)
    flash(gettext("Thank you. We look at the post now."), "success")
    return _back(order_id)


@drafts.get("/staff/drafts")
@door(Side.STAFF, duty=Duty.TRUST)
def queue() -> ResponseReturnValue:
    """What the check could not decide."""
    return page("drafts/queue.html", waiting=drafts_awaiting_person(db.session()))


@drafts.get("/staff/drafts/<uuid:draft_id>")
@door(Side.STAFF, duty=Duty.TRUST)
def judge(draft_id: UUID) -> ResponseReturnValue:
    """One draft for a person to decide."""
    return _judge_page(draft_id, DecisionForm(formdata=None))


@drafts.post("/staff/drafts/<uuid:draft_id>/decision")
@door(Side.STAFF, duty=Duty.TRUST)
def decide(draft_id: UUID) -> ResponseReturnValue:
    """Staff let the draft pass or return it."""
    form = DecisionForm()
    if not form.validate_on_submit():
        return _judge_page(draft_id, form), 422
    with unit_of_work(current_actor()) as work:
        drafting.decide_draft(
            work, draft_id, passes=request.form.get("outcome") == "pass", reason=form.reason.data or ""
        )
    flash(gettext("Decided. Both sides read your reason."), "success")
    return redirect(url_for("drafts.queue"), 303)


def report_of(draft: Draft | None) -> Report | None:
    """What the check said of a draft."""
    return Report.from_json(draft.report) if draft is not None and draft.report else None


def _judge_page(draft_id: UUID, form: DecisionForm) -> str:
    draft = draft_seen_by(db.session(), current_actor(), draft_id)
    report = Report.from_json(draft.report) if draft.report else None
    return page("drafts/judge.html", draft=draft, report=report, form=form)


def _again(order_id: UUID, form: Form, status: int = 422) -> ResponseReturnValue:
    request.environ["drafts.sent"] = form
    return order_page(order_id), status


def _back(order_id: UUID) -> ResponseReturnValue:
    return redirect(url_for("orders.show", order_id=order_id), 303)


def _chosen(versions: Any) -> Draft | None:
    wanted = request.args.get("version", "")
    if wanted.isdecimal():
        return next((draft for draft in versions if draft.version == int(wanted)), versions[-1] if versions else None)
    return versions[-1] if versions else None


def _editor(versions: Any) -> DraftForm:
    if not versions:
        return DraftForm(formdata=None)
    last: Draft = versions[-1]
    values = {
        "title": last.title,
        "body": last.body,
        "hashtags": " ".join(f"#{tag}" for tag in last.hashtags),
        "native_label": last.native_label,
        "ai_used": last.ai_used,
    }
    report = report_of(last)
    if request.args.get("fixed") and report is not None and report.fixed is not None:
        fixed = report.fixed
        values |= {
            "title": fixed.title,
            "body": fixed.body,
            "hashtags": " ".join(f"#{tag.lstrip('#')}" for tag in fixed.hashtags),
            "native_label": fixed.native_label,
        }
    return DraftForm(formdata=None, data=values)


def _sent(form: Form | None, kind: type[Form]) -> Form | None:
    return form if isinstance(form, kind) else None


def _whole(draft: Draft | None) -> str:
    if draft is None:
        return ""
    return "\n".join((draft.title, draft.body, " ".join(f"#{tag}" for tag in draft.hashtags)))
