"""What creators type: shape and words in, typed values out."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext, lazy_gettext
from wtforms import (
    BooleanField,
    DateField,
    EmailField,
    PasswordField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import InputRequired, Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from marketplace.accounts.countries import country_choices
from marketplace.accounts.errors import BadEmail, MissingName, UnknownCountry, WeakPassword
from marketplace.base.errors import Refusal
from marketplace.base.money import Money
from marketplace.creators.errors import (
    AdultsOnly,
    BadHandle,
    BioTooLong,
    ChannelAddedAlready,
    ChannelTaken,
    PriceNotPositive,
    PriceTooLarge,
)
from marketplace.creators.niches import MOST_NICHES, Niche
from marketplace.creators.states import CURRENCIES, LANGUAGES, Format, Platform
from marketplace.web.filters import label, language_name
from marketplace.web.forms import REQUIRED, Form
from marketplace.web.language import current_language

_FIELDS: dict[type[Refusal], str] = {
    AdultsOnly: "adult",
    BadEmail: "email",
    BadHandle: "handle",
    BioTooLong: "bio",
    ChannelAddedAlready: "handle",
    ChannelTaken: "handle",
    MissingName: "name",
    PriceNotPositive: "price",
    PriceTooLarge: "price",
    UnknownCountry: "country",
    WeakPassword: "password",
}
"""Where a refusal is shown; all others stand above the form."""


def show_refusal(form: Form, refusal: Refusal) -> None:
    """Puts a refusal at the field it is about."""
    name = _FIELDS.get(type(refusal))
    form.refuse(refusal, name if name in form else None)


def _at_most(length: int) -> Length:
    return Length(max=length, message=lazy_gettext("Use at most %(max)d characters."))


def _required() -> InputRequired:
    return InputRequired(REQUIRED)


def _several(words: Any, *validators: Any) -> SelectMultipleField:
    return SelectMultipleField(
        words, list(validators), widget=ListWidget(prefix_label=False), option_widget=CheckboxInput()
    )


class JoinCreatorForm(Form):
    """A person who joins as a creator."""

    name = StringField(lazy_gettext("Your name, as brands see it"), [_required(), _at_most(120)])
    email = EmailField(lazy_gettext("E-mail"), [_required()])
    password = PasswordField(lazy_gettext("Password"), [_required()])
    country = SelectField(lazy_gettext("Country you live in"), [_required()])
    language = SelectField(
        lazy_gettext("Language of our pages and mails"),
        choices=[("en", "English"), ("zh", "简体中文"), ("zh_Hant", "繁體中文")],
    )
    adult = BooleanField(
        lazy_gettext("I am 18 or older"), [InputRequired(lazy_gettext("Creators must be 18 or older."))]
    )
    accepts = BooleanField(
        lazy_gettext("I accept the terms of use and the privacy notice"),
        [InputRequired(lazy_gettext("Please accept the terms to go on."))],
    )

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        self.country.choices = [("", gettext("Choose a country")), *country_choices(current_language())]


class ProfileForm(Form):
    """What a creator says of themselves."""

    name = StringField(lazy_gettext("Your name, as brands see it"), [_required(), _at_most(120)])
    bio = TextAreaField(lazy_gettext("About you"), [_required(), _at_most(1000)])
    country = SelectField(lazy_gettext("Country you live in"), [_required()])
    city = StringField(lazy_gettext("City"), [Optional(), _at_most(80)])
    languages = _several(
        lazy_gettext("Languages of your posts"), InputRequired(lazy_gettext("Choose at least one language."))
    )
    niches = _several(lazy_gettext("What you post about"))
    available_from = DateField(lazy_gettext("No new work before"), [Optional()])

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        self.country.choices = [("", gettext("Choose a country")), *country_choices(current_language())]
        self.languages.choices = [(code, language_name(code)) for code in LANGUAGES]
        self.niches.choices = [(niche.value, label(niche)) for niche in Niche]

    def validate_niches(self, field: Any) -> None:
        """A brand reads five niches, not twenty."""
        if not field.data:
            raise ValidationError(gettext("Choose at least one niche."))
        if len(field.data) > MOST_NICHES:
            raise ValidationError(gettext("Choose at most %(most)s.", most=MOST_NICHES))


class ChannelForm(Form):
    """A channel to add."""

    platform = SelectField(lazy_gettext("Platform"), [_required()], coerce=Platform)
    handle = StringField(lazy_gettext("Handle"), [_required(), _at_most(70)])

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        self.platform.choices = [(platform, label(platform)) for platform in Platform]


class RateForm(Form):
    """A line of the rate card; `money` is there after validation."""

    platform = SelectField(lazy_gettext("Platform"), [_required()], coerce=Platform)
    format = SelectField(lazy_gettext("Kind of post"), [_required()], coerce=Format)
    price = StringField(lazy_gettext("Price of one post"), [_required(), _at_most(20)])
    currency = SelectField(lazy_gettext("Currency"), [_required()], choices=[(code, code) for code in CURRENCIES])

    money: Money

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        self.platform.choices = [(platform, label(platform)) for platform in Platform]
        self.format.choices = [(format, label(format)) for format in Format]

    def validate_price(self, field: Any) -> None:
        """Reads the amount in the currency chosen."""
        if self.currency.data not in CURRENCIES:
            return
        try:
            self.money = Money.parse(field.data, self.currency.data)
        except ValueError as error:
            raise ValidationError(gettext("Enter an amount such as 1200 or 1,200.50.")) from error
