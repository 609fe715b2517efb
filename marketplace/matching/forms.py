"""Forms of applying, deciding and planning: shape and words in, typed values out."""

from __future__ import annotations

from collections.abc import Sequence
from operator import itemgetter
from typing import Any, cast

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, TextAreaField, ValidationError
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from marketplace.briefs.fields import AmountField, CountField, count, text
from marketplace.briefs.states import Goal
from marketplace.creators.states import LANGUAGES, Format, Platform
from marketplace.matching.scoring import Part
from marketplace.matching.states import REJECT_REASONS
from marketplace.matching.weights import LEAST, MOST
from marketplace.wallets.currencies import CURRENCIES
from marketplace.web.filters import country_name, label, language_name
from marketplace.web.forms import REQUIRED, Form, MoneyField

MOST_WORDS = 300
"""Characters of a search."""


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


class SearchForm(Form):
    """What a brand looks for, in its own words, and whom to leave out. Read from the address."""

    class Meta(Form.Meta):
        """A search changes nothing, so it carries no token."""

        csrf = False

    words = text(_l("What should they post about?"), most=MOST_WORDS, required=False)
    platform = SelectField(_l("Platform"), [Optional()])
    language = SelectField(_l("Language"), [Optional()])
    country = SelectField(_l("Lives in"), [Optional()])
    followers_min = count(_l("Followers, at least"), 0, 10**9, required=False)
    followers_max = count(_l("Followers, at most"), 0, 10**9, required=False)
    price = AmountField(_l("Price, at most"), [Optional()])
    currency = SelectField(_l("Currency"), [Optional()])
    format = SelectField(_l("Format"), [Optional()])

    def __init__(self, address: Any, *, countries: Sequence[str]) -> None:
        super().__init__(address)
        anything = ("", gettext("All"))
        self.platform.choices = [anything, *((one.value, label(one)) for one in Platform)]
        self.language.choices = [anything, *((code, language_name(code)) for code in LANGUAGES)]
        self.country.choices = [
            anything,
            *sorted(((code, country_name(code)) for code in countries), key=itemgetter(1)),
        ]
        self.currency.choices = [(code, code) for code in CURRENCIES]
        self.format.choices = [(one.value, label(one)) for one in Format]

    def process(self, formdata: Any = None, obj: Any = None, data: Any = None, **more: Any) -> None:
        """Tells the amount its currency before it is read."""
        wanted = formdata.get("currency") if formdata else None
        self.price.currency = wanted if wanted in CURRENCIES else CURRENCIES[0]
        super().process(formdata, obj, data=data, **more)

    def validate_followers_max(self, field: Any) -> None:
        """Refuses a range that holds nobody."""
        if field.data is not None and self.followers_min.data is not None and field.data < self.followers_min.data:
            raise ValidationError(gettext("Enter at least as many as the lowest number."))


def plan_form(currency: str, **values: Any) -> Form:
    """What a mix should be like, in the currency of the brief. It changes nothing, so it carries no token."""

    class PlanForm(Form):
        class Meta(Form.Meta):
            csrf = False

        budget = AmountField(_l("Budget, our fee included"), validators=[InputRequired(REQUIRED)], currency=currency)
        goal = RadioField(
            _l("What is it for?"),
            choices=[(goal.value, label(goal)) for goal in Goal],
            validators=[InputRequired(REQUIRED)],
        )
        koc = CountField(
            _l("Per cent of the budget kept for KOCs"),
            validators=[InputRequired(REQUIRED), NumberRange(0, 100, _l("Enter a whole number from 0 to 100."))],
        )
        places = CountField(
            _l("Creators, at most"),
            validators=[InputRequired(REQUIRED), NumberRange(1, 100, _l("Enter a whole number from 1 to 100."))],
        )

    return PlanForm(**values)


def weights_form(**values: Any) -> Form:
    """How much each part of the score counts, in per cent of its usual weight."""
    bounds = NumberRange(LEAST, MOST, _l("Enter a whole number from %(least)s to %(most)s.", least=LEAST, most=MOST))
    fields = {part.value: CountField(label(part), validators=[InputRequired(REQUIRED), bounds]) for part in Part}
    return cast("Form", type("WeightsForm", (Form,), fields)(**values))
