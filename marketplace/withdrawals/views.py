"""Our own money, for finance staff: what is ours, and its way to our bank."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from marketplace.accounts.forms import CodeForm
from marketplace.accounts.own_code import own_code_holds
from marketplace.base.actor import Duty, Side
from marketplace.base.errors import Refusal
from marketplace.database import db
from marketplace.gateways.current import payments
from marketplace.ledger.chart import family_of_prefix
from marketplace.ledger.queries import journals_with_keys
from marketplace.web.actor import current_actor
from marketplace.web.doors import door
from marketplace.web.errors import status_of
from marketplace.web.pages import page, page_number
from marketplace.withdrawals import actions, queries
from marketplace.withdrawals.errors import AnotherPersonSigns
from marketplace.withdrawals.forms import ProposeForm
from marketplace.withdrawals.states import WithdrawalState
from marketplace.work.moves import moves_of
from marketplace.work.unit import unit_of_work

withdrawals = Blueprint("withdrawals", __name__)

_BOOKED = ("begun", "arrived", "arrived:back", "failed")


@withdrawals.get("/staff/withdrawals")
@door(Side.STAFF, duty=Duty.FINANCE)
def index() -> ResponseReturnValue:
    """What is ours in each currency and why, and all withdrawals."""
    return _index_page()


@withdrawals.post("/staff/withdrawals")
@door(Side.STAFF, duty=Duty.FINANCE)
def propose() -> ResponseReturnValue:
    """Proposes that an amount goes to our bank."""
    form = ProposeForm(list(queries.shares(db.session())))
    if not form.validate():
        return _index_page(form), 422
    try:
        with unit_of_work(current_actor()) as work:
            withdrawal_id = actions.propose_withdrawal(work, amount=form.money, once=form.showing).id
    except Refusal as refusal:
        form.refuse(refusal, "amount")
        return _index_page(form), status_of(refusal)
    flash(_("Proposed. Somebody else with the finance duty signs it."), "success")
    return redirect(url_for(".show", withdrawal_id=withdrawal_id), 303)


@withdrawals.get("/staff/withdrawals/<uuid:withdrawal_id>")
@door(Side.STAFF, duty=Duty.FINANCE)
def show(withdrawal_id: UUID) -> ResponseReturnValue:
    """One withdrawal: why it was ours, who signed it, what was tried, and where it is."""
    return _page(withdrawal_id, CodeForm(formdata=None))


@withdrawals.post("/staff/withdrawals/<uuid:withdrawal_id>/signature")
@door(Side.STAFF, duty=Duty.FINANCE)
def sign(withdrawal_id: UUID) -> ResponseReturnValue:
    """A second person lets it go, with a fresh code of their authenticator app."""
    form = CodeForm()
    found = queries.withdrawal_seen_by(db.session(), current_actor(), withdrawal_id)
    if found.proposed_by_id == current_actor().person_id:
        form.refuse(AnotherPersonSigns())
        return _page(withdrawal_id, form), 403
    if not own_code_holds(current_actor(), form):
        return _page(withdrawal_id, form), 422
    try:
        with unit_of_work(current_actor()) as work:
            actions.sign_withdrawal(work, withdrawal_id)
    except Refusal as refusal:
        form.refuse(refusal)
        return _page(withdrawal_id, form), status_of(refusal)
    flash(_("Signed. It is being sent."), "success")
    return redirect(url_for(".show", withdrawal_id=withdrawal_id), 303)


@withdrawals.post("/staff/withdrawals/<uuid:withdrawal_id>/call-off")
@door(Side.STAFF, duty=Duty.FINANCE)
def call_off(withdrawal_id: UUID) -> ResponseReturnValue:
    """Keeps the money at Stripe after all."""
    with unit_of_work(current_actor()) as work:
        actions.call_off_withdrawal(work, withdrawal_id)
    flash(_("Called off. The money stays at Stripe."), "success")
    return redirect(url_for(".show", withdrawal_id=withdrawal_id), 303)


def _index_page(form: ProposeForm | None = None) -> str:
    session = db.session()
    shares = queries.shares(session)
    return page(
        "withdrawals/index.html",
        shares=list(shares.values()),
        form=form or ProposeForm.fresh(shares),
        withdrawals=queries.withdrawals(session, page_number()),
        family_of=family_of_prefix,
        is_stand_in=payments().is_stand_in,
    )


def _page(withdrawal_id: UUID, form: CodeForm) -> str:
    session = db.session()
    found = queries.withdrawal_seen_by(session, current_actor(), withdrawal_id)
    return page(
        "withdrawals/withdrawal.html",
        withdrawal=found,
        form=form,
        moves=moves_of(session, found),
        journals=journals_with_keys(session, [f"withdrawal:{found.id}:{step}" for step in _BOOKED]),
        family_of=family_of_prefix,
        may_sign=found.proposed_by_id != current_actor().person_id,
        may_call_off="call_off" in found.open_to(Side.STAFF),
        is_under_way=found.state in (WithdrawalState.SIGNED, WithdrawalState.SENDING),
        is_stand_in=payments().is_stand_in,
        State=WithdrawalState,
    )
