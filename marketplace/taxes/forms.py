"""What creators type about their taxes."""

from __future__ import annotations

from flask_babel import lazy_gettext
from wtforms import BooleanField, SelectField, StringField
from wtforms.validators import InputRequired, Length

from marketplace.taxes.states import TaxForm
from marketplace.web.filters import label
from marketplace.web.forms import REQUIRED, Form


class TaxFormForm(Form):
    """Which form, whose, and that it is true."""

    form = SelectField(lazy_gettext("Your form"), coerce=TaxForm)
    legal_name = StringField(lazy_gettext("Your legal name"), validators=[InputRequired(REQUIRED), Length(max=120)])
    tin = StringField(lazy_gettext("US taxpayer number"), validators=[Length(max=20)])
    certified = BooleanField(
        lazy_gettext("Under penalties of perjury, I certify that what I say here is true and complete"),
        validators=[InputRequired(REQUIRED)],
    )


def tax_form(**kept: object) -> TaxFormForm:
    """The form with its choices in the reader's language."""
    form = TaxFormForm(**kept)
    form.form.choices = [(kind, label(kind)) for kind in TaxForm]
    return form
