"""Forms of applying and deciding: shape and words in, typed values out."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, TextAreaField
from wtforms.validators import InputRequired, Length

from marketplace.matching.states import REJECT_REASONS
from marketplace.web.forms import REQUIRED, Form, MoneyField


def apply_form(currency: str) -> Form:
    """A creator's price, in the currency of the brief, and a few words."""

    class ApplyForm(Form):
        price = MoneyField(_l("Your price for one post"), validators=[InputRequired(REQUIRED)], currency=currency)
        note = TextAreaField(
            _l("Why you"),
            validators=[
                InputRequired(REQUIRED),
                Length(min=10, max=1000, message=_l("Write between 10 and 1,000 characters.")),
            ],
        )

    return ApplyForm()


class RejectForm(Form):
    """A brand's reason, from the list."""

    reason = RadioField(
        _l("Why not this time?"),
        choices=[(key, _l(words)) for key, words in REJECT_REASONS.items()],
        validators=[InputRequired(_l("Choose a reason."))],
    )
