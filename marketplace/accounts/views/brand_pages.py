"""The page of one's own brand: what it says of itself, and where its verification stands."""

from __future__ import annotations

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from marketplace.accounts import actions, queries
from marketplace.accounts.actions import BrandProfile
from marketplace.accounts.forms import BrandForm, show_refusal, typed
from marketplace.accounts.states import MOVE_LABELS
from marketplace.accounts.views.blueprint import accounts
from marketplace.base.actor import BrandRole, Side
from marketplace.base.errors import Refusal
from marketplace.database import db
from marketplace.web.actor import current_actor
from marketplace.web.doors import door
from marketplace.web.pages import page
from marketplace.work.moves import moves_of
from marketplace.work.unit import unit_of_work

_MAY_WRITE = (BrandRole.OWNER, BrandRole.MANAGER)


@accounts.get("/brand")
@door(Side.BRAND)
def brand() -> ResponseReturnValue:
    """The brand as its members see it."""
    found = queries.brand_seen_by(db.session(), current_actor(), current_actor().brand_id)
    return _page(BrandForm(formdata=None, obj=found))


@accounts.post("/brand")
@door(Side.BRAND, roles=_MAY_WRITE)
def save_brand() -> ResponseReturnValue:
    """Keeps what the brand says of itself."""
    form = BrandForm()
    if form.validate():
        try:
            with unit_of_work(current_actor()) as work:
                actions.save_brand_profile(work, _profile(form))
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            flash(_("Saved."), "success")
            return redirect(url_for(".brand"), 303)
    return _page(form), 422


@accounts.post("/brand/review")
@door(Side.BRAND, roles=_MAY_WRITE)
def submit_brand() -> ResponseReturnValue:
    """Keeps it and asks staff to verify the brand."""
    form = BrandForm()
    if form.validate():
        try:
            with unit_of_work(current_actor()) as work:
                actions.submit_brand_for_review(work, _profile(form))
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            flash(_("Sent. We check who you are within one working day and write to you."), "success")
            return redirect(url_for(".brand"), 303)
    return _page(form), 422


def _profile(form: BrandForm) -> BrandProfile:
    return BrandProfile(
        name=typed(form.name),
        legal_name=typed(form.legal_name),
        country=form.country.data or "",
        website=typed(form.website),
        registration_number=typed(form.registration_number),
    )


def _page(form: BrandForm) -> str:
    actor = current_actor()
    found = queries.brand_seen_by(db.session(), actor, actor.brand_id)
    return page(
        "accounts/brand.html",
        brand=found,
        form=form,
        may_write=actor.may(*_MAY_WRITE) and "submit" in found.open_to(Side.BRAND),
        moves=moves_of(db.session(), found),
        move_labels=MOVE_LABELS,
    )
