"""The rule by which a wallet tops itself up, and the card or account it is collected from."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import structlog
from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from marketplace.accounts.queries import brand, person
from marketplace.base.actor import Side
from marketplace.base.errors import NotFound, Refusal, Unavailable
from marketplace.database import db
from marketplace.wallets import queries
from marketplace.wallets.actions import resume, set_rule, turn_off
from marketplace.wallets.currencies import CURRENCIES
from marketplace.wallets.errands.auto_topping_up import check_saving, open_saving_page
from marketplace.wallets.errands.paying_in import PageWords
from marketplace.wallets.errors import CapTooSmall
from marketplace.wallets.forms import rule_form
from marketplace.wallets.states import AutoTopUpState
from marketplace.wallets.views.blueprint import wallets
from marketplace.wallets.views.wallet import PURSE
from marketplace.web.actor import current_actor
from marketplace.web.doors import door
from marketplace.web.errors import status_of
from marketplace.web.language import current_language, reader_now
from marketplace.web.pages import page, public_url
from marketplace.web.sentences import say
from marketplace.work.unit import unit_of_work

log = structlog.get_logger(__name__)


@wallets.get("/wallet/auto/<currency>")
@door(Side.BRAND, roles=PURSE)
def auto(currency: str) -> ResponseReturnValue:
    """The rule for one currency."""
    rule = queries.rule_of(db.session(), _brand_id(currency), currency)
    kept = {"below": rule.below, "amount": rule.amount, "month_cap": rule.month_cap} if rule else {}
    return _rule_page(currency, rule_form(currency, formdata=None, data=kept))


@wallets.post("/wallet/auto/<currency>")
@door(Side.BRAND, roles=PURSE)
def set_auto(currency: str) -> ResponseReturnValue:
    """Sets the rule; without a way to pay it goes on to the page where one is saved."""
    _brand_id(currency)
    form: Any = rule_form(currency)
    if not form.validate():
        return _rule_page(currency, form), 422
    try:
        with unit_of_work(current_actor()) as work:
            rule = set_rule(work, below=form.below.data, amount=form.amount.data, month_cap=form.month_cap.data)
            rule_id, has_method = rule.id, rule.payment_method is not None
    except Refusal as refusal:
        form.refuse(refusal, "month_cap" if isinstance(refusal, CapTooSmall) else "amount")
        return _rule_page(currency, form), status_of(refusal)
    if has_method:
        flash(_("Kept. It counts from now."), "success")
        return redirect(url_for(".auto", currency=currency), 303)
    return _on_to_saving(rule_id, currency)


@wallets.post("/wallet/auto/<currency>/method")
@door(Side.BRAND, roles=PURSE)
def save_method(currency: str) -> ResponseReturnValue:
    """Goes on to Stripe's page, where another card or account is saved."""
    return _on_to_saving(_rule_id(currency), currency)


@wallets.get("/wallet/auto/<currency>/saved")
@door(Side.BRAND, roles=PURSE)
def method_saved(currency: str) -> ResponseReturnValue:
    """Where Stripe's page leads back to: asks Stripe itself what was saved."""
    rule_id = _rule_id(currency)
    try:
        if check_saving(rule_id):
            flash(_("Saved. Your wallet tops itself up from now on."), "success")
        else:
            flash(_("Nothing was saved. You can try again at any time."), "warning")
    except Unavailable as trouble:
        log.warning("could not ask what was saved", error=type(trouble).__name__)
        flash(_("Stripe does not answer just now. Load this page again in a minute."), "warning")
    return redirect(url_for(".auto", currency=currency), 303)


@wallets.post("/wallet/auto/<currency>/off")
@door(Side.BRAND, roles=PURSE)
def auto_off(currency: str) -> ResponseReturnValue:
    """Collects nothing any more."""
    with unit_of_work(current_actor()) as work:
        turn_off(work, _rule_id(currency))
    flash(_("Off. Nothing is collected any more."), "success")
    return redirect(url_for(".auto", currency=currency), 303)


@wallets.post("/wallet/auto/<currency>/on")
@door(Side.BRAND, roles=PURSE)
def auto_on(currency: str) -> ResponseReturnValue:
    """Collects again."""
    try:
        with unit_of_work(current_actor()) as work:
            resume(work, _rule_id(currency))
        flash(_("On. The next time the wallet runs low it tops itself up."), "success")
    except Refusal as refusal:
        flash(say(refusal.sentence), "error")
    return redirect(url_for(".auto", currency=currency), 303)


def _on_to_saving(rule_id: UUID, currency: str) -> ResponseReturnValue:
    actor, session = current_actor(), db.session()
    if actor.person_id is None or actor.brand_id is None:
        raise NotFound()
    email, name = person(session, actor.person_id).email, brand(session, actor.brand_id).name
    words = PageWords("", public_url("wallets.method_saved", currency=currency), current_language())
    try:
        return redirect(open_saving_page(rule_id, words, email=email, name=name), 303)
    except Unavailable as trouble:
        log.warning("no page to save a way to pay", error=type(trouble).__name__)
        flash(_("Stripe's page did not open just now. Your rule is kept. Try again in a minute."), "warning")
        return redirect(url_for(".auto", currency=currency), 303)


def _rule_page(currency: str, form: Any) -> str:
    session = db.session()
    rule = queries.rule_of(session, _brand_id(currency), currency)
    return page(
        "wallets/auto_top_up.html",
        currency=currency,
        form=form,
        rule=rule,
        collected=queries.collected_in_month(session, rule, reader_now()) if rule else None,
        State=AutoTopUpState,
    )


def _brand_id(currency: str) -> UUID:
    brand_id = current_actor().brand_id
    if brand_id is None or currency not in CURRENCIES:
        raise NotFound()
    return brand_id


def _rule_id(currency: str) -> UUID:
    rule = queries.rule_of(db.session(), _brand_id(currency), currency)
    if rule is None:
        raise NotFound()
    return rule.id
