"""The places that drafts fill in the pages of orders and briefs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar
from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from marketplace.base.actor import Side
from marketplace.briefs.models import Brief
from marketplace.database import db
from marketplace.disclosure.check import Report
from marketplace.disclosure.compile import Requirements, compile_requirements
from marketplace.drafts.actions.proving import PROVABLE_IN
from marketplace.drafts.actions.using import NOTED_IN
from marketplace.drafts.checking import is_recording
from marketplace.drafts.comparing import changes_between
from marketplace.drafts.forms import ChangesForm, DraftForm, PostForm, ProofForm, UseNoteForm
from marketplace.drafts.looking import Look, look_back
from marketplace.drafts.models import Draft
from marketplace.drafts.proofs import claims_to_prove
from marketplace.drafts.queries import post_of, proofs_of, use_log_of, versions_of, watch_of
from marketplace.drafts.states import Missing
from marketplace.drafts.use import sends_product
from marketplace.orders.models import Order
from marketplace.orders.terms import law_language
from marketplace.orders.views.reading import order_page
from marketplace.web.forms import Form
from marketplace.web.language import reader_now

Kind = TypeVar("Kind", bound=Form)

_SENT, _LOOK, _BEFORE = "drafts.sent", "drafts.look", "drafts.before"


def order_work(order: Order, side: Side) -> str:
    """Fills the place of an order's page where the work is: versions, findings, editor, review and post."""
    session = db.session()
    versions = versions_of(session, order.id)
    shown = _chosen(versions)
    before = versions[shown.version - 2] if shown and shown.version > 1 else None
    post = post_of(session, order.id)
    kept = request.environ.get(_SENT)
    return render_template(
        "drafts/work.html",
        order=order,
        check_address=url_for("drafts.look", order_id=order.id),
        is_recording=is_recording(order.terms),
        side=side,
        verbs=order.open_to(side),
        versions=versions,
        draft=shown,
        seen=look_back(order.terms, shown.report, **shown.words) if shown else None,
        diff=changes_between(_whole(before), _whole(shown)) if before and shown else None,
        post=post,
        watch=watch_of(session, post) if post else None,
        draft_form=_sent(kept, DraftForm) or _editor(versions),
        unsent=_sent(kept, DraftForm),
        proofs=proofs_of(session, order.id),
        proof_form=_proof_form(order, side, versions, kept),
        use_log=use_log_of(session, order),
        use_form=_use_form(order, side, kept),
        changes_form=_sent(kept, ChangesForm) or ChangesForm(formdata=None),
        post_form=_sent(kept, PostForm) or PostForm(formdata=None),
        look=request.environ.get(_LOOK),
        before_fix=request.environ.get(_BEFORE),
        Missing=Missing,
    )


def order_disclosure(order: Order) -> str:
    """Fills the place of an order's terms where the disclosure rules are."""
    frozen = Requirements.from_json(order.terms["disclosure"])
    return render_template("drafts/requirements.html", wanted=frozen, frozen=True)


def brief_disclosure(brief: Brief) -> str:
    """Fills the place of a brief that says which label a post under it will need."""
    wanted = compile_requirements(
        brief.audience_countries,
        platform=brief.platform.value,
        relationship="paid",
        language=law_language(brief.languages),
        purchase_link=brief.purchase_link,
    )
    return render_template("drafts/requirements.html", wanted=wanted, frozen=False)


def again(
    order_id: UUID,
    form: Form,
    status: int = 422,
    *,
    look: Look | None = None,
    before_fix: dict[str, str] | None = None,
) -> ResponseReturnValue:
    """The order's page once more with what was typed, and with what the check said of it."""
    request.environ |= {_SENT: form, _LOOK: look, _BEFORE: before_fix}
    return order_page(order_id), status


def back(order_id: UUID) -> ResponseReturnValue:
    """On to the order's page."""
    return redirect(url_for("orders.show", order_id=order_id), 303)


def _chosen(versions: Sequence[Draft]) -> Draft | None:
    wanted = request.args.get("version", "")
    latest = versions[-1] if versions else None
    if wanted.isdecimal() and len(wanted) < 7:
        return next((draft for draft in versions if draft.version == int(wanted)), latest)
    return latest


def _editor(versions: Sequence[Draft]) -> DraftForm:
    """The editor with the last version in it, put right when the address asks for that."""
    if not versions:
        return DraftForm(formdata=None)
    last = versions[-1]
    report = Report.from_json(last.report) if last.report and request.args.get("fixed") else None
    words = report.fixed if report is not None and report.fixed is not None else last
    form = DraftForm(
        formdata=None,
        data={
            "title": words.title,
            "body": words.body,
            "hashtags": " ".join(f"#{tag.lstrip('#')}" for tag in words.hashtags),
            "native_label": words.native_label,
            "ai_used": last.ai_used,
            "frames": "\n".join(last.frames),
            "label_from": last.label_from,
            "label_until": last.label_until,
            "length": last.length,
        },
    )
    form.show([picture.id for picture in last.pictures])
    return form


def _proof_form(order: Order, side: Side, versions: Sequence[Draft], kept: Form | None) -> ProofForm | None:
    """The form for a proof of a claim in the last version, as long as one would be read."""
    claims = claims_to_prove(versions[-1].report) if versions else {}
    if not claims or order.state not in PROVABLE_IN or side not in (Side.BRAND, Side.CREATOR):
        return None
    return _sent(kept, ProofForm) or ProofForm(formdata=None, claims=claims)


def _use_form(order: Order, side: Side, kept: Form | None) -> UseNoteForm | None:
    """The form for a day with the product, for the creator while the log is open."""
    if side is not Side.CREATOR or order.state not in NOTED_IN or not sends_product(order.terms):
        return None
    return _sent(kept, UseNoteForm) or UseNoteForm(formdata=None, data={"used_on": reader_now().date()})


def _sent(form: Form | None, kind: type[Kind]) -> Kind | None:
    return form if isinstance(form, kind) else None


def _whole(draft: Draft | None) -> str:
    if draft is None:
        return ""
    return "\n".join((draft.title, draft.body, " ".join(f"#{tag}" for tag in draft.hashtags)))
