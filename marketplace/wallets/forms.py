"""What people type about a wallet."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext, lazy_gettext
from wtforms import SelectField, StringField, ValidationError
from wtforms.validators import InputRequired, Length

from marketplace.base.money import Money
from marketplace.wallets.currencies import CURRENCIES
from marketplace.web.forms import REQUIRED, Form


class TopUpForm(Form):
    """How much a brand wants to pay in."""

    currency = SelectField(lazy_gettext("Currency"), choices=[(code, code) for code in CURRENCIES])
    amount = StringField(lazy_gettext("Amount"), validators=[InputRequired(REQUIRED), Length(max=30)])

    def validate_amount(self, field: Any) -> None:
        """Refuses what is no amount of the currency."""
        try:
            Money.parse(field.data, self.currency.data or CURRENCIES[0])
        except ValueError as error:
            raise ValidationError(gettext("Enter an amount such as 1200 or 1,200.50.")) from error

    @property
    def money(self) -> Money:
        """The amount of a form that was validated."""
        return Money.parse(str(self.amount.data), str(self.currency.data))
