"""Money of a wallet on its way back to a card or bank account."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from marketplace.base.actor import Side
from marketplace.base.errors import Refusal
from marketplace.database import db
from marketplace.wallets import queries
from marketplace.wallets.actions import ask_for_refund, call_off_refund
from marketplace.wallets.forms import RefundForm
from marketplace.wallets.states import RefundState
from marketplace.wallets.views.blueprint import wallets
from marketplace.wallets.views.wallet import PURSE, wallet_page
from marketplace.web.actor import current_actor
from marketplace.web.doors import door
from marketplace.web.errors import status_of
from marketplace.web.pages import page
from marketplace.work.moves import moves_of
from marketplace.work.unit import unit_of_work


@wallets.post("/wallet/refunds")
@door(Side.BRAND, roles=PURSE)
def ask_refund() -> ResponseReturnValue:
    """Asks for unspent money back."""
    form = RefundForm()
    if not form.validate():
        return wallet_page(refunding=form), 422
    try:
        with unit_of_work(current_actor()) as work:
            asked = [refund.id for refund in ask_for_refund(work, amount=form.money, once=form.showing)]
    except Refusal as refusal:
        form.refuse(refusal, "amount")
        return wallet_page(refunding=form), status_of(refusal)
    flash(_("On its way back. Your bank shows it in five to ten days."), "success")
    if len(asked) == 1:
        return redirect(url_for(".refund", refund_id=asked[0]), 303)
    return redirect(url_for(".show", currency=form.money.currency), 303)


@wallets.get("/wallet/refunds/<uuid:refund_id>")
@door(Side.BRAND)
def refund(refund_id: UUID) -> ResponseReturnValue:
    """One refund and what became of it."""
    session, actor = db.session(), current_actor()
    found = queries.refund_seen_by(session, actor, refund_id)
    return page(
        "wallets/refund.html",
        refund=found,
        moves=moves_of(session, found),
        may_call_off="call_off" in found.open_to(Side.BRAND) and actor.may(*PURSE),
        State=RefundState,
    )


@wallets.post("/wallet/refunds/<uuid:refund_id>/call-off")
@door(Side.BRAND, roles=PURSE)
def call_off(refund_id: UUID) -> ResponseReturnValue:
    """Keeps the money in the wallet after all."""
    with unit_of_work(current_actor()) as work:
        call_off_refund(work, refund_id)
    flash(_("Called off. The money is in your wallet."), "success")
    return redirect(url_for(".refund", refund_id=refund_id), 303)
