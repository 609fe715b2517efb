"""What people type about open items."""

from __future__ import annotations

from flask_babel import lazy_gettext
from wtforms import HiddenField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from marketplace.web.forms import REQUIRED, Form


class DismissForm(Form):
    """Why an item can be left as it is."""

    because = TextAreaField(lazy_gettext("Reason"), validators=[DataRequired(REQUIRED), Length(max=1000)])


class AdjustForm(Form):
    """Where money that is in suspense belongs."""

    account = StringField(lazy_gettext("Account code"), validators=[DataRequired(REQUIRED), Length(max=100)])
    currency = HiddenField(validators=[DataRequired(REQUIRED), Length(max=3)])
