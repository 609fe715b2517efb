"""The creator's rate card."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from marketplace.base.actor import Side
from marketplace.base.errors import Invalid
from marketplace.base.money import Money
from marketplace.creators.actions import remove_rate, set_rate
from marketplace.creators.forms import RateForm
from marketplace.creators.queries import own_creator
from marketplace.creators.states import Format, Platform
from marketplace.creators.views.blueprint import creators
from marketplace.database import db
from marketplace.web.actor import current_actor
from marketplace.web.doors import door
from marketplace.web.pages import page
from marketplace.work.unit import unit_of_work


@creators.route("/me/rates", methods=["GET", "POST"])
@door(Side.CREATOR)
def rates() -> ResponseReturnValue:
    """The prices by platform and format; a new line replaces the one that was there."""
    form = RateForm()
    price = _price(form) if form.validate_on_submit() else None
    if price is not None:
        try:
            with unit_of_work(current_actor()) as work:
                set_rate(work, platform=Platform(form.platform.data), format=Format(form.format.data), price=price)
        except Invalid as refusal:
            form.refuse(refusal, "price")
        else:
            flash(gettext("Saved."), "success")
            return redirect(url_for(".rates"), 303)
    own = own_creator(db.session(), current_actor())
    return page("creators/rates.html", form=form, creator=own), 422 if form.errors else 200


@creators.post("/me/rates/<uuid:rate_id>/removal")
@door(Side.CREATOR)
def drop_rate(rate_id: UUID) -> ResponseReturnValue:
    """Takes a line off the rate card."""
    with unit_of_work(current_actor()) as work:
        remove_rate(work, rate_id)
    flash(gettext("Removed."), "success")
    return redirect(url_for(".rates"), 303)


def _price(form: RateForm) -> Money | None:
    try:
        return Money.parse(form.price.data or "", form.currency.data)
    except ValueError:
        form.price.errors = [*form.price.errors, gettext("Enter an amount such as 1200 or 1,200.50.")]
        return None
