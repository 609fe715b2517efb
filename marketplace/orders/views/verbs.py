"""What can be posted to an order: a verb is a noun one posts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from marketplace.base.actor import Side
from marketplace.base.errors import Invalid
from marketplace.base.text import N_
from marketplace.orders.actions import answering, ending, finishing, offering, preparing
from marketplace.orders.forms import EmptyForm
from marketplace.orders.views import orders
from marketplace.orders.views.reading import FORMS, order_page
from marketplace.web.actor import current_actor
from marketplace.web.doors import door
from marketplace.web.forms import Form
from marketplace.work.unit import Work, unit_of_work


@dataclass(frozen=True)
class Verb:
    """A verb of the page: the lifecycle's name for it, the action it calls, and what is said afterwards."""

    name: str
    act: Callable[[Work, UUID, Any], Any]
    says: str


VERBS_BY_NOUN: Mapping[str, Verb] = {
    "acceptance": Verb(
        "accept",
        lambda work, order_id, form: answering.accept_order(work, order_id, terms_hash=form.terms_hash.data),
        N_("You have accepted. The terms are frozen, and both sides have signed the same text."),
    ),
    "refusal": Verb(
        "decline",
        lambda work, order_id, form: answering.decline_order(work, order_id, reason=form.reason.data),
        N_("You have declined. The brand has been told why."),
    ),
    "withdrawal": Verb(
        "withdraw_offer",
        lambda work, order_id, _form: offering.withdraw_offer(work, order_id),
        N_("The offer is withdrawn and the money is back in the brief."),
    ),
    "extension": Verb(
        "extend",
        lambda work, order_id, _form: offering.extend_offer(work, order_id),
        N_("The creator has three more days to answer."),
    ),
    "shipment": Verb(
        "ship",
        lambda work, order_id, form: preparing.ship_product(work, order_id, tracking=form.tracking.data),
        N_("Noted. The creator knows that the product is on its way."),
    ),
    "receipt": Verb(
        "receive",
        lambda work, order_id, _form: preparing.receive_product(work, order_id),
        N_("Noted. Use the product before you write about it."),
    ),
    "departure": Verb(
        "leave_without_product",
        lambda work, order_id, _form: preparing.leave_without_product(work, order_id),
        N_("You have left the order. The fee for it is on your earnings page."),
    ),
    "use": Verb(
        "begin_writing",
        lambda work, order_id, form: preparing.begin_writing(work, order_id, used=form.used.data),
        N_("Noted. Now it is time to write."),
    ),
    "outline": Verb(
        "submit_outline",
        lambda work, order_id, form: preparing.submit_outline(work, order_id, text=form.text.data),
        N_("The brand reads your outline. Silence counts as agreement."),
    ),
    "outline-consent": Verb(
        "accept_outline",
        lambda work, order_id, form: preparing.accept_outline(work, order_id, note=form.note.data or ""),
        N_("The creator can start writing."),
    ),
    "confirmation": Verb(
        "confirm",
        lambda work, order_id, _form: finishing.confirm_work(work, order_id),
        N_("Thank you. The fee has been credited to the creator."),
    ),
    "objection": Verb(
        "object",
        lambda work, order_id, form: finishing.object_to_work(work, order_id, reason=form.reason.data),
        N_("The money is frozen. Our staff read both sides and rule within five working days."),
    ),
    "objection-withdrawal": Verb(
        "withdraw_objection",
        lambda work, order_id, _form: finishing.withdraw_objection(work, order_id),
        N_("The objection is withdrawn; the clock goes on where it stood."),
    ),
    "cancellation-request": Verb(
        "request_cancellation",
        lambda work, order_id, form: ending.request_cancellation(work, order_id, reason=form.reason.data),
        N_("The other side has been asked. Silence agrees."),
    ),
    "cancellation": Verb(
        "agree_to_cancel",
        lambda work, order_id, _form: ending.agree_to_cancel(work, order_id),
        N_("The order is cancelled."),
    ),
    "continuation": Verb(
        "refuse_to_cancel",
        lambda work, order_id, _form: ending.refuse_to_cancel(work, order_id),
        N_("The order goes on where it stood."),
    ),
    "late-cancellation": Verb(
        "cancel_late",
        lambda work, order_id, _form: ending.cancel_late(work, order_id),
        N_("The order is cancelled and the money is back in the brief."),
    ),
    "ruling-for-creator": Verb(
        "rule_for_creator",
        lambda work, order_id, form: ending.rule(work, order_id, verb="rule_for_creator", reason=form.reason.data),
        N_("Ruled. Both sides read your reason."),
    ),
    "ruling-for-brand": Verb(
        "rule_for_brand",
        lambda work, order_id, form: ending.rule(work, order_id, verb="rule_for_brand", reason=form.reason.data),
        N_("Ruled. Both sides read your reason."),
    ),
}
"""What one posts -> what it does. A test holds it against the lifecycle: every button leads somewhere."""

NOUNS: Mapping[str, str] = {verb.name: noun for noun, verb in VERBS_BY_NOUN.items()}


@orders.post("/orders/<uuid:order_id>/<noun>")
@door(Side.BRAND, Side.CREATOR, Side.STAFF)
def act(order_id: UUID, noun: str) -> ResponseReturnValue:
    """Does what was posted; shows the page again with words when it does not fit."""
    if noun not in VERBS_BY_NOUN:
        abort(404)
    verb = VERBS_BY_NOUN[noun]
    form: Form = FORMS.get(verb.name, EmptyForm)(prefix="" if verb.name == "accept" else verb.name)
    if not form.validate_on_submit():
        return order_page(order_id, filled={verb.name: form}), 422
    try:
        with unit_of_work(current_actor()) as work:
            verb.act(work, order_id, form)
    except Invalid as refusal:
        form.refuse(refusal)
        return order_page(order_id, filled={verb.name: form}), 422
    flash(gettext(verb.says), "success")
    return redirect(url_for("orders.show", order_id=order_id), 303)


@orders.app_template_global("order_noun")
def order_noun(verb: str) -> str:
    """What one posts to an order for a verb of its lifecycle."""
    return NOUNS[verb]
