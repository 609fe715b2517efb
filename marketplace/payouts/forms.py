"""What people type about money."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask_babel import gettext, lazy_gettext
from wtforms import SelectField, StringField, ValidationError
from wtforms.validators import InputRequired, Length

from marketplace.base.money import Money
from marketplace.payouts.currencies import CURRENCIES
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


class CodeForm(Form):
    """A person of staff shows again that it is them."""

    code = StringField(
        lazy_gettext("Code from your authenticator app"), validators=[InputRequired(REQUIRED), Length(max=12)]
    )


def ids_in(values: list[str]) -> list[UUID]:
    """The ids among what a page posted, each once; nonsense is left out."""
    found: dict[UUID, None] = {}
    for value in values:
        try:
            found[UUID(value)] = None
        except ValueError:
            continue
    return list(found)
