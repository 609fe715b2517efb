"""What people type about a withdrawal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from flask_babel import gettext, lazy_gettext
from wtforms import HiddenField, SelectField, StringField, ValidationError
from wtforms.validators import DataRequired, Length

from marketplace.base.ids import new_id
from marketplace.base.money import Money
from marketplace.web.forms import REQUIRED, Form
from marketplace.withdrawals.shares import Share


class ProposeForm(Form):
    """How much of our own money is to go to our bank. `once` names one showing, so that a double click asks once."""

    currency = SelectField(lazy_gettext("Currency"))
    amount = StringField(lazy_gettext("Amount"), validators=[DataRequired(REQUIRED), Length(max=30)])
    once = HiddenField()

    def __init__(self, currencies: Sequence[str], **options: Any) -> None:
        super().__init__(**options)
        self.currency.choices = [(code, code) for code in currencies]

    @classmethod
    def fresh(cls, shares: Mapping[str, Share]) -> ProposeForm:
        """An empty form, shown anew, in a currency of which something is ours."""
        form = cls(list(shares), formdata=None)
        form.currency.data = next((code for code, share in shares.items() if share.ours), next(iter(shares), ""))
        form.once.data = str(new_id())
        return form

    def validate_amount(self, field: Any) -> None:
        """Refuses what is no amount of the currency."""
        try:
            Money.parse(field.data, self.currency.data or "USD")
        except ValueError as error:
            raise ValidationError(gettext("Enter an amount such as 1200 or 1,200.50.")) from error

    @property
    def showing(self) -> UUID | None:
        """Which showing of the form this is; none when somebody sends it without having seen it."""
        try:
            return UUID(str(self.once.data))
        except ValueError:
            return None

    @property
    def money(self) -> Money:
        """The amount of a form that was validated."""
        return Money.parse(str(self.amount.data), str(self.currency.data))
