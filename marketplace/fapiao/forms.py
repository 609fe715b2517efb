"""What people type about 发票."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask_babel import gettext, lazy_gettext
from wtforms import DateField, FileField, RadioField, StringField, TextAreaField
from wtforms.validators import DataRequired, Email, Length

from marketplace.fapiao.buyers import BuyerData
from marketplace.fapiao.states import LABELS, Buyer, FapiaoKind
from marketplace.web.forms import REQUIRED, Form


class FapiaoForm(Form):
    """Which 发票 a buyer wants, and what is to stand on it."""

    kind = RadioField(lazy_gettext("Which 发票"), default=FapiaoKind.ORDINARY.value)
    buyer = RadioField(lazy_gettext("Made out to"), default=Buyer.COMPANY.value)
    title = StringField(lazy_gettext("Title (抬头)"), validators=[DataRequired(REQUIRED), Length(max=100)])
    tax_number = StringField(lazy_gettext("Taxpayer number (税号)"), validators=[Length(max=40)])
    address = StringField(lazy_gettext("Registered address (注册地址)"), validators=[Length(max=200)])
    phone = StringField(lazy_gettext("Registered telephone (电话)"), validators=[Length(max=40)])
    bank = StringField(lazy_gettext("Bank (开户行)"), validators=[Length(max=100)])
    account = StringField(lazy_gettext("Bank account (账号)"), validators=[Length(max=60)])
    email = StringField(
        lazy_gettext("E-mail it goes to"), validators=[DataRequired(REQUIRED), Email(), Length(max=254)]
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.kind.choices = [(one.value, gettext(LABELS[one])) for one in FapiaoKind]
        self.buyer.choices = [(one.value, gettext(LABELS[one])) for one in Buyer]

    @property
    def said(self) -> BuyerData:
        """What was typed, of a form that was validated."""
        words = {
            name: str(self[name].data or "")
            for name in ("title", "tax_number", "address", "phone", "bank", "account", "email")
        }
        return BuyerData(kind=FapiaoKind(str(self.kind.data)), buyer=Buyer(str(self.buyer.data)), **words)


class WrittenForm(Form):
    """What stands on a 发票 of the tax bureau's system, and its paper."""

    code = StringField(lazy_gettext("发票 code (发票代码)"), validators=[Length(max=20)])
    number = StringField(lazy_gettext("发票 number (发票号码)"), validators=[DataRequired(REQUIRED), Length(max=30)])
    issued_on = DateField(lazy_gettext("Day on it"), validators=[DataRequired(REQUIRED)])
    paper = FileField(lazy_gettext("The 发票 as a PDF"), validators=[DataRequired(REQUIRED)])

    @property
    def day(self) -> date:
        """The day, of a form that was validated."""
        found = self.issued_on.data
        assert isinstance(found, date)
        return found


class ReasonForm(Form):
    """Why a 发票 is not issued, or has to be taken back."""

    reason = TextAreaField(lazy_gettext("Reason"), validators=[DataRequired(REQUIRED), Length(max=500)])
