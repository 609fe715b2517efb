"""What people type about a wallet."""

from __future__ import annotations

from typing import Any, TypeVar
from uuid import UUID

from flask_babel import gettext, lazy_gettext
from wtforms import HiddenField, SelectField, StringField, TextAreaField, ValidationError
from wtforms.validators import DataRequired, InputRequired, Length

from marketplace.base.ids import new_id
from marketplace.base.money import Money
from marketplace.wallets.actions.disputing import MOST_IN_AN_ANSWER
from marketplace.wallets.currencies import CURRENCIES
from marketplace.web.forms import REQUIRED, Form, MoneyField

F = TypeVar("F", bound="AmountForm")


class AmountForm(Form):
    """An amount in one of our currencies. `once` names one showing of the form, so that a double click asks once."""

    currency = SelectField(lazy_gettext("Currency"), choices=[(code, code) for code in CURRENCIES])
    once = HiddenField()
    amount = StringField(lazy_gettext("Amount"), validators=[DataRequired(REQUIRED), Length(max=30)])

    def validate_amount(self, field: Any) -> None:
        """Refuses what is no amount of the currency."""
        try:
            Money.parse(field.data, self.currency.data or CURRENCIES[0])
        except ValueError as error:
            raise ValidationError(gettext("Enter an amount such as 1200 or 1,200.50.")) from error

    @classmethod
    def fresh(cls: type[F], currency: str) -> F:
        """An empty form, shown anew."""
        form = cls(formdata=None)
        form.currency.data, form.once.data = currency, str(new_id())
        return form

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


class TopUpForm(AmountForm):
    """How much a brand wants to pay in."""


class RefundForm(AmountForm):
    """How much a brand wants to have back. It stands beside the form of a top-up, hence names of its own."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{"prefix": "refund", **options})


def rule_form(currency: str, **options: Any) -> Form:
    """When a wallet is topped up, by how much, and up to how much a month, in one currency."""

    class RuleForm(Form):
        below = MoneyField(
            lazy_gettext("When it holds less than"),
            validators=[InputRequired(REQUIRED)],
            currency=currency,
            at_least_minor=0,
        )
        amount = MoneyField(lazy_gettext("Top it up by"), validators=[InputRequired(REQUIRED)], currency=currency)
        month_cap = MoneyField(
            lazy_gettext("At most in a month"), validators=[InputRequired(REQUIRED)], currency=currency
        )

    return RuleForm(**options)


class AnswerForm(Form):
    """What the payer's bank should know."""

    text = TextAreaField(
        lazy_gettext("Your answer to the bank"), validators=[DataRequired(REQUIRED), Length(max=MOST_IN_AN_ANSWER)]
    )
