"""A brand's wallet: what is in it, and how money gets there."""

from __future__ import annotations

from uuid import UUID

import structlog
from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from marketplace.base.actor import BrandRole, Side
from marketplace.base.errors import NotFound, Refusal, Unavailable
from marketplace.database import db
from marketplace.ledger import chart
from marketplace.ledger.queries import entries_of
from marketplace.wallets import queries
from marketplace.wallets.actions import open_top_up
from marketplace.wallets.currencies import CURRENCIES
from marketplace.wallets.errands.paying_in import PageWords, check_top_up, open_payment_page
from marketplace.wallets.errors import UnknownCurrency
from marketplace.wallets.forms import RefundForm, TopUpForm
from marketplace.wallets.states import ChargebackState, RefundState, TopUpState
from marketplace.wallets.views.blueprint import wallets
from marketplace.web.actor import current_actor
from marketplace.web.doors import door
from marketplace.web.language import current_language
from marketplace.web.pages import page, page_number, public_url
from marketplace.work.unit import unit_of_work

log = structlog.get_logger(__name__)

PURSE = (BrandRole.FINANCE,)
"""Who may move a brand's money, besides its owners."""


@wallets.get("/wallet")
@door(Side.BRAND)
def show() -> ResponseReturnValue:
    """What the brand can spend, and its top-ups."""
    return wallet_page()


@wallets.post("/wallet/top-ups")
@door(Side.BRAND, roles=PURSE)
def top_up() -> ResponseReturnValue:
    """Goes on to Stripe's page, where the money is paid."""
    form = TopUpForm()
    if not form.validate():
        return wallet_page(topping_up=form), 422
    try:
        with unit_of_work(current_actor()) as work:
            top_up_id = open_top_up(work, amount=form.money, once=form.showing).id
    except Refusal as refusal:
        form.refuse(refusal, "currency" if isinstance(refusal, UnknownCurrency) else "amount")
        return wallet_page(topping_up=form), 422
    return _on_to_payment(top_up_id)


@wallets.get("/wallet/top-ups/<uuid:top_up_id>")
@door(Side.BRAND)
def top_up_done(top_up_id: UUID) -> ResponseReturnValue:
    """Where Stripe's page leads back to: asks Stripe itself whether the money has come."""
    found = queries.top_up_seen_by(db.session(), current_actor(), top_up_id)
    if found.state in (TopUpState.OPEN, TopUpState.PROCESSING):
        try:
            check_top_up(top_up_id)
        except Unavailable as trouble:
            log.warning("could not ask for a top-up", error=type(trouble).__name__)
        found = queries.top_up_seen_by(db.session(), current_actor(), top_up_id)
    return page("wallets/top_up.html", top_up=found, may_pay=current_actor().may(*PURSE), State=TopUpState)


@wallets.post("/wallet/top-ups/<uuid:top_up_id>/payment")
@door(Side.BRAND, roles=PURSE)
def pay_top_up(top_up_id: UUID) -> ResponseReturnValue:
    """Back to Stripe's page of a top-up that was not paid yet."""
    found = queries.top_up_seen_by(db.session(), current_actor(), top_up_id)
    if found.state is not TopUpState.OPEN:
        return redirect(url_for(".top_up_done", top_up_id=top_up_id), 303)
    return _on_to_payment(top_up_id)


def _on_to_payment(top_up_id: UUID) -> ResponseReturnValue:
    words = PageWords(
        label=_("Wallet top-up"),
        return_url=public_url("wallets.top_up_done", top_up_id=top_up_id),
        language=current_language(),
    )
    try:
        return redirect(open_payment_page(top_up_id, words), 303)
    except Unavailable as trouble:
        log.warning("no payment page", error=type(trouble).__name__)
        flash(_("The payment page did not open just now. Nothing was charged. Try again in a minute."), "warning")
        return redirect(url_for(".top_up_done", top_up_id=top_up_id), 303)


def wallet_page(*, topping_up: TopUpForm | None = None, refunding: RefundForm | None = None) -> str:
    """The page of the wallet, with what somebody has typed on it."""
    actor, session = current_actor(), db.session()
    if actor.brand_id is None:
        raise NotFound()
    held = queries.wallet_of(session, actor.brand_id)
    first = next(iter(held), CURRENCIES[0])
    shown = request.args.get("currency", first)
    kept = queries.kept_back_of(session, actor.brand_id)
    return page(
        "wallets/show.html",
        form=topping_up or TopUpForm.fresh(first),
        refunding=refunding or RefundForm.fresh(first),
        balances=held,
        kept=kept,
        owed=queries.owed_by(session, actor.brand_id),
        shown=shown,
        movements=entries_of(session, chart.wallet(actor.brand_id), shown, page_number(), size=20),
        top_ups=queries.top_ups_of(session, actor.brand_id, limit=10),
        rules=queries.rules_of(session, actor.brand_id),
        refunds=queries.refunds_of(session, actor.brand_id, limit=10),
        chargebacks=queries.chargebacks_of(session, actor.brand_id),
        may_pay=actor.may(*PURSE),
        has_money=any(held.values()),
        State=TopUpState,
        RefundState=RefundState,
        ChargebackState=ChargebackState,
    )
