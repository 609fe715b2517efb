"""Making an offer to an applicant, and calling a brief off."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from marketplace.base.actor import BrandRole, Side
from marketplace.base.errors import Invalid
from marketplace.base.money import Money
from marketplace.database import db
from marketplace.matching.models import Application
from marketplace.matching.queries import application_seen_by
from marketplace.orders.actions import calling_off, offering
from marketplace.orders.forms import offer_form
from marketplace.orders.queries import order_of_application
from marketplace.orders.terms import DECLINE_REASONS
from marketplace.orders.views import orders
from marketplace.payouts.fees import brand_fee_on, creator_fee_on
from marketplace.web.actor import current_actor
from marketplace.web.doors import door
from marketplace.web.forms import Form
from marketplace.web.pages import page
from marketplace.work.unit import unit_of_work


@orders.get("/offers/<uuid:application_id>")
@door(Side.BRAND, roles=(BrandRole.MANAGER,))
def offer(application_id: UUID) -> ResponseReturnValue:
    """The offer before it is made: price, fee, what is held, and until when the creator may answer."""
    application = application_seen_by(db.session(), current_actor(), application_id)
    return _offer_page(application, offer_form(application.price))


@orders.post("/offers/<uuid:application_id>")
@door(Side.BRAND, roles=(BrandRole.MANAGER,))
def make_offer(application_id: UUID) -> ResponseReturnValue:
    """Makes the offer; the money is held in the same moment."""
    application = application_seen_by(db.session(), current_actor(), application_id)
    form = offer_form(application.price)
    if not form.validate_on_submit():
        return _offer_page(application, form), 422
    try:
        with unit_of_work(current_actor()) as work:
            order_id = offering.offer_order(work, application_id, price=form.price.data).id
    except Invalid as refusal:
        form.refuse(refusal)
        application = application_seen_by(db.session(), current_actor(), application_id)
        return _offer_page(application, form), 422
    flash(gettext("The offer is sent, and the money for it is held."), "success")
    return redirect(url_for("orders.show", order_id=order_id), 303)


@orders.post("/briefs/<uuid:brief_id>/cancellation")
@door(Side.BRAND, roles=(BrandRole.MANAGER, BrandRole.FINANCE))
def cancel_brief(brief_id: UUID) -> ResponseReturnValue:
    """Calls a brief off; what it holds returns to the wallet."""
    with unit_of_work(current_actor()) as work:
        calling_off.cancel_brief(work, brief_id)
    flash(gettext("The brief is cancelled, and what it held is back in your wallet."), "success")
    return redirect(url_for("briefs.show", brief_id=brief_id), 303)


def application_offer(application: Application) -> str:
    """Fills the place beside an application where the brand makes an offer."""
    return render_template("orders/_offer_button.html", application=application)


def application_order(application: Application) -> str:
    """Fills the place beside an application that leads to the order it became."""
    found = order_of_application(db.session(), application.id)
    return render_template("orders/_order_link.html", order=found) if found else ""


def _offer_page(application: Application, form: Form) -> str:
    entered = form.price.data
    price = entered if isinstance(entered, Money) else application.price
    return page(
        "orders/offer.html",
        application=application,
        form=form,
        price=price,
        brand_fee=brand_fee_on(price),
        creator_fee=creator_fee_on(price),
        reasons=DECLINE_REASONS,
        asked=request.method == "POST",
    )
