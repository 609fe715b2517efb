"""Payments that a bank has taken back, and what we answer it."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from marketplace.base.actor import Duty, Side
from marketplace.base.errors import Refusal
from marketplace.database import db
from marketplace.gateways.current import payments
from marketplace.wallets import queries
from marketplace.wallets.actions import answer_bank
from marketplace.wallets.forms import AnswerForm
from marketplace.wallets.states import ChargebackState
from marketplace.wallets.views.blueprint import wallets
from marketplace.web.actor import current_actor
from marketplace.web.doors import door
from marketplace.web.errors import status_of
from marketplace.web.pages import page, page_number
from marketplace.work.moves import moves_of
from marketplace.work.unit import unit_of_work


@wallets.get("/staff/chargebacks")
@door(Side.STAFF, duty=Duty.FINANCE)
def chargebacks() -> ResponseReturnValue:
    """All chargebacks, those to be answered soonest first."""
    asked, session = request.args.get("state", ""), db.session()
    chosen = ChargebackState(asked) if asked in set(ChargebackState) else None
    found = queries.chargebacks_in(session, chosen, page_number())
    return page(
        "wallets/chargebacks.html",
        found=found,
        chosen=chosen,
        counts=queries.count_chargebacks(session),
        is_stand_in=payments().is_stand_in,
        State=ChargebackState,
    )


@wallets.get("/staff/chargebacks/<uuid:chargeback_id>")
@door(Side.STAFF, duty=Duty.FINANCE)
def chargeback(chargeback_id: UUID) -> ResponseReturnValue:
    """One chargeback, what it has cost, and the answer."""
    return _chargeback_page(chargeback_id, AnswerForm(formdata=None))


@wallets.post("/staff/chargebacks/<uuid:chargeback_id>/answer")
@door(Side.STAFF, duty=Duty.FINANCE)
def answer(chargeback_id: UUID) -> ResponseReturnValue:
    """Writes to the payer's bank, once."""
    form = AnswerForm()
    if not form.validate():
        return _chargeback_page(chargeback_id, form), 422
    try:
        with unit_of_work(current_actor()) as work:
            answer_bank(work, chargeback_id, text=str(form.text.data))
    except Refusal as refusal:
        form.refuse(refusal)
        return _chargeback_page(chargeback_id, form), status_of(refusal)
    flash(_("Handed to the bank in a moment. It decides within weeks."), "success")
    return redirect(url_for(".chargeback", chargeback_id=chargeback_id), 303)


def _chargeback_page(chargeback_id: UUID, form: AnswerForm) -> str:
    session, actor = db.session(), current_actor()
    found = queries.chargeback_seen_by(session, actor, chargeback_id)
    return page(
        "wallets/chargeback.html",
        chargeback=found,
        form=form,
        moves=moves_of(session, found),
        may_answer="answer" in found.open_to(Side.STAFF),
        owed_now=queries.owed_by(session, found.brand_id),
        is_stand_in=payments().is_stand_in,
        State=ChargebackState,
    )
