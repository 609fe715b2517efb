"""The creator's rate card."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from marketplace.base.actor import Side
from marketplace.base.errors import Refusal
from marketplace.creators import actions, queries
from marketplace.creators.forms import RateForm, show_refusal
from marketplace.creators.views.blueprint import creators
from marketplace.database import db
from marketplace.web.actor import current_actor
from marketplace.web.doors import door
from marketplace.web.pages import page
from marketplace.work.unit import unit_of_work


@creators.get("/me/rates")
@door(Side.CREATOR)
def rates() -> ResponseReturnValue:
    """What one post of each kind costs."""
    return _page(RateForm(formdata=None))


@creators.post("/me/rates")
@door(Side.CREATOR)
def set_rate() -> ResponseReturnValue:
    """Writes a line, over the one that was there."""
    form = RateForm()
    if form.validate():
        try:
            with unit_of_work(current_actor()) as work:
                actions.set_rate(work, platform=form.platform.data, format=form.format.data, price=form.money)
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            flash(_("Saved."), "success")
            return redirect(url_for(".rates"), 303)
    return _page(form), 422


@creators.post("/me/rates/<uuid:rate_id>/removal")
@door(Side.CREATOR)
def remove_rate(rate_id: UUID) -> ResponseReturnValue:
    """Takes a line off the card."""
    with unit_of_work(current_actor()) as work:
        actions.remove_rate(work, rate_id)
    flash(_("Removed."), "success")
    return redirect(url_for(".rates"), 303)


def _page(form: RateForm) -> str:
    creator = queries.own_creator(db.session(), current_actor())
    return page("creators/rates.html", form=form, rates=creator.rates)
