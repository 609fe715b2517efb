"""Forms of the order page: shape and words in, typed values out."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from marketplace.base.money import Money
from marketplace.orders.terms import DECLINE_REASONS
from marketplace.payouts.actions.debts import MOST_IN_A_NOTE
from marketplace.payouts.states import GiveBackReason
from marketplace.payouts.states.giving_back import LABELS as REASONS
from marketplace.web.forms import REQUIRED, Form, MoneyField


class AcceptForm(Form):
    """The creator accepts exactly the terms they read."""

    terms_hash = HiddenField(validators=[InputRequired(REQUIRED), Length(max=64)])


class DeclineForm(Form):
    """The creator says no and why."""

    reason = RadioField(
        _l("Why do you decline?"),
        choices=[(key, _l(words)) for key, words in DECLINE_REASONS.items()],
        validators=[InputRequired(_l("Choose a reason."))],
    )


class ShipForm(Form):
    """The brand says that the product is on its way."""

    tracking = StringField(_l("Carrier and tracking number"), validators=[InputRequired(REQUIRED), Length(max=200)])


class UseForm(Form):
    """The creator says how they used the product."""

    used = TextAreaField(_l("How did you use it?"), validators=[InputRequired(REQUIRED), Length(min=10, max=2000)])


class OutlineForm(Form):
    """The creator's outline."""

    text = TextAreaField(_l("Outline"), validators=[InputRequired(REQUIRED), Length(min=20, max=5000)])


class NoteForm(Form):
    """The brand's remark to an outline; may be empty."""

    note = TextAreaField(_l("What to mind"), validators=[Length(max=2000)])


class ReasonForm(Form):
    """A reason that the other side reads."""

    reason = TextAreaField(_l("Why?"), validators=[InputRequired(REQUIRED), Length(min=10, max=2000)])


def offer_form(asked: Money) -> Form:
    """The price of an offer, in the brief's currency; begins with what the creator asked for."""

    class OfferForm(Form):
        """What the brand offers."""

        price = MoneyField(_l("Price"), validators=[InputRequired(REQUIRED)], currency=asked.currency)

    return OfferForm(data={"price": asked})


class EmptyForm(Form):
    """A button: nothing but the protection against forged requests."""


def give_back_form(currency: str, **options: Any) -> Form:
    """How much of a price goes back to the brand, and why; amounts are in the order's currency."""

    class GiveBackForm(Form):
        """Typed by finance staff."""

        price = MoneyField(
            _l("Of the price, in %(currency)s", currency=currency), [InputRequired(REQUIRED)], currency=currency
        )
        reason = SelectField(_l("Reason, which both sides are told"), coerce=str)
        note = TextAreaField(
            _l("Note for colleagues"), validators=[InputRequired(REQUIRED), Length(max=MOST_IN_A_NOTE)]
        )

    form = GiveBackForm(**options)
    form.reason.choices = [(reason.value, gettext(REASONS[reason])) for reason in GiveBackReason]
    return form
