"""What people type about payouts."""

from __future__ import annotations

from uuid import UUID

from flask_babel import lazy_gettext
from wtforms import StringField
from wtforms.validators import InputRequired, Length

from marketplace.web.forms import REQUIRED, Form


class CodeForm(Form):
    """A person of staff shows again that it is them."""

    code = StringField(
        lazy_gettext("Code from your authenticator app"), validators=[InputRequired(REQUIRED), Length(max=12)]
    )


def ids_in(values: list[str]) -> list[UUID]:
    """The ids among what a page posted, each once; nonsense is left out."""
    found: dict[UUID, None] = {}
    for value in values:
        try:
            found[UUID(value)] = None
        except ValueError:
            continue
    return list(found)
