"""Self-billing: the creator's agreement, and the documents for creators, brands and finance staff."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from marketplace.accounts.queries import brand
from marketplace.base.actor import Duty, Side
from marketplace.base.errors import NotFound, Refusal
from marketplace.creators.models import Creator
from marketplace.database import db
from marketplace.self_billing import queries
from marketplace.self_billing.actions import agree_to_self_billing, withdraw_self_billing
from marketplace.self_billing.errors import AgreementWrong
from marketplace.self_billing.forms import AgreementForm
from marketplace.self_billing.legal_words import SENTENCES
from marketplace.self_billing.papers import self_bill_paper, title_of
from marketplace.self_billing.policy import must_be_creator
from marketplace.web.actor import current_actor
from marketplace.web.doors import door
from marketplace.web.downloads import pdf_download
from marketplace.web.errors import status_of
from marketplace.web.pages import page, page_number
from marketplace.work.unit import unit_of_work

self_billing = Blueprint("self_billing", __name__)


def earnings_link() -> str:
    """On the page of earnings: the way to the papers in the creator's name."""
    return render_template("self_billing/_link.html", href=url_for("self_billing.own"), words=_("Self-billing"))


def invoices_link() -> str:
    """On the page of a brand's invoices: the way to those that were written in creators' names."""
    actor = current_actor()
    if actor.brand_id is None or not queries.self_bills(db.session(), 1, brand_id=actor.brand_id, size=1).rows:
        return ""
    return render_template("self_billing/_link.html", href=url_for("self_billing.for_brand"), words=_("From creators"))


def staff_link() -> str:
    """On the page of all invoices: the way to the self-billed ones."""
    return render_template("self_billing/_link.html", href=url_for("self_billing.index"), words=_("Self-billed"))


@self_billing.get("/earnings/self-billing")
@door(Side.CREATOR)
def own() -> ResponseReturnValue:
    """The creator's agreement, and what was written in their name."""
    return _own_page(None)


@self_billing.post("/earnings/self-billing")
@door(Side.CREATOR)
def agree() -> ResponseReturnValue:
    """The creator agrees."""
    form = AgreementForm()
    if not form.validate():
        return _own_page(form), 422
    try:
        with unit_of_work(current_actor()) as work:
            agree_to_self_billing(
                work,
                legal_name=str(form.legal_name.data),
                address=str(form.address.data),
                country=str(form.country.data),
                vat_id=str(form.vat_id.data),
                agreed=bool(form.agreed.data),
            )
    except Refusal as refusal:
        form.refuse(refusal, refusal.field if isinstance(refusal, AgreementWrong) else None)
        return _own_page(form), status_of(refusal)
    flash(_("Agreed. From the next payout on you find its invoices here."), "success")
    return redirect(url_for(".own"), 303)


@self_billing.post("/earnings/self-billing/withdrawal")
@door(Side.CREATOR)
def withdraw() -> ResponseReturnValue:
    """The creator writes their own invoices again."""
    with unit_of_work(current_actor()) as work:
        withdraw_self_billing(work)
    flash(_("Withdrawn. You write your own invoices for payouts from now on."), "success")
    return redirect(url_for(".own"), 303)


@self_billing.get("/invoices/from-creators")
@door(Side.BRAND)
def for_brand() -> ResponseReturnValue:
    """What creators have supplied to the brand, written in their names."""
    brand_id = current_actor().brand_id
    if brand_id is None:
        raise NotFound()
    found = queries.self_bills(db.session(), page_number(), brand_id=brand_id)
    return page("self_billing/for_brand.html", found=found)


@self_billing.get("/self-billed/<uuid:self_bill_id>")
@door(Side.BRAND, Side.CREATOR, Side.STAFF, duty=Duty.FINANCE)
def show(self_bill_id: UUID) -> ResponseReturnValue:
    """One document, as it was written."""
    bill = queries.self_bill_seen_by(db.session(), current_actor(), self_bill_id)
    return page("self_billing/show.html", bill=bill, title=title_of(bill), sentence=SENTENCES[bill.treatment])


@self_billing.get("/self-billed/<uuid:self_bill_id>.pdf")
@door(Side.BRAND, Side.CREATOR, Side.STAFF, duty=Duty.FINANCE)
def show_pdf(self_bill_id: UUID) -> ResponseReturnValue:
    """The same as a PDF, in the reader's language or the one that `lang` asks for."""
    return pdf_download(self_bill_paper(queries.self_bill_seen_by(db.session(), current_actor(), self_bill_id)))


@self_billing.get("/staff/self-billed")
@door(Side.STAFF, duty=Duty.FINANCE)
def index() -> ResponseReturnValue:
    """Everybody's, newest first, or those with a number or a name."""
    text = request.args.get("q", "").strip()[:100]
    found = queries.self_bills(db.session(), page_number(), text=text)
    brands = {one.brand_id: brand(db.session(), one.brand_id).name for one in found.rows}
    return page("self_billing/index.html", found=found, brands=brands, text=text)


def _own_page(form: AgreementForm | None) -> str:
    session, creator_id = db.session(), must_be_creator(current_actor())
    creator = session.get_one(Creator, creator_id)
    kept = {"country": creator.country, "legal_name": ""}
    return page(
        "self_billing/own.html",
        form=form or AgreementForm(formdata=None, data=kept),
        agreement=queries.agreement_of(session, creator_id),
        earlier=[one for one in queries.agreements_of(session, creator_id) if one.withdrawn_at],
        bills=queries.self_bills_of(session, creator_id),
    )
