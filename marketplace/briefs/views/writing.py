"""Writing a brief: a new one, a change to one, and a copy of a past one."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from marketplace.accounts.queries import brand
from marketplace.base.actor import BrandRole, Side
from marketplace.base.errors import Invalid, NotFound
from marketplace.base.money import Money
from marketplace.briefs import actions
from marketplace.briefs.errors import BriefNotEditable
from marketplace.briefs.estimates import Estimate, estimate
from marketplace.briefs.forms import BriefForm, typed_before
from marketplace.briefs.label_rules import label_rules
from marketplace.briefs.models import WORDS, Brief
from marketplace.briefs.queries import brief_seen_by
from marketplace.briefs.states import EDITABLE
from marketplace.briefs.views import briefs
from marketplace.creators.states import LANGUAGES, Format, Platform
from marketplace.database import db
from marketplace.disclosure.check import known_jurisdictions
from marketplace.disclosure.compile import Requirements
from marketplace.settings import FeeSettings, settings
from marketplace.wallets.currencies import CURRENCIES
from marketplace.wallets.queries import wallet_of
from marketplace.web.actor import current_actor
from marketplace.web.doors import door
from marketplace.web.language import current_language, current_zone, reader_now
from marketplace.web.pages import page, wants_block
from marketplace.work.unit import unit_of_work

WRITERS = (BrandRole.MANAGER,)

_APPLY_DAYS, _PUBLISH_AFTER_DAYS, _PUBLISH_DAYS = 14, 3, 30
_EVENING = 18  # o'clock, where the person is


@briefs.get("/briefs/new")
@door(Side.BRAND, roles=WRITERS)
def new() -> ResponseReturnValue:
    """An empty brief, with what most brands choose filled in."""
    return _form_page(BriefForm(formdata=None, zone=zone(), data=_usual()))


@briefs.post("/briefs/new")
@door(Side.BRAND, roles=WRITERS)
def create() -> ResponseReturnValue:
    """Keeps a new brief as a draft; with `look`, only says what it would need."""
    form = BriefForm(zone=zone())
    if request.form.get("look"):
        return _look(form)
    if not form.validate():
        return _form_page(form), 422
    try:
        with unit_of_work(current_actor()) as work:
            brief_id = actions.draft_brief(work, **form.says).id
    except Invalid as refusal:
        form.refuse(refusal)
        return _form_page(form), 422
    flash(gettext("Saved as a draft. Read it once more, then send it for review."), "success")
    return redirect(url_for("briefs.show", brief_id=brief_id), 303)


@briefs.get("/briefs/<uuid:brief_id>/edit")
@door(Side.BRAND, roles=WRITERS)
def edit(brief_id: UUID) -> ResponseReturnValue:
    """The brief as a form again."""
    brief = _editable(brief_id)
    says = {name: getattr(brief, name) for name in WORDS}
    return _form_page(
        BriefForm(formdata=None, zone=zone(), data=typed_before(says, brief.rights_asked, zone())), brief=brief
    )


@briefs.post("/briefs/<uuid:brief_id>/edit")
@door(Side.BRAND, roles=WRITERS)
def save(brief_id: UUID) -> ResponseReturnValue:
    """Keeps the changes; with `look`, only says what the brief would need."""
    brief = _editable(brief_id)
    form = BriefForm(zone=zone())
    if request.form.get("look"):
        return _look(form, brief)
    if not form.validate():
        return _form_page(form, brief=brief), 422
    try:
        with unit_of_work(current_actor()) as work:
            actions.edit_brief(work, brief_id, **form.says)
    except Invalid as refusal:
        form.refuse(refusal)
        return _form_page(form, brief=_editable(brief_id)), 422
    flash(gettext("Your changes are saved."), "success")
    return redirect(url_for("briefs.show", brief_id=brief_id), 303)


@briefs.post("/briefs/<uuid:brief_id>/copy")
@door(Side.BRAND, roles=WRITERS)
def copy(brief_id: UUID) -> ResponseReturnValue:
    """Begins a new brief from this one."""
    with unit_of_work(current_actor()) as work:
        copy_id = actions.copy_brief(work, brief_id).id
    flash(gettext("This is a copy with later dates. Change what is different this time."), "success")
    return redirect(url_for("briefs.edit", brief_id=copy_id), 303)


def zone() -> str:
    """The time zone in which the person reads and types."""
    return current_zone() or "UTC"


def estimate_of(brief: Brief) -> Estimate:
    """How far the budget of a brief goes."""
    return _estimate(brief.budget, brief.price_min, brief.price_max, brief.slots)


def rules_of(brief: Brief) -> Requirements | None:
    """Which label a post under a brief needs."""
    return label_rules(
        brief.audience_countries,
        platform=brief.platform,
        format=brief.format,
        languages=brief.languages,
        purchase_link=brief.purchase_link,
    )


def _editable(brief_id: UUID) -> Brief:
    brief = brief_seen_by(db.session(), current_actor(), brief_id)
    if brief.state not in EDITABLE:
        raise BriefNotEditable()
    return brief


def _look(form: BriefForm, brief: Brief | None = None) -> ResponseReturnValue:
    if wants_block():
        return page("briefs/_outlook.html", **_outlook(form))
    return _form_page(form, brief=brief)


def _form_page(form: BriefForm, *, brief: Brief | None = None) -> str:
    return page("briefs/edit.html", form=form, brief=brief, zone=zone(), **_outlook(form))


def _outlook(form: BriefForm) -> dict[str, Any]:
    """The arithmetic and the label rules as far as what was typed allows."""
    return {"estimate": _estimate_in(form), "rules": _rules_in(form)}


def _estimate_in(form: BriefForm) -> Estimate | None:
    budget, low, high = form.budget.data, form.price_min.data, form.price_max.data
    if not (isinstance(budget, Money) and isinstance(low, Money) and isinstance(high, Money)):
        return None
    if min(budget.minor, low.minor) <= 0 or high < low:
        return None
    return _estimate(budget, low, high, form.slots.data or 1)


def _estimate(budget: Money, low: Money, high: Money, slots: int) -> Estimate:
    return estimate(budget, low, high, slots=slots, fee_bp=settings(FeeSettings).brand_fee_bp)


def _rules_in(form: BriefForm) -> Requirements | None:
    platform, format_ = form.platform.data, form.format.data
    if platform not in set(Platform) or format_ not in set(Format):
        return None
    return label_rules(
        form.audience_countries.data or [],
        platform=Platform(platform),
        format=Format(format_),
        languages=[code for code in form.languages.data or [] if code in LANGUAGES],
        purchase_link=bool(form.purchase_link.data),
    )


def _usual() -> dict[str, Any]:
    actor, session = current_actor(), db.session()
    if actor.brand_id is None:
        raise NotFound()
    country = brand(session, actor.brand_id).country
    language = current_language().split("_")[0]
    close = reader_now() + timedelta(days=_APPLY_DAYS)
    begin = close.date() + timedelta(days=_PUBLISH_AFTER_DAYS)
    says = {
        "goal": None,
        "audience_countries": [country] if country in known_jurisdictions() else [],
        "languages": [language] if language in LANGUAGES else [],
        "slots": 5,
        "currency": next((code for code in wallet_of(session, actor.brand_id) if code in CURRENCIES), CURRENCIES[0]),
        "apply_by": close,
        "publish_from": begin,
        "publish_until": begin + timedelta(days=_PUBLISH_DAYS),
        "retention_days": 90,
        "days_of_use": 0,
        "review_rounds": 3,
        "product_terms": "none",
    }
    typed = typed_before(says, None, zone())
    return typed | {"apply_by": _in_the_evening(typed["apply_by"])}


def _in_the_evening(day: datetime) -> datetime:
    return day.replace(hour=_EVENING, minute=0)
