"""What people type about invoices."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext
from wtforms import SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, Email, Length, Optional

from marketplace.accounts.countries import country_choices
from marketplace.web.forms import REQUIRED, Form
from marketplace.web.language import current_language


class BillingForm(Form):
    """What is to stand on a brand's invoices."""

    legal_name = StringField(lazy_gettext("Name on the invoice"), validators=[DataRequired(REQUIRED), Length(max=200)])
    address = TextAreaField(lazy_gettext("Address"), validators=[DataRequired(REQUIRED), Length(max=500)])
    country = SelectField(lazy_gettext("Country"))
    tax_id = StringField(lazy_gettext("Tax number"), validators=[Length(max=40)])
    email = StringField(lazy_gettext("E-mail for invoices"), validators=[Optional(), Email(), Length(max=254)])

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.country.choices = country_choices(current_language())
