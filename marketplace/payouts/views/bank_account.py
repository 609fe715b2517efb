"""Where a creator whom Stripe does not pay has their bank account."""

from __future__ import annotations

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from marketplace.base.actor import Side
from marketplace.base.errors import NotFound, Refusal
from marketplace.creators.models import Creator
from marketplace.database import db
from marketplace.payouts import queries
from marketplace.payouts.actions import name_bank_account
from marketplace.payouts.bank_details import Details, way_of
from marketplace.payouts.countries import Rail, rail_for
from marketplace.payouts.errors import AccountNumberWrong, BankCodeWrong, BicWrong, HolderWrong, IbanWrong
from marketplace.payouts.forms import BankAccountForm
from marketplace.payouts.views.blueprint import payouts
from marketplace.settings import BankSettings, settings
from marketplace.web.actor import current_actor
from marketplace.web.doors import door
from marketplace.web.errors import status_of
from marketplace.web.language import reader_now
from marketplace.web.pages import page
from marketplace.work.unit import unit_of_work

FIELD_OF: dict[type[Refusal], str] = {
    HolderWrong: "holder",
    IbanWrong: "iban",
    AccountNumberWrong: "account_number",
    BankCodeWrong: "bank_code",
    BicWrong: "bic",
}


@payouts.get("/earnings/bank")
@door(Side.CREATOR)
def bank_account() -> ResponseReturnValue:
    """The form, empty: a number that was typed once is never shown whole again."""
    return _page(BankAccountForm(formdata=None))


@payouts.post("/earnings/bank")
@door(Side.CREATOR)
def name_bank() -> ResponseReturnValue:
    """A creator names their bank account, or another one."""
    form = BankAccountForm()
    if not form.validate():
        return _page(form), 422
    typed = Details(
        country=_country(),
        holder=form.holder.data or "",
        iban=form.iban.data or "",
        account_number=form.account_number.data or "",
        bank_code=form.bank_code.data or "",
        bic=form.bic.data or "",
    )
    try:
        with unit_of_work(current_actor()) as work:
            cools_off = name_bank_account(work, typed).cools_off(work.now)
    except Refusal as refusal:
        form.refuse(refusal, FIELD_OF.get(type(refusal)))
        return _page(form), status_of(refusal)
    if cools_off:
        flash(
            _("Your new bank account is kept. Nothing is sent there for a few days; we have told you by mail."), "info"
        )
    else:
        flash(_("You are set up: what you earn is paid to your bank account."), "success")
    return redirect(url_for(".earnings"), 303)


def _country() -> str:
    """Where the creator is paid: as their account says, else where they live. Raises NotFound where Stripe pays."""
    creator_id = current_actor().creator_id
    creator = db.session().get(Creator, creator_id) if creator_id else None
    if creator is None:
        raise NotFound()
    account = queries.payout_account_of(db.session(), creator.id)
    country = account.country if account else creator.country
    if country is None or rail_for(country) is not Rail.BANK_FILE:
        raise NotFound()
    return country


def _page(form: BankAccountForm) -> str:
    country, creator_id = _country(), current_actor().creator_id
    account = queries.payout_account_of(db.session(), creator_id) if creator_id else None
    return page(
        "payouts/bank_account.html",
        form=form,
        country=country,
        way=way_of(country),
        kept=account.bank_details if account else None,
        cools_off=bool(account and account.cools_off(reader_now())),
        cool_off_hours=settings(BankSettings).bank_details_cool_off_hours,
    )
