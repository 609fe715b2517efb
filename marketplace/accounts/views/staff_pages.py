"""Staff pages: brands that wait to be verified."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from marketplace.accounts import actions, queries
from marketplace.accounts.errors import MissingReason
from marketplace.accounts.forms import RefuseBrandForm, show_refusal, typed
from marketplace.accounts.policy import must_verify_brands
from marketplace.accounts.states import MOVE_LABELS, BrandState
from marketplace.accounts.views.blueprint import accounts
from marketplace.base.actor import Side
from marketplace.database import db
from marketplace.web.actor import current_actor
from marketplace.web.doors import door
from marketplace.web.pages import page
from marketplace.work.moves import moves_of
from marketplace.work.unit import unit_of_work

_TABS = (BrandState.IN_REVIEW, BrandState.VERIFIED, BrandState.REFUSED, BrandState.NEW)


@accounts.get("/staff/brands")
@door(Side.STAFF)
def staff_brands() -> ResponseReturnValue:
    """Brands by the state of their verification, those that wait first."""
    must_verify_brands(current_actor())
    wanted = request.args.get("state", "")
    state = BrandState(wanted) if wanted in set(BrandState) else BrandState.IN_REVIEW
    return page(
        "accounts/staff_brands.html",
        state=state,
        states=_TABS,
        counts=queries.count_of_brands(db.session()),
        brands=queries.brands_in(db.session(), state),
    )


@accounts.get("/staff/brands/<uuid:brand_id>")
@door(Side.STAFF)
def staff_brand(brand_id: UUID) -> ResponseReturnValue:
    """One brand's file."""
    return _page(brand_id, RefuseBrandForm(formdata=None))


@accounts.post("/staff/brands/<uuid:brand_id>/verification")
@door(Side.STAFF)
def verify_brand(brand_id: UUID) -> ResponseReturnValue:
    """The brand is who it says it is."""
    must_verify_brands(current_actor())
    with unit_of_work(current_actor()) as work:
        name = actions.verify_brand(work, brand_id).name
    flash(_("%(brand)s is verified.", brand=name), "success")
    return redirect(url_for(".staff_brands"), 303)


@accounts.post("/staff/brands/<uuid:brand_id>/refusal")
@door(Side.STAFF)
def refuse_brand(brand_id: UUID) -> ResponseReturnValue:
    """The brand could not be verified, and reads why."""
    must_verify_brands(current_actor())
    form = RefuseBrandForm()
    if form.validate():
        try:
            with unit_of_work(current_actor()) as work:
                name = actions.refuse_brand(work, brand_id, typed(form.reason)).name
        except MissingReason as refusal:
            show_refusal(form, refusal)
        else:
            flash(_("%(brand)s is refused and has been told why.", brand=name), "success")
            return redirect(url_for(".staff_brands"), 303)
    return _page(brand_id, form), 422


def _page(brand_id: UUID, form: RefuseBrandForm) -> str:
    must_verify_brands(current_actor())
    session = db.session()
    brand = queries.brand_seen_by(session, current_actor(), brand_id)
    moves = moves_of(session, brand)
    return page(
        "accounts/staff_brand.html",
        brand=brand,
        form=form,
        members=queries.members_of(session, brand.id),
        moves=moves,
        names=queries.names_of(session, (move.person_id for move in moves)),
        move_labels=MOVE_LABELS,
        verbs=brand.open_to(Side.STAFF),
    )
