"""What creators and staff type about evidence."""

from __future__ import annotations

from flask_babel import lazy_gettext
from wtforms import RadioField, TextAreaField
from wtforms.validators import DataRequired, Length

from marketplace.web.forms import REQUIRED, Form


class RemarkForm(Form):
    """What a creator says of a sign, and whether staff are to look at it."""

    body = TextAreaField(lazy_gettext("What should be known"), validators=[DataRequired(REQUIRED), Length(max=2000)])
    kind = RadioField(
        lazy_gettext("What for"),
        choices=[
            ("note", lazy_gettext("A note beside it, for everybody who sees the evidence")),
            ("appeal", lazy_gettext("An appeal: our staff look at it and decide within a week")),
        ],
        default="note",
    )


class AppealForm(Form):
    """How an appeal is decided, and why."""

    outcome = RadioField(
        lazy_gettext("Decision"),
        choices=[
            ("upheld", lazy_gettext("The creator is right: the sign does not count for a year")),
            ("dismissed", lazy_gettext("The sign stands")),
        ],
        validators=[DataRequired(REQUIRED)],
    )
    reason = TextAreaField(lazy_gettext("Reason"), validators=[DataRequired(REQUIRED), Length(max=2000)])
