"""A creator's tax form."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from marketplace.base.actor import Side
from marketplace.base.errors import Invalid, NotFound
from marketplace.database import db
from marketplace.taxes.actions import sign_tax_form
from marketplace.taxes.forms import TaxFormForm, tax_form
from marketplace.taxes.queries import backup_rate_of, tax_profile_of
from marketplace.web.actor import current_actor
from marketplace.web.doors import door
from marketplace.web.language import reader_now
from marketplace.web.pages import page
from marketplace.work.unit import unit_of_work

taxes = Blueprint("taxes", __name__)


@taxes.get("/earnings/tax-form")
@door(Side.CREATOR)
def tax_details() -> ResponseReturnValue:
    """The tax form as it stands, to be signed again when something changes."""
    return _tax_page(None)


@taxes.post("/earnings/tax-form")
@door(Side.CREATOR)
def sign() -> ResponseReturnValue:
    """Signs the form."""
    form = tax_form()
    if not form.validate_on_submit():
        return _tax_page(form), 422
    try:
        with unit_of_work(current_actor()) as work:
            sign_tax_form(work, form=form.form.data, legal_name=form.legal_name.data or "", tin=form.tin.data or "")
    except Invalid as refusal:
        form.refuse(refusal)
        return _tax_page(form), 422
    flash(_("Your tax form is signed."), "success")
    return redirect(url_for(".tax_details"), 303)


def _tax_page(form: TaxFormForm | None) -> str:
    creator_id = current_actor().creator_id
    if creator_id is None:
        raise NotFound()
    profile = tax_profile_of(db.session(), creator_id)
    kept = {"form": profile.form, "legal_name": profile.legal_name} if profile else {}
    shown = tax_form(formdata=None, data=kept) if form is None else form
    shown.tin.data = ""  # the number is never shown again, not even to its owner
    rate = backup_rate_of(profile, reader_now().date()) if profile else 0.0
    return page("taxes/tax_form.html", form=shown, profile=profile, withheld=rate)
