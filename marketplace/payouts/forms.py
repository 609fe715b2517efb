"""What people type about payouts."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask_babel import gettext, lazy_gettext
from wtforms import FileField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from marketplace.payouts.actions.holding_back import MOST_IN_A_NOTE
from marketplace.payouts.states import HoldReason
from marketplace.payouts.states.holds import LABELS
from marketplace.web.forms import REQUIRED, Form


class BankAccountForm(Form):
    """Where a creator's bank account is; which of the numbers are asked for depends on the country."""

    holder = StringField(lazy_gettext("Account holder"), validators=[DataRequired(REQUIRED), Length(max=140)])
    iban = StringField(lazy_gettext("IBAN"), validators=[Length(max=50)])
    account_number = StringField(lazy_gettext("Account number"), validators=[Length(max=50)])
    bank_code = StringField(lazy_gettext("Bank code"), validators=[Length(max=30)])
    bic = StringField(lazy_gettext("BIC (SWIFT code)"), validators=[Length(max=20)])


class HoldForm(Form):
    """Why a payout is to wait."""

    scope = RadioField(
        lazy_gettext("What is held"),
        choices=[
            ("payout", lazy_gettext("Only this payout")),
            ("creator", lazy_gettext("Every payout of this creator, the coming ones too")),
        ],
        default="payout",
    )
    reason = SelectField(lazy_gettext("Reason, which the creator is told"), coerce=str)
    note = TextAreaField(
        lazy_gettext("Note for colleagues"), validators=[DataRequired(REQUIRED), Length(max=MOST_IN_A_NOTE)]
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.reason.choices = [(reason.value, gettext(LABELS[reason])) for reason in HoldReason]

    @property
    def chosen_reason(self) -> HoldReason:
        """The reason of a form that was validated."""
        return HoldReason(str(self.reason.data))

    @property
    def everything(self) -> bool:
        """Whether all payouts of the creator are meant."""
        return bool(self.scope.data == "creator")


class WriteOffForm(Form):
    """Why a debt will never be paid."""

    note = TextAreaField(
        lazy_gettext("Why it will not be paid, for colleagues"),
        validators=[DataRequired(REQUIRED), Length(max=MOST_IN_A_NOTE)],
    )


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
