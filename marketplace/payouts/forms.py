"""What people type about payouts."""

from __future__ import annotations

from uuid import UUID

from flask_babel import lazy_gettext
from wtforms import FileField, StringField
from wtforms.validators import DataRequired, Length

from marketplace.web.forms import REQUIRED, Form


class BankAccountForm(Form):
    """Where a creator's bank account is; which of the numbers are asked for depends on the country."""

    holder = StringField(lazy_gettext("Account holder"), validators=[DataRequired(REQUIRED), Length(max=140)])
    iban = StringField(lazy_gettext("IBAN"), validators=[Length(max=50)])
    account_number = StringField(lazy_gettext("Account number"), validators=[Length(max=50)])
    bank_code = StringField(lazy_gettext("Bank code"), validators=[Length(max=30)])
    bic = StringField(lazy_gettext("BIC (SWIFT code)"), validators=[Length(max=20)])


class ProofForm(Form):
    """What the bank gave as a proof."""

    proof = FileField(lazy_gettext("Proof of the bank"), validators=[DataRequired(REQUIRED)])


def ids_in(values: list[str]) -> list[UUID]:
    """The ids among what a page posted, each once; nonsense is left out."""
    found: dict[UUID, None] = {}
    for value in values:
        try:
            found[UUID(value)] = None
        except ValueError:
            continue
    return list(found)
