"""What people type about accounts."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext, lazy_gettext
from wtforms import (
    BooleanField,
    EmailField,
    PasswordField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from marketplace.accounts.countries import country_choices
from marketplace.accounts.errors import (
    BadEmail,
    BadWebsite,
    CodeRefused,
    MissingReason,
    MissingRole,
    UnknownCountry,
    WeakPassword,
    WrongPassword,
)
from marketplace.accounts.states import LANGUAGES, ROLE_LABELS
from marketplace.base.actor import BrandRole
from marketplace.base.errors import Refusal
from marketplace.web.forms import REQUIRED, Form
from marketplace.web.language import current_language
from marketplace.web.time_zones import zone_choices

_FIELDS: dict[type[Refusal], str] = {
    BadEmail: "email",
    BadWebsite: "website",
    CodeRefused: "code",
    MissingReason: "reason",
    MissingRole: "roles",
    UnknownCountry: "country",
    WeakPassword: "password",
    WrongPassword: "current",
}
"""Where a refusal is shown; all others stand above the form."""


def show_refusal(form: Form, refusal: Refusal) -> None:
    """Puts a refusal at the field it is about."""
    name = _FIELDS.get(type(refusal))
    form.refuse(refusal, name if name in form else None)


def typed(field: StringField) -> str:
    """What was typed into a field of text."""
    return field.data or ""


def _at_most(length: int) -> Length:
    return Length(max=length, message=lazy_gettext("Use at most %(max)d characters."))


def _required() -> InputRequired:
    return InputRequired(REQUIRED)


def _countries(form: Any) -> None:
    form.country.choices = [("", gettext("Choose a country")), *country_choices(current_language())]


class SignInForm(Form):
    """E-mail and password."""

    email = EmailField(lazy_gettext("E-mail"), [_required()])
    password = PasswordField(lazy_gettext("Password"), [_required()])


class CodeForm(Form):
    """A code of the authenticator app."""

    code = StringField(lazy_gettext("Code from your authenticator app"), [_required(), _at_most(12)])


class SetUpForm(CodeForm):
    """The first sign-in of staff: a password of their own and a first code."""

    password = PasswordField(lazy_gettext("New password"), [_required()])


class EmailForm(Form):
    """Only an e-mail."""

    email = EmailField(lazy_gettext("E-mail"), [_required()])


class NewPasswordForm(Form):
    """Only a new password."""

    password = PasswordField(lazy_gettext("New password"), [_required()])


class JoinBrandForm(Form):
    """A person and their brand."""

    brand_name = StringField(lazy_gettext("Brand"), [_required(), _at_most(120)])
    website = StringField(lazy_gettext("Website"), [_required(), _at_most(300)])
    country = SelectField(lazy_gettext("Country"), [_required()])
    name = StringField(lazy_gettext("Your name"), [_required(), _at_most(120)])
    email = EmailField(lazy_gettext("E-mail"), [_required()])
    password = PasswordField(lazy_gettext("Password"), [_required()])
    accepts = BooleanField(
        lazy_gettext("I accept the terms of use and the privacy notice"),
        [InputRequired(lazy_gettext("Please accept the terms to go on."))],
    )

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        _countries(self)


class InvitationForm(Form):
    """What an invited person adds."""

    name = StringField(lazy_gettext("Your name"), [_required(), _at_most(120)])
    password = PasswordField(lazy_gettext("Password"), [_required()])
    accepts = BooleanField(
        lazy_gettext("I accept the terms of use and the privacy notice"),
        [InputRequired(lazy_gettext("Please accept the terms to go on."))],
    )


class SettingsForm(Form):
    """How a person is called and how pages speak to them."""

    name = StringField(lazy_gettext("Your name"), [_required(), _at_most(120)])
    language = SelectField(lazy_gettext("Language"), choices=list(LANGUAGES.items()))
    time_zone = SelectField(lazy_gettext("Time zone"))

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.time_zone.choices = zone_choices(also=self.time_zone.data)


class PasswordForm(Form):
    """The current password and a new one."""

    current = PasswordField(lazy_gettext("Current password"), [_required()])
    password = PasswordField(lazy_gettext("New password"), [_required()])


class BrandForm(Form):
    """What a brand says of itself."""

    name = StringField(lazy_gettext("Brand"), [_required(), _at_most(120)])
    website = StringField(lazy_gettext("Website"), [_required(), _at_most(300)])
    country = SelectField(lazy_gettext("Country"), [_required()])
    legal_name = StringField(lazy_gettext("Legal name"), [Optional(), _at_most(120)])
    registration_number = StringField(lazy_gettext("Registration number"), [Optional(), _at_most(80)])

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        _countries(self)


class RolesForm(Form):
    """What a member may do."""

    roles = SelectMultipleField(
        lazy_gettext("Roles"),
        coerce=BrandRole,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        self.roles.choices = [(role.value, gettext(label)) for role, label in ROLE_LABELS.items()]


class InviteForm(RolesForm):
    """Whom to invite, and what they may do."""

    email = EmailField(lazy_gettext("E-mail"), [_required()])


class RefuseBrandForm(Form):
    """Why a brand could not be verified."""

    reason = TextAreaField(lazy_gettext("Reason, as the brand will read it"), [_required(), _at_most(2000)])
