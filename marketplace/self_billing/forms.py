"""What people type about self-billing."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext, lazy_gettext
from wtforms import BooleanField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from marketplace.accounts.countries import country_choices
from marketplace.self_billing.legal_words import OFFERED
from marketplace.web.forms import REQUIRED, Form
from marketplace.web.language import current_language


class AgreementForm(Form):
    """Which business a creator is, and that we may write invoices in its name."""

    legal_name = StringField(
        lazy_gettext("Registered name of your business"), validators=[DataRequired(REQUIRED), Length(max=200)]
    )
    address = TextAreaField(lazy_gettext("Address"), validators=[DataRequired(REQUIRED), Length(max=500)])
    country = SelectField(lazy_gettext("Country"))
    vat_id = StringField(lazy_gettext("VAT or GST number"), validators=[DataRequired(REQUIRED), Length(max=40)])
    agreed = BooleanField(
        lazy_gettext("I agree that you write invoices in my name, and I write none for the same work")
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        offered = [pair for pair in country_choices(current_language()) if pair[0] in OFFERED]
        self.country.choices = [("", gettext("Choose a country")), *offered]
