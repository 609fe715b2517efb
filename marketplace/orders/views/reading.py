"""The list of orders, and one order whole."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from flask import request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from marketplace.base.actor import Actor, Duty, Side
from marketplace.base.money import Money
from marketplace.database import db
from marketplace.orders.forms import (
    AcceptForm,
    DeclineForm,
    EmptyForm,
    NoteForm,
    OutlineForm,
    ReasonForm,
    ShipForm,
    UseForm,
    give_back_form,
)
from marketplace.orders.models import Order
from marketplace.orders.policy import side_of
from marketplace.orders.queries import order_seen_by, orders_seen_by
from marketplace.orders.sentences import Standing
from marketplace.orders.states import OPEN_STATES, VERBS, OrderState
from marketplace.orders.terms import kill_fee
from marketplace.orders.views import orders
from marketplace.payouts.promise import promise_date
from marketplace.payouts.queries import earning_from, give_backs_of_order, price_given_back
from marketplace.payouts.states import SignedState
from marketplace.web.actor import current_actor
from marketplace.web.doors import door
from marketplace.web.forms import Form
from marketplace.web.language import reader_now
from marketplace.web.pages import page, page_number
from marketplace.work.moves import moves_of

TABS: Mapping[str, frozenset[OrderState]] = {
    "open": OPEN_STATES - {OrderState.RETENTION},
    "settled": frozenset({OrderState.SETTLED, OrderState.RETENTION, OrderState.COMPLETED}),
    "ended": frozenset({OrderState.DECLINED, OrderState.EXPIRED, OrderState.CANCELLED, OrderState.BREACHED}),
    "all": frozenset(),
}

CHECKED_BY_A_JOB = frozenset({OrderState.COMPLIANCE_CHECK, OrderState.LIVE_CHECK})
LOOKS_AGAIN_FOR = timedelta(minutes=2)

FORMS: Mapping[str, type[Form]] = {
    "accept": AcceptForm,
    "decline": DeclineForm,
    "ship": ShipForm,
    "begin_writing": UseForm,
    "submit_outline": OutlineForm,
    "accept_outline": NoteForm,
    "object": ReasonForm,
    "request_cancellation": ReasonForm,
    "rule_for_creator": ReasonForm,
    "rule_for_brand": ReasonForm,
}
"""Verb -> the form it needs on the page; every other verb is a button."""


@orders.get("/orders")
@door(Side.BRAND, Side.CREATOR, Side.STAFF)
def index() -> ResponseReturnValue:
    """The orders the reader takes part in."""
    tab = request.args.get("tab", "open")
    tab = tab if tab in TABS else "open"
    found = orders_seen_by(db.session(), current_actor(), states=TABS[tab], number=page_number())
    rows = [(order, order.standing) for order in found.rows]
    return page("orders/index.html", tab=tab, tabs=tuple(TABS), found=found, rows=rows)


@orders.get("/orders/<uuid:order_id>")
@door(Side.BRAND, Side.CREATOR, Side.STAFF)
def show(order_id: UUID) -> ResponseReturnValue:
    """One order: the sentence, the work, the money, the terms and the history."""
    return order_page(order_id)


def order_page(order_id: UUID, *, filled: Mapping[str, Form] | None = None, giving_back: Form | None = None) -> str:
    """Renders an order; `filled` and `giving_back` are forms that a person sent and that did not fit."""
    session, actor = db.session(), current_actor()
    order = order_seen_by(session, actor, order_id)
    side = side_of(actor, order)
    verbs = verbs_shown(actor, order)
    said = order.standing
    return page(
        "orders/show.html",
        order=order,
        side=side,
        verbs=verbs,
        verb_words=VERBS,
        forms={verb: _form(verb, filled) for verb in verbs},
        standing=said,
        yours=said.whose is side or (said.whose is None and bool(verbs) and side is Side.STAFF),
        moves=moves_of(session, order),
        give_backs=give_backs_of_order(session, order.id),
        is_finance=actor.on_duty(Duty.FINANCE),
        returnable=_returnable(session, actor, order),
        giving_back=giving_back or give_back_form(order.currency, formdata=None),
        SignedState=SignedState,
        gone_ratio=_gone_ratio(order, said),
        looks_again=_is_being_checked(order),
        sees_entries=actor.on_duty(Duty.FINANCE),
        paid_by=promise_date(order.settled_at or reader_now()),
        kill_fees=[
            (stage, kill_fee(order.price, stage)) for stage in ("before_draft", "after_draft", "after_approval")
        ],
    )


def _returnable(session: Session, actor: Actor, order: Order) -> Money | None:
    """What of the price finance staff may still propose to give back; none for everybody else."""
    earning = earning_from(session, "order", order.id) if actor.on_duty(Duty.FINANCE) else None
    if earning is None:
        return None
    left = earning.gross - price_given_back(session, earning, with_proposals=True)
    return left if left else None


def verbs_shown(actor: Actor, order: Order) -> tuple[str, ...]:
    """The verbs of the lifecycle that get a button now; those of the work itself are drawn by the drafts' slot."""
    side = side_of(actor, order)
    hidden = {"submit_draft", "bind_post", "approve", "ask_for_changes", "pass_check", "fail_check"}
    hidden |= {"pass_live_check", "fail_live_check", "breach"}
    now = reader_now()
    if order.cancel_asked_by == side.value:
        hidden |= {"agree_to_cancel", "refuse_to_cancel"}
    if order.promised_at is None or now < order.promised_at:
        hidden |= {"cancel_late", "leave_without_product"}
    return tuple(verb for verb in order.open_to(side) if verb not in hidden)


def _form(verb: str, filled: Mapping[str, Form] | None) -> Any:
    if filled and verb in filled:
        return filled[verb]
    return FORMS.get(verb, EmptyForm)(formdata=None, prefix="" if verb == "accept" else verb)


def _is_being_checked(order: Order) -> bool:
    """Whether a job will move it any moment: then the page looks again by itself, for as long as a job may take."""
    return order.state in CHECKED_BY_A_JOB and reader_now() - order.state_since < LOOKS_AGAIN_FOR


def _gone_ratio(order: Order, said: Standing) -> float | None:
    if said.due_at is None or said.due_at <= order.state_since:
        return None
    whole = (said.due_at - order.state_since).total_seconds()
    return min(1.0, max(0.0, (reader_now() - order.state_since).total_seconds() / whole))
