"""What finance staff hand in."""

from __future__ import annotations

from flask_babel import lazy_gettext
from wtforms import FileField
from wtforms.validators import DataRequired

from marketplace.web.forms import REQUIRED, Form


class RatesForm(Form):
    """A table of the European Central Bank."""

    table = FileField(lazy_gettext("The bank's table (CSV)"), validators=[DataRequired(REQUIRED)])
