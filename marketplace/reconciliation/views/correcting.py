"""What people do about an item: propose, sign, withdraw, put where it belongs, set aside."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from marketplace.accounts.forms import CodeForm
from marketplace.accounts.own_code import own_code_holds
from marketplace.base.actor import Duty, Side
from marketplace.base.errors import Refusal
from marketplace.database import db
from marketplace.reconciliation import actions, queries
from marketplace.reconciliation.errors import AnotherPersonSigns
from marketplace.reconciliation.forms import AdjustForm, DismissForm
from marketplace.reconciliation.views.blueprint import reconciliation
from marketplace.reconciliation.views.reading import item_page
from marketplace.web.actor import current_actor
from marketplace.web.doors import door
from marketplace.web.errors import status_of
from marketplace.work.unit import unit_of_work


@reconciliation.post("/staff/reconciliation/items/<uuid:item_id>/corrections")
@door(Side.STAFF, duty=Duty.FINANCE)
def propose(item_id: UUID) -> ResponseReturnValue:
    """Proposes what is suggested."""
    with unit_of_work(current_actor()) as work:
        actions.propose_correction(work, item_id)
    flash(_("Proposed. Somebody else with the finance duty signs it."), "success")
    return redirect(url_for(".item", item_id=item_id), 303)


@reconciliation.post("/staff/reconciliation/items/<uuid:item_id>/adjustments")
@door(Side.STAFF, duty=Duty.FINANCE)
def adjust(item_id: UUID) -> ResponseReturnValue:
    """Proposes where money that is in suspense belongs."""
    form = AdjustForm()
    if not form.validate():
        return item_page(item_id, adjusting=form), 422
    account, currency = str(form.account.data).strip(), str(form.currency.data)
    try:
        with unit_of_work(current_actor()) as work:
            actions.adjust(work, item_id, account=account, currency=currency)
    except Refusal as refusal:
        form.refuse(refusal, "account")
        return item_page(item_id, adjusting=form), status_of(refusal)
    flash(_("Proposed. Somebody else with the finance duty signs it."), "success")
    return redirect(url_for(".item", item_id=item_id), 303)


@reconciliation.post("/staff/reconciliation/corrections/<uuid:correction_id>/signature")
@door(Side.STAFF, duty=Duty.FINANCE)
def sign(correction_id: UUID) -> ResponseReturnValue:
    """A second person signs with a fresh code of their authenticator app, and it is booked."""
    form = CodeForm()
    found = queries.correction_seen_by(db.session(), current_actor(), correction_id)
    item_id = found.item_id
    if found.proposed_by_id == current_actor().person_id:
        form.refuse(AnotherPersonSigns())
        return item_page(item_id, signature=form), 403
    if not own_code_holds(current_actor(), form):
        return item_page(item_id, signature=form), 422
    with unit_of_work(current_actor()) as work:
        actions.sign_correction(work, correction_id)
    flash(_("Signed and booked."), "success")
    return redirect(url_for(".item", item_id=item_id), 303)


@reconciliation.post("/staff/reconciliation/corrections/<uuid:correction_id>/withdrawal")
@door(Side.STAFF, duty=Duty.FINANCE)
def withdraw(correction_id: UUID) -> ResponseReturnValue:
    """Takes a proposal back."""
    with unit_of_work(current_actor()) as work:
        item_id = actions.withdraw_correction(work, correction_id).item_id
    flash(_("Withdrawn. Nothing was booked."), "success")
    return redirect(url_for(".item", item_id=item_id), 303)


@reconciliation.post("/staff/reconciliation/items/<uuid:item_id>/dismissal")
@door(Side.STAFF, duty=Duty.FINANCE)
def dismiss(item_id: UUID) -> ResponseReturnValue:
    """Sets an item aside."""
    form = DismissForm()
    queries.item_seen_by(db.session(), current_actor(), item_id)
    if not form.validate():
        return item_page(item_id, dismissal=form), 422
    with unit_of_work(current_actor()) as work:
        actions.dismiss_item(work, item_id, because=str(form.because.data))
    flash(_("Set aside. It comes back when something about it changes."), "success")
    return redirect(url_for(".index"), 303)
